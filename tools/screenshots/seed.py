#!/usr/bin/env python3
"""Gives a demo's store a past: some weeks of ended tasks for charts and tables. For pictures only.

    seed.py STORE
"""
import datetime
import random
import sqlite3
import sys
import uuid

store = sqlite3.connect(sys.argv[1], timeout=30)
store.row_factory = sqlite3.Row
pattern = dict(store.execute("SELECT * FROM tasks WHERE status = 'succeeded' AND pull_request_number IS NOT NULL LIMIT 1").fetchone())
kind = type(pattern["id"])
moments = type(pattern["created_at"])
random.seed(7)
now = datetime.datetime.now(datetime.timezone.utc)


def moment(at):
    """As the column has it: milliseconds, ticks or text, told by an existing value."""
    milliseconds = int(at.timestamp() * 1000)
    if moments is int:
        return milliseconds if pattern["created_at"] < 10**14 else milliseconds * 10_000 + 621_355_968_000_000_000
    return at.strftime("%Y-%m-%d %H:%M:%S.%f") + "0+00:00"


def identity(at):
    number = (int(at.timestamp() * 1000) << 80) | (7 << 76) | (random.getrandbits(12) << 64) | (2 << 62) | random.getrandbits(62)
    made = uuid.UUID(int=number)
    return made.bytes if kind is bytes else (str(made).upper() if pattern["id"].isupper() else str(made))


titles = ["Retry uploads that time out", "Dark mode for the settings page", "Flaky test: SchedulerTests", "Move to the new mail API",
          "Wrong total when a discount is negative", "Document the export format", "Speed up the start page", "Crash on an empty list",
          "Add a health endpoint", "Typo in the onboarding mail", "Sort the report by date", "Cache the price list"]
agents = [("claude", "sonnet", .42), ("claude", "opus", 1.9), ("codex", None, .35), ("scribe", None, 0), ("gemini", "pro", .3)]
ends = ["succeeded"] * 8 + ["failed", "failed", "timed_out", "stopped", "rejected"]
for back in range(28, 0, -1):
    for _ in range(random.choice([0, 1, 2, 3, 4, 5]) if (now - datetime.timedelta(days=back)).weekday() < 5 else random.choice([0, 0, 1])):
        asked = now - datetime.timedelta(days=back, hours=random.uniform(0, 9))
        began = asked + datetime.timedelta(seconds=random.uniform(3, 90))
        ended = began + datetime.timedelta(seconds=random.lognormvariate(5.6, .6))
        agent, model, price = random.choice(agents)
        end = random.choice(ends)
        row = dict(pattern)
        row.update(id=identity(asked), status=end, agent=agent, model=model, issue_title=random.choice(titles), issue_number=random.randint(20, 900),
                   comment_id=None, created_at=moment(asked), queued_at=moment(asked), started_at=None if end == "rejected" else moment(began),
                   completed_at=moment(ended), attempt=1, branch="taskrelay/1-000000000000", last_event_seq=0,
                   input_tokens=random.randint(20_000, 900_000), output_tokens=random.randint(900, 30_000),
                   cost_usd=0 if end == "rejected" else round(price * random.lognormvariate(0, .5), 4))
        if end == "succeeded":
            row.update(pull_request_number=random.randint(901, 1400), pull_request_state=random.choice(["merged"] * 5 + ["closed", None]),
                       pull_request_state_at=moment(ended), error_code=None, error_message=None)
        else:
            code, words = {"failed": ("agent_failed", "The agent ended with code 1."), "timed_out": ("timed_out", "The agent took longer than 60 minutes; its work was saved."),
                           "rejected": ("credentials_missing", "Agent claude needs ANTHROPIC_API_KEY, and nobody has set it."), "stopped": (None, None)}[end]
            row.update(pull_request_number=None, pull_request_url=None, pull_request_state=None, pull_request_state_at=None, commit_sha=None,
                       summary=None, error_code=code, error_message=words)
        names = [name for name in row if name not in ("ended_order", "duration_order")]
        store.execute(f"INSERT INTO tasks ({', '.join(names)}) VALUES ({', '.join('?' * len(names))})", [row[name] for name in names])
store.commit()
