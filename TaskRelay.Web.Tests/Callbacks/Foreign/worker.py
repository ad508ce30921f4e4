#!/usr/bin/env python3
"""A worker that shares no code with TaskRelay: the protocol of docs/api.md, by Python's standard library and git.

Its agent is one line of Python: it writes the prompt into a file.
"""

import base64
import datetime
import json
import os
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
import uuid

SERVER = os.environ["TASKRELAY_URL"].rstrip("/")
FOLDER = os.path.join(os.environ["TASKRELAY_WORKDIR"], "clone")
FINAL = (400, 401, 404, 409)


class Refused(Exception):
    """An answer that would be the same another time."""


class Stopped(Exception):
    """The server says that the task is to end."""


def ask(method, url, bearer, body=None):
    """One call; repeated unless its answer is final."""
    data = None if body is None else json.dumps(body).encode()
    for pause in (1, 2, 5, 10, 20, 30, 60, None):
        request = urllib.request.Request(url, data, method=method)
        request.add_header("Authorization", "Bearer " + bearer)
        request.add_header("Accept", "application/json")
        request.add_header("User-Agent", "foreign-worker")
        if data is not None:
            request.add_header("Content-Type", "application/json")
        try:
            with urllib.request.urlopen(request, timeout=30) as answer:
                return json.load(answer)
        except urllib.error.HTTPError as error:
            text = error.read().decode(errors="replace")
            if error.code in FINAL or pause is None:
                raise Refused(f"{method} {url}: {error.code} {text}") from error
        except (urllib.error.URLError, TimeoutError, ConnectionError):
            if pause is None:
                raise
        time.sleep(pause)


class Attempt:
    """What the ticket was traded for."""

    def __init__(self, ticket):
        claim = ask("POST", SERVER + "/api/worker/claim", ticket, {"workerId": str(uuid.uuid4())})
        self.token, self.task, self.number = claim["token"], claim["taskId"], claim["attempt"]
        self.lock, self.seq, self.stopped = threading.Lock(), 0, False
        threading.Thread(target=self.beat, args=(claim["leaseSeconds"] / 6,), daemon=True).start()

    def beat(self, every):
        """An empty batch keeps the lease, and brings the word that the task is to stop."""
        while True:
            time.sleep(every)
            self.send([])

    def send(self, events):
        answer = ask("POST", SERVER + "/api/worker/events", self.token, {"events": events})
        self.stopped = self.stopped or not answer["continue"]

    def say(self, kind, stream, text):
        with self.lock:
            self.seq += 1
            at = datetime.datetime.now(datetime.timezone.utc).isoformat()
            self.send([{"seq": self.seq, "at": at, "kind": kind, "stream": stream, "text": text}])
        if self.stopped:
            raise Stopped

    def complete(self, status, **more):
        report = {"taskId": self.task, "attempt": self.number, "status": status, **more}
        return ask("POST", SERVER + "/api/callbacks/complete", self.token, report)


def git(job, *arguments):
    """Git with the job's token: in its environment, where no process list and no configuration file shows it."""
    credential = base64.b64encode(f"x-access-token:{job['token']['value']}".encode()).decode()
    environment = {
        **os.environ,
        "GIT_TERMINAL_PROMPT": "0",
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_CONFIG_COUNT": "1",
        "GIT_CONFIG_KEY_0": "http.extraHeader",
        "GIT_CONFIG_VALUE_0": f"Authorization: Basic {credential}",
    }
    done = subprocess.run(["git", *arguments], env=environment, capture_output=True, text=True, check=True)
    return done.stdout.strip()


def work(attempt, job):
    """Clone, change, commit, push, open the pull request; what is to be reported."""
    attempt.say("progress", "cloning", job["repository"]["fullName"])
    base = ["--branch", job["baseBranch"]] if job["baseBranch"] else []
    git(job, "clone", "--quiet", *base, job["cloneUrl"], FOLDER)
    start = git(job, "-C", FOLDER, "symbolic-ref", "--short", "HEAD")
    git(job, "-C", FOLDER, "checkout", "--quiet", "-b", job["branch"])

    attempt.say("progress", "running_agent", "writing the prompt down")
    with open(os.path.join(FOLDER, "PROMPT.txt"), "w", encoding="utf-8") as file:
        file.write(job["prompt"])
    attempt.say("log", "file_change", "PROMPT.txt")

    commit = job["commit"]
    who = ["-c", "user.name=" + commit["authorName"], "-c", "user.email=" + commit["authorEmail"]]
    git(job, "-C", FOLDER, "add", "--all")
    git(job, "-C", FOLDER, *who, "commit", "--quiet", "-m", commit["subject"], "-m", "\n".join(commit["trailers"]))
    sha = git(job, "-C", FOLDER, "rev-parse", "HEAD")

    attempt.say("progress", "pushing", job["branch"])
    git(job, "-C", FOLDER, "push", "--quiet", "origin", "HEAD:refs/heads/" + job["branch"])

    attempt.say("progress", "opening_pull_request", "")
    wanted = job["pullRequest"]
    made = ask("POST", f"{job['apiBaseUrl']}/repos/{job['repository']['fullName']}/pulls", job["token"]["value"], {
        "title": wanted["title"],
        "head": job["branch"],
        "base": job["baseBranch"] or start,
        "body": wanted["intro"] + "\n\n" + wanted["marker"],
    })
    return {
        "branch": job["branch"],
        "commitSha": sha,
        "prUrl": made["html_url"],
        "summary": "The prompt is in PROMPT.txt.",
        "usage": {"inputTokens": 12, "outputTokens": 3, "costUsd": 0.25},
        "error": None,
    }


def main():
    attempt = Attempt(sys.stdin.readline().strip())
    try:
        job = ask("GET", SERVER + "/api/worker/job", attempt.token)
        attempt.complete("succeeded", **work(attempt, job))
    except Stopped:
        attempt.complete("stopped")
    except (Refused, OSError, subprocess.CalledProcessError) as error:
        text = getattr(error, "stderr", None) or str(error)
        attempt.complete("failed", error={"code": "agent_failed", "message": text[:500], "phase": None})


if __name__ == "__main__":
    main()
