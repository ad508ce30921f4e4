// Lets a demo do some work: a task that ends well, one that fails, two that run and two that wait; and lets people write
// comments that are no commands, or none that can be understood.
//   node work.mjs DASHBOARD SIMULATOR
import { launch, signIn } from './browser.mjs';

const [dashboard, simulator] = process.argv.slice(2);
const browser = await launch();
const page = await browser.newPage();
await signIn(page, dashboard);
for (const login of ['reader', 'writer']) {
  const other = await browser.newContext();
  await signIn(await other.newPage(), dashboard, login);
  await other.close();
}

const ask = (issueNumber, instructions, more = {}) => page.evaluate(async (body) => {
  const answer = await fetch('/api/tasks', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
  if (!answer.ok) throw new Error(await answer.text());
  return (await answer.json()).id;
}, { repository: 'octo/hello', issueNumber, agent: 'scribe', instructions, ...more });
const ended = async (id) => {
  for (let tries = 0; tries < 240; tries++) {
    const status = await page.evaluate(async (task) => (await (await fetch(`/api/tasks/${task}`)).json()).status, id);
    if (!['queued', 'running', 'stopping'].includes(status)) return;
    await page.waitForTimeout(500);
  }
  throw new Error(`task ${id} did not end`);
};
const script = (...lines) => ['Show what you can.', '', '```scribe', ...lines, '```'].join('\n');

// A webhook whose receiver is nowhere, so that its list has something to tell.
await page.evaluate(async () => {
  const answer = await fetch('/api/notifications/webhooks', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ url: 'https://hooks.example/taskrelay', name: 'Team chat', events: ['task.succeeded', 'task.failed'] }),
  });
  if (!answer.ok) throw new Error(await answer.text());
});

await ended(await ask(1, script(
  'say I will look at the greeting first, then fix it and write down how it should sound.',
  'run ls',
  'usage 18200 940 0.0431',
  'write docs/greeting.md <<END', '# Greeting', '', 'Say it like a person would: short, and by name.', 'END',
  'write greet.sh <<END', '#!/bin/sh', 'echo "Hello, $1"', 'END',
  'run sh greet.sh Ada',
  'usage 41800 2210 0.0972',
  'summary Fixed the greeting, and wrote down how it should sound.')));
await ended(await ask(2, script(
  'say I will run the tests before I change anything.',
  'run sh -c "echo error: words.sh is missing >&2; exit 1"',
  'fail The tests could not be run: words.sh is missing.')));
await ask(3, script('say There are three places that say hello. I begin with the clock.', 'usage 12400 610 0.0312', 'write clock.sh <<END', 'date +%H', 'END', 'sleep 900'));
await ask(2, script('say Counting words needs a definition of a word first.', 'sleep 900'), { priority: 'high' });
for (const [as, body] of [
  ['writer', 'Could this wait until the release?'],
  ['reader', '> @taskrelay scribe\n\nWho may write that?'],
  ['writer', '@taskrelay agent=nobody please'],
  ['writer', 'I think @taskrelay could do it.'],
  ['maintainer', '@taskrelay status'],
]) {
  await page.request.post(`${simulator}octo/hello/issues/2/comments`, { form: { as, body } });
}
await ask(1, 'Now the same for goodbye.');
await ask(3, 'Please write the tests first.');
await page.waitForTimeout(6000);
await browser.close();
