// Lighthouse's accessibility and best practices on the pages of a demo that runs at the given address.
//   node audit.mjs DASHBOARD [PATH...]
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';

const modules = createRequire(`${process.env.AUDIT_MODULES}/`);
const { chromium } = modules('playwright-core');
const { default: lighthouse } = await import(pathToFileURL(modules.resolve('lighthouse')).href);
const [dashboard, ...wanted] = process.argv.slice(2);
const everything = [
  'login', '', 'tasks', 'tasks/new', 'task', 'task?view=log', 'task?view=changes', 'task?view=prompt', 'history', 'repositories', 'repositories/octo/hello',
  'settings/agents', 'settings/credentials', 'settings/runners', 'settings/limits', 'settings/tokens', 'settings/notifications', 'notifications', 'setup',
  'admin', 'admin/deliveries', 'delivery', 'admin/queue', 'admin/users', 'admin/audit', 'admin/limits', 'admin/retention', 'help', 'docs/api',
];
const paths = wanted.length > 0 ? wanted : everything;

// The debugging port is read from what Chromium says of it; the sign-in is the demo's own.
const port = Number(process.env.AUDIT_PORT ?? 5591);
const browser = await chromium.launch({
  executablePath: process.env.CHROME_PATH ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync',
    `--remote-debugging-port=${port}`],
});
const page = await browser.newPage();
await page.goto(`${dashboard}login`);
await page.getByRole('link', { name: 'Sign in with GitHub' }).click();
await page.click('#as-maintainer');
await page.waitForURL(`${dashboard}**`);
const cookie = (await page.context().cookies(dashboard)).map((one) => `${one.name}=${one.value}`).join('; ');

// "task" and "delivery" stand for the newest of them.
const newest = async (list) => (await (await page.context().request.get(`${dashboard}api/${list}?limit=1`)).json()).items[0].id;
const places = { task: `tasks/${await newest('tasks')}`, delivery: `admin/deliveries/${await newest('deliveries')}` };

let failed = false;
for (const named of paths) {
  const [first, query] = named.split('?');
  const path = `${places[first] ?? first}${query ? `?${query}` : ''}`;
  const { lhr } = await lighthouse(`${dashboard}${path}`, {
    port,
    logLevel: 'error',
    onlyCategories: ['accessibility', 'best-practices'],
    extraHeaders: path === 'login' ? {} : { Cookie: cookie },
    formFactor: 'desktop',
    screenEmulation: { mobile: false, width: 1440, height: 900, deviceScaleFactor: 1, disabled: false },
    throttlingMethod: 'provided',
  });
  const scores = Object.values(lhr.categories).map((category) => `${category.title} ${Math.round(category.score * 100)}`);
  console.log(`/${named}: ${scores.join(', ')}`);
  for (const category of Object.values(lhr.categories)) {
    for (const { id, weight } of category.auditRefs) {
      const audit = lhr.audits[id];
      if (weight > 0 && audit.score !== null && audit.score < 1) {
        failed = true;
        console.log(`  ${id}: ${audit.title}`);
        for (const item of (audit.details?.items ?? []).slice(0, 5)) {
          console.log(`    ${item.node?.snippet ?? item.description ?? item.source ?? JSON.stringify(item)}`);
        }
      }
    }
  }
}
await browser.close();
process.exitCode = failed ? 1 : 0;
