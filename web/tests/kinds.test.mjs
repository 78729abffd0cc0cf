// Each kind of page holds in every view: small and wide, by day and by night, contrasted, enlarged, with and without scripts.

import assert from 'node:assert/strict';
import { after, test } from 'node:test';

import { ALL_RULES, objectionsOfAxe, openBrowser, watchedPage } from './browser.mjs';
import { crawl, oneOfEachKind } from './crawl.mjs';
import { startServer } from './server.mjs';
import { CONTRASTED, ENLARGED, FORCED, LARGE_TEXT, USUAL, beyondTheEdge, inWords, show } from './views.mjs';

const VIEWS = [...USUAL, ...CONTRASTED, ...FORCED, ENLARGED];

/** Chromium logs the status of the page itself as an error. */
const OWN_STATUS = /the server responded with a status of 4(04|10)/;

// Everything is waited for before the first test is named: node takes a pause between two for the end.
const server = await startServer();
const browser = await openBrowser();
const examples = await oneOfEachKind(await crawl(server.address));
const usual = await watchedPage(await browser.newContext(), server.address);
const plain = await watchedPage(await browser.newContext({ javaScriptEnabled: false }), server.address);
// axe and large text are let in past the content security policy.
const searched = await browser.newPage({ bypassCSP: true });
after(() => Promise.all([browser.close(), server.stop()]));

for (const [kind, { path }] of examples) {
  test(`${kind}: ${path} holds in every view`, () => holds(usual, path));
  test(`${kind}: ${path} holds in every view without scripts`, () => holds(plain, path));
  test(`${kind}: ${path} has room for text twice as large`, () => hasRoom(path));
  test(`${kind}: axe finds nothing to object to on ${path}`, () => isAccessible(path));
}

async function holds({ page, noted }, path) {
  await page.goto(server.address + path, { waitUntil: 'load' });
  const wide = [];
  for (const view of VIEWS) {
    await show(page, view);
    const pixels = await beyondTheEdge(page);
    if (pixels > 0) wide.push(`${inWords(view)}: ${pixels} px too wide`);
  }
  const refusals = await page.evaluate(refusalsOfForcedColours);
  const { errors, strangers } = noted();
  assert.deepEqual(wide, []);
  assert.deepEqual(refusals, [], 'forced colours hold everywhere');
  assert.deepEqual(errors.filter((error) => !OWN_STATUS.test(error)), []);
  assert.deepEqual(strangers, []);
  assert.deepEqual(await page.context().cookies(), []);
}

/** axe reads colours as the sheet says them, not as they are forced: that nothing opts out is what can be known. */
function refusalsOfForcedColours() {
  const all = [...document.querySelectorAll('body, body *')];
  return all.filter((one) => getComputedStyle(one).forcedColorAdjust === 'none').map((one) => one.outerHTML.slice(0, 120));
}

async function hasRoom(path) {
  await searched.goto(server.address + path, { waitUntil: 'load' });
  await searched.addStyleTag({ content: LARGE_TEXT });
  for (const width of [390, 1280]) {
    await show(searched, { width, colorScheme: 'light' });
    assert.equal(await beyondTheEdge(searched), 0, `at ${width}, nothing scrolls sideways`);
    assert.deepEqual(await searched.evaluate(wordsCutOff), [], `at ${width}, no word is cut off`);
  }
}

/** Texts that a box of a fixed height or width hides in part; what only screen readers see is hidden by intent. */
function wordsCutOff() {
  const boxes = [...document.querySelectorAll('body *')].filter((element) => {
    const style = getComputedStyle(element);
    const clips = (overflow) => ['hidden', 'clip'].includes(overflow);
    const isForEars = (one) => one && (getComputedStyle(one).clipPath !== 'none' || isForEars(one.parentElement));
    if (isForEars(element) || !element.innerText?.trim()) return false;
    return (
      (clips(style.overflowX) && element.scrollWidth > element.clientWidth + 1) ||
      (clips(style.overflowY) && element.scrollHeight > element.clientHeight + 1)
    );
  });
  return boxes.map((element) => element.outerHTML.slice(0, 120));
}

async function isAccessible(path) {
  await searched.goto(server.address + path, { waitUntil: 'load' });
  const objections = new Map();
  for (const view of [...USUAL, ...CONTRASTED]) {
    await show(searched, view);
    // By night and with more contrast a page differs from itself by day in its colours alone.
    const rules = USUAL.includes(view) && view.colorScheme === 'light' ? ALL_RULES : ['color-contrast'];
    for (const objection of await objectionsOfAxe(searched, rules)) objections.set(objection, inWords(view));
  }
  assert.deepEqual([...objections], []);
}
