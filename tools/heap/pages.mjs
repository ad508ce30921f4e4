// What an open list of tasks costs the server: opens it in many tabs and reads the server's resident memory before and
// after. Garbage that was not collected yet is counted too, so the figure is an upper bound.
//   node pages.mjs DASHBOARD PID TABS
import { readFileSync } from 'node:fs';
import { launch, signIn } from '../screenshots/browser.mjs';

const [dashboard, pid, count] = process.argv.slice(2);
const resident = () => Number(/VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))[1]) / 1024;
const browser = await launch();
const context = await browser.newContext();
context.setDefaultTimeout(120_000);
const open = async () => {
  const page = await context.newPage();
  await page.goto(`${dashboard}tasks`);
  await page.locator('.frame[data-live=yes]').waitFor();
  await page.locator('.row[data-row]').first().waitFor();
  return page;
};
const asking = await context.newPage();
await signIn(asking, dashboard);
await asking.evaluate(async () => {
  for (let one = 0; one < 50; one++) {
    const answer = await fetch('/api/tasks', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ repository: 'octo/hello', issueNumber: 1 + (one % 3), agent: 'scribe', instructions: '```scribe\nsleep 900\n```' }),
    });
    if (!answer.ok) throw new Error(await answer.text());
  }
});
await asking.close();

// What is made once is made before: code, caches, pools.
const first = await open();
const rows = await first.locator('.row[data-row]').count();
for (let warm = 0; warm < 6; warm++) await (await open()).close();
await first.waitForTimeout(15_000);
const before = resident();
for (let tab = 0; tab < Number(count); tab++) await open();
await first.waitForTimeout(15_000);
const after = resident();
console.log(`${count} open lists of ${rows} tasks: ${before.toFixed(1)} MB before, ${after.toFixed(1)} MB after, ${((after - before) * 1024 / Number(count)).toFixed(0)} KB each at most`);
await browser.close();
