// A Chromium that fetches nothing by itself, and the way in.
import { createRequire } from 'node:module';

const { chromium } = createRequire(`${process.env.SHOOT_MODULES}/`)('playwright-core');

export const launch = () => chromium.launch({
  executablePath: process.env.CHROME_PATH ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
});

export const signIn = async (page, dashboard, login = 'maintainer') => {
  await page.goto(`${dashboard}login`);
  await page.getByRole('link', { name: 'Sign in with GitHub' }).click();
  await page.click(`#as-${login}`);
  await page.waitForURL(`${dashboard}**`);
};
