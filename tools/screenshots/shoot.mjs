// Each screen at 1440 and 390 pixels in both themes, from a demo that runs at the given addresses.
//   node shoot.mjs DASHBOARD SIMULATOR FOLDER [SCREEN...]
import { createRequire } from 'node:module';
import { mkdirSync } from 'node:fs';

const { chromium } = createRequire(`${process.env.SHOOT_MODULES}/`)('playwright-core');
const [dashboard, simulator, folder, ...only] = process.argv.slice(2);
mkdirSync(folder, { recursive: true });

const browser = await chromium.launch({
  executablePath: process.env.CHROME_PATH ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
});

const signIn = async (page) => {
  await page.goto(`${dashboard}login`);
  await page.getByRole('link', { name: 'Sign in with GitHub' }).click();
  await page.click('#as-maintainer');
  await page.waitForURL(`${dashboard}**`);
};

// What is worth a picture: tasks by their state, read from the app's own API.
const first = await browser.newContext();
const start = await first.newPage();
await signIn(start);
const state = await first.storageState();
const all = (await (await first.request.get(`${dashboard}api/tasks?limit=100`)).json()).items;
const has = (wanted) => all.find(wanted)?.id;
const finished = has((task) => task.status === 'succeeded' && task.pullRequest && task.issue.title.includes('Show')) ?? has((task) => task.status === 'succeeded' && task.pullRequest);
const running = has((task) => task.status === 'running');
const failed = has((task) => task.status === 'failed' && task.error?.code === 'agent_failed') ?? has((task) => task.status === 'failed');
await first.close();

const screens = [
  { name: 'login', path: 'login', signedOut: true },
  { name: 'dashboard', path: '', ready: '.row[data-row]' },
  { name: 'tasks', path: 'tasks', ready: '.row[data-row]' },
  { name: 'new-task', path: 'tasks/new?repository=octo/hello&issue=1', ready: '.agent-ready' },
  { name: 'history', path: 'history', ready: '.row[data-row]' },
  finished && { name: 'task', path: `tasks/${finished}`, ready: '.log-message, .log-fold' },
  finished && { name: 'task-log', path: `tasks/${finished}?view=log`, ready: '.log-line' },
  finished && { name: 'task-changes', path: `tasks/${finished}?view=changes`, ready: '.diff' },
  finished && { name: 'task-prompt', path: `tasks/${finished}?view=prompt`, ready: '.prompt-text' },
  running && { name: 'task-running', path: `tasks/${running}`, ready: '.task-head' },
  failed && { name: 'task-failed', path: `tasks/${failed}`, ready: '.task-head' },
  { name: 'palette', path: 'tasks', ready: '.row[data-row]', act: (page) => page.keyboard.press('Control+k') },
  { name: 'keys', path: 'tasks', ready: '.row[data-row]', act: (page) => page.keyboard.press('?') },
  { name: 'repositories', path: 'repositories' },
].filter((screen) => screen && (only.length === 0 || only.includes(screen.name)));

for (const colorScheme of ['light', 'dark']) {
  for (const [width, height] of [[1440, 900], [390, 844]]) {
    const context = await browser.newContext({ viewport: { width, height }, colorScheme, storageState: state, reducedMotion: 'reduce' });
    const guest = await browser.newContext({ viewport: { width, height }, colorScheme, reducedMotion: 'reduce' });
    for (const screen of screens) {
      const page = await (screen.signedOut ? guest : context).newPage();
      await page.goto(`${dashboard}${screen.path}`, { waitUntil: 'networkidle' });
      if (screen.ready) await page.locator(screen.ready).first().waitFor({ timeout: 20000 });
      await screen.act?.(page);
      await page.waitForTimeout(400);
      await page.screenshot({ path: `${folder}/${screen.name}-${width}-${colorScheme}.png` });
      await page.close();
    }
    await context.close();
    await guest.close();
  }
}
await browser.close();
