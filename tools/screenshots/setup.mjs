// Walks through set-up from the first start on, and takes a picture of each of its states at 1440 and 390 pixels in both
// themes.
//   SETUP_CODE=… node setup.mjs DASHBOARD GITHUB FOLDER
import { mkdirSync } from 'node:fs';
import { launch } from './browser.mjs';

const [dashboard, github, folder] = process.argv.slice(2);
mkdirSync(folder, { recursive: true });
const browser = await launch();
const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, reducedMotion: 'reduce' });
const page = await context.newPage();

const shoot = async (name) => {
  for (const colorScheme of ['light', 'dark']) {
    for (const [width, height] of [[1440, 900], [390, 844]]) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await page.setViewportSize({ width, height });
      await page.evaluate(() => document.fonts.ready);
      await page.waitForTimeout(400);
      await page.screenshot({ path: `${folder}/${name}-${width}-${colorScheme}.png`, fullPage: true });
    }
  }
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
  await page.setViewportSize({ width: 1440, height: 900 });
};

await page.goto(`${dashboard}login`);
await shoot('login-not-set-up');
await page.goto(`${dashboard}setup`);
await shoot('setup-code');
await page.fill('#setup-code', process.env.SETUP_CODE);
await page.keyboard.press('Enter');
await page.locator('[data-step=app][data-state=todo]').waitFor();
await shoot('setup-app');
await page.getByText('Make the App by hand instead').click();
await shoot('setup-manual');
await page.getByText('An organization', { exact: true }).click();
await page.fill('#setup-organization', 'octo');
await page.getByRole('button', { name: 'Create the App' }).click();
await page.locator('#create').click();
await page.locator('[data-step=administrator][data-state=todo]').waitFor();
await shoot('setup-sign-in');
await page.getByRole('link', { name: 'Sign in with GitHub' }).click();
await page.click('#as-maintainer');
await page.locator('.frame[data-live=yes]').waitFor();
await page.locator('[data-step=installation]').waitFor();
await shoot('setup-installation');

const other = await context.newPage();
await other.goto(`${github}apps/${await slug()}/installations/new`);
await other.click('#install');
await page.locator('[data-step=installation][data-state=done]').waitFor();
await page.fill('#setup-key', 'sk-ant-wrong');
await page.getByRole('button', { name: 'Test and store' }).click();
await page.locator('.answer-bad').waitFor();
await shoot('setup-key');
await page.locator('[data-step=runner] > details > summary').click();
await page.getByRole('button', { name: 'Test the runner' }).click();
await page.locator('[data-step=runner][data-state=done]').waitFor({ timeout: 90000 });
await other.goto(`${github}octo/hello/issues/1`);
await other.fill('#body', '@taskrelay scribe follow the script in this issue');
await other.getByRole('button', { name: 'Comment', exact: true }).click();
await page.locator('[data-step=comment][data-state=done]').waitFor({ timeout: 90000 });
await page.evaluate(() => window.scrollTo(0, 0));
await shoot('setup-done');
await browser.close();

async function slug() {
  const address = await page.getByRole('link', { name: 'Install the App' }).getAttribute('href');
  return address.split('/apps/')[1].split('/')[0];
}
