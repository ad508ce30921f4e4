// Each screen at 1440 and 390 pixels in both themes, from a demo that runs at the given address.
//   node shoot.mjs DASHBOARD FOLDER [SCREEN...]
import { mkdirSync } from 'node:fs';
import { launch, signIn } from './browser.mjs';

const [dashboard, folder, ...only] = process.argv.slice(2);
mkdirSync(folder, { recursive: true });
const browser = await launch();

// What is worth a picture: tasks by their state, read from the app's own API.
const first = await browser.newContext();
await signIn(await first.newPage(), dashboard);
const state = await first.storageState();
const all = (await (await first.request.get(`${dashboard}api/tasks?limit=100`)).json()).items;
const task = (...wanted) => wanted.map((fits) => all.find(fits)).find(Boolean)?.id;
const deliveries = (await (await first.request.get(`${dashboard}api/deliveries?outcome=rejected`)).json()).items;
await first.close();
const pause = (page, paused) => page.evaluate((body) => fetch('/api/admin/pause', { method: 'PUT', headers: { 'content-type': 'application/json' }, body }),
  JSON.stringify({ paused, reason: paused ? 'Upgrade of the database at noon' : null }));
const finished = task((one) => one.status === 'succeeded' && one.pullRequest && one.instructions.startsWith('Show'));
const running = task((one) => one.status === 'running' && one.usage.costUsd > 0, (one) => one.status === 'running');
const failed = task((one) => one.status === 'failed' && one.instructions.startsWith('Show'));

const screens = [
  { name: 'login', path: 'login', signedOut: true },
  { name: 'dashboard', path: '', ready: '.row[data-row]' },
  { name: 'tasks', path: 'tasks', ready: '.row[data-row]' },
  { name: 'new-task', path: 'tasks/new?repository=octo/hello&issue=1', ready: '.issue-preview h3' },
  { name: 'history', path: 'history', ready: '.row[data-row]' },
  finished && { name: 'task', path: `tasks/${finished}`, ready: '.log-line' },
  finished && { name: 'task-log', path: `tasks/${finished}?view=log`, ready: '.log-line' },
  finished && { name: 'task-changes', path: `tasks/${finished}?view=changes`, ready: '.diff' },
  finished && { name: 'task-prompt', path: `tasks/${finished}?view=prompt`, ready: '.prompt-text' },
  running && { name: 'task-running', path: `tasks/${running}`, ready: '.log-line' },
  failed && { name: 'task-failed', path: `tasks/${failed}`, ready: '.notice-error' },
  { name: 'palette', path: 'tasks', ready: '.row[data-row]', act: (page) => page.keyboard.press('Control+k') },
  { name: 'keys', path: 'tasks', ready: '.row[data-row]', act: (page) => page.keyboard.press('?') },
  { name: 'admin', path: 'admin', ready: '.check-summary .notice:not(.notice-info)' },
  { name: 'admin-deliveries', path: 'admin/deliveries', ready: '[data-delivery]' },
  deliveries[0] && { name: 'admin-delivery', path: `admin/deliveries/${deliveries[0].id}`, ready: '.rule' },
  {
    name: 'admin-queue', path: 'admin/queue', ready: '[data-waiting]',
    act: async (page) => { await pause(page, true); await page.locator('.pause-reason').first().waitFor(); }, after: (page) => pause(page, false),
  },
  {
    name: 'dashboard-paused', path: '', ready: '.row[data-row]',
    act: async (page) => { await pause(page, true); await page.locator('.pause-banner').waitFor(); }, after: (page) => pause(page, false),
  },
  { name: 'admin-users', path: 'admin/users', ready: '[data-user]' },
  { name: 'admin-audit', path: 'admin/audit', ready: '[data-entry]' },
  { name: 'admin-limits', path: 'admin/limits', ready: '.allowance-row' },
  { name: 'admin-retention', path: 'admin/retention', ready: '[data-kept]' },
  { name: 'repositories', path: 'repositories', ready: '.row[data-row]' },
  { name: 'repository', path: 'repositories/octo/hello', ready: '.settings-form' },
  { name: 'help', path: 'help' },
  { name: 'api-reference', path: 'docs/api', signedOut: true, ready: '.introduction-description p, h1' },
  { name: 'settings', path: 'settings/agents', ready: '.agent-ready' },
  { name: 'settings-credentials', path: 'settings/credentials', ready: '.credential' },
  { name: 'settings-runners', path: 'settings/runners', ready: '.runner-line' },
  { name: 'settings-limits', path: 'settings/limits', ready: '.limit-list' },
  { name: 'settings-tokens', path: 'settings/tokens', ready: '#token-name' },
  { name: 'settings-notifications', path: 'settings/notifications', ready: '#browser-notices' },
  { name: 'notifications', path: 'notifications', ready: '.board' },
].filter((screen) => screen && (only.length === 0 || only.includes(screen.name)));

for (const colorScheme of ['light', 'dark']) {
  for (const [width, height] of [[1440, 900], [390, 844]]) {
    const options = { viewport: { width, height }, colorScheme, reducedMotion: 'reduce' };
    const context = await browser.newContext({ ...options, storageState: state });
    const guest = await browser.newContext(options);
    for (const screen of screens) {
      const page = await (screen.signedOut ? guest : context).newPage();
      await page.goto(`${dashboard}${screen.path}`);
      if (!screen.signedOut && !screen.isPlain) await page.locator('.frame[data-live=yes]').waitFor();
      if (screen.ready) await page.locator(screen.ready).first().waitFor();
      await screen.act?.(page);
      await page.evaluate(() => document.fonts.ready);
      await page.waitForTimeout(500);
      await page.screenshot({ path: `${folder}/${screen.name}-${width}-${colorScheme}.png` });
      await screen.after?.(page);
      await page.close();
    }
    await context.close();
    await guest.close();
  }
}
await browser.close();
