// Nothing jumps while a page loads, even when its fonts come 400 ms late, nor when a reader scrolls to its end.

import assert from 'node:assert/strict';
import { after, test } from 'node:test';

import { openBrowser } from './browser.mjs';
import { crawl } from './crawl.mjs';
import { kindOf } from './paper.mjs';
import { startServer } from './server.mjs';
import { show } from './views.mjs';

const LATE = 400;
const MOST_SHIFT = 0.02;

const server = await startServer();
const browser = await openBrowser();
const site = await crawl(server.address);
const context = await browser.newContext();
await context.route('**/*.woff2', async (route) => {
  await new Promise((resolve) => setTimeout(resolve, LATE));
  await route.continue();
});
after(() => Promise.all([browser.close(), server.stop()]));

for (const kind of ['front', 'news article', 'report article', 'gallery article', 'section', 'dossier', 'own page']) {
  const { path } = site.pages.find((page) => kindOf(page) === kind);
  for (const width of [390, 1360]) {
    test(`${kind}: nothing on ${path} jumps at ${width} when fonts come late`, () => standsStill(path, width));
  }
}

test('a jump is noticed', async () => {
  const page = await context.newPage();
  await page.setContent('<p>First</p><p>Second</p>');
  await page.evaluate(twoFrames);
  await page.evaluate(() => document.body.style.setProperty('padding-top', '300px'));
  await page.evaluate(twoFrames);
  const shifts = await page.evaluate(shiftsSoFar);
  await page.close();
  assert.ok(shifts.some(({ value }) => value > MOST_SHIFT), JSON.stringify(shifts));
});

async function standsStill(path, width) {
  const page = await context.newPage();
  await show(page, { width, colorScheme: 'light' });
  await page.goto(server.address + path, { waitUntil: 'load' });
  await page.evaluate(() => document.fonts.ready);
  await readToTheEnd(page);
  const shifts = await page.evaluate(shiftsSoFar);
  await page.close();
  const sum = shifts.reduce((total, { value }) => total + value, 0);
  assert.ok(sum <= MOST_SHIFT, `${sum.toFixed(4)} is more than ${MOST_SHIFT}: ${JSON.stringify(shifts, null, 1)}`);
}

/** Photographs further down are loaded only now. */
async function readToTheEnd(page) {
  const screens = await page.evaluate(() => Math.ceil(document.documentElement.scrollHeight / innerHeight));
  for (let screen = 1; screen <= screens; screen += 1) {
    await page.evaluate((down) => scrollTo({ top: down * innerHeight, behavior: 'instant' }), screen);
    await page.evaluate(twoFrames);
  }
  await page.waitForLoadState('networkidle');
}

/** What was changed before has been drawn. */
function twoFrames() {
  return new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
}

/** Every shift since the page began to load, with what moved. */
function shiftsSoFar() {
  return new Promise((resolve) => {
    const observer = new PerformanceObserver((list) => resolve(list.getEntries().map(inShort)));
    const inShort = ({ value, sources }) => ({
      value,
      moved: sources.map(({ node }) => (node?.outerHTML ?? node?.nodeName ?? 'gone').slice(0, 100)),
    });
    observer.observe({ type: 'layout-shift', buffered: true });
    setTimeout(() => resolve(observer.takeRecords().map(inShort)), 300);
  });
}
