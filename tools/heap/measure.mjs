// Live bytes for each open page of a path, as the runtime counts them after a full collection.
//   node measure.mjs DASHBOARD PROCESS GCDUMP PAGES TYPES PATH...
import { execFileSync } from 'node:child_process';
import { launch, signIn } from '../screenshots/browser.mjs';

const [dashboard, process_, gcdump, pages, types, ...paths] = process.argv.slice(2);
const browser = await launch();
const first = await browser.newContext();
await signIn(await first.newPage(), dashboard);
const state = await first.storageState();
await first.close();

// A type's name may hold blanks: the two figures before it do not. The size is that of the type's largest object, so that
// arrays of many lengths look heavier than they are; the total is exact.
const live = () => {
  const text = execFileSync(gcdump, ['report', '-p', process_], { encoding: 'utf8', maxBuffer: 1 << 28 });
  const found = new Map();
  for (const line of text.split('\n')) {
    const [, bytes, count, name] = /^\s*([\d,.]+)\s+([\d,.]+)\s+(\S.*?)\s*$/.exec(line) ?? [];
    if (name && !/^(GC Heap|GC Heap objects|Object Bytes)/i.test(name)) {
      const known = found.get(name) ?? { bytes: 0, count: 0 };
      const number = (figure) => Number(figure.replace(/[,.]/g, ''));
      found.set(name, { bytes: known.bytes + number(bytes) * number(count), count: known.count + number(count) });
    }
  }
  const total = Number(/([\d,.]+)\s+GC Heap bytes/.exec(text)[1].replace(/[,.]/g, ''));
  return { total, found };
};

const open = async (path, count) => {
  for (let at = 0; at < count; at++) {
    const context = await browser.newContext({ storageState: state });
    const page = await context.newPage();
    await page.goto(dashboard + path);
    await page.locator('.frame[data-live=yes]').waitFor();
    if (path === 'tasks') await page.locator('.row[data-row]').nth(40).waitFor();
  }
  await new Promise((resolve) => setTimeout(resolve, 3000));
};

for (const path of ['help', ...paths]) {
  // What the first ones leave behind in caches is nobody's.
  await open(path, 3);
  const before = live();
  await open(path, Number(pages));
  const after = live();
  console.log(`${((after.total - before.total) / Number(pages) / 1024).toFixed(0).padStart(8)} KiB a page  /${path}`);
  const grown = [...after.found].map(([name, now]) => {
    const was = before.found.get(name) ?? { bytes: 0, count: 0 };
    return { name, bytes: now.bytes - was.bytes, count: now.count - was.count };
  }).sort((one, other) => other.bytes - one.bytes).slice(0, Number(types));
  for (const type of grown) console.log(`${(type.bytes / Number(pages) / 1024).toFixed(1).padStart(12)} KiB ${(type.count / Number(pages)).toFixed(1).padStart(8)} x ${type.name}`);
}
await browser.close();
