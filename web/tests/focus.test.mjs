// Whoever reads with the keyboard reaches everything, in order, and always sees where they are.

import assert from 'node:assert/strict';
import { after, test } from 'node:test';

import { openBrowser } from './browser.mjs';
import { crawl, oneOfEachKind } from './crawl.mjs';
import { startServer } from './server.mjs';
import { show } from './views.mjs';

const VIEWS = [390, 1360].map((width) => ({ width, colorScheme: 'light' }));

/** More stops than any page has: whoever needs more is in a trap. */
const MOST_STOPS = 500;

const server = await startServer();
const browser = await openBrowser();
const examples = await oneOfEachKind(await crawl(server.address));
const page = await browser.newPage();
after(() => Promise.all([browser.close(), server.stop()]));

for (const [kind, { path }] of examples) {
  for (const view of VIEWS) {
    test(`${kind}: ${path} is walked through by keyboard at ${view.width}`, () => isWalkedThrough(path, view));
  }
}

test('the way past the menu leads to the content', async () => {
  await open('/', VIEWS[0]);
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  const isInside = await page.evaluate(() => document.querySelector('main').contains(document.activeElement));
  assert.ok(isInside, 'the next stop lies in the content');
});

async function isWalkedThrough(path, view) {
  await open(path, view);
  const stops = await page.evaluate(layStops);
  const walked = await walk();
  assert.match(stops[0], /class="skip"/, 'the first stop leads past the menu');
  assert.deepEqual(walked.map(({ stop }) => stops[stop]), stops, 'every stop comes, in the order of the document');
  assert.deepEqual(walked.filter((one) => !one.isMarked).map(({ stop }) => stops[stop]), [], 'focus is seen');
  assert.deepEqual(walked.filter((one) => !one.isInView).map(({ stop }) => stops[stop]), [], 'nothing covers it');
}

async function open(path, view) {
  await show(page, view);
  await page.goto(server.address + path, { waitUntil: 'load' });
}

/** Presses Tab until focus leaves the page or comes to a stop for the second time. */
async function walk() {
  const walked = [];
  for (let pressed = 0; pressed < MOST_STOPS; pressed += 1) {
    await page.keyboard.press('Tab');
    const here = await page.evaluate(whereFocusIs);
    // The controls of a film or a sound are stops inside one stop.
    if (here && here.stop === walked.at(-1)?.stop) continue;
    if (!here || walked.some(({ stop }) => stop === here.stop)) return walked;
    walked.push(here);
  }
  return walked;
}

/** Numbers all that can have focus, in the order of the document, and notes how each looks without it. */
function layStops() {
  const sorts = 'a[href], button, input:not([type=hidden]), select, textarea, summary, audio, video, [tabindex]';
  const stops = [...document.querySelectorAll(sorts)].filter((element) => element.checkVisibility());
  globalThis.looks = (element) => {
    const { outlineStyle, outlineWidth, outlineColor, boxShadow } = getComputedStyle(element);
    return `${outlineStyle === 'none' ? 'none' : [outlineStyle, outlineWidth, outlineColor]} ${boxShadow}`;
  };
  globalThis.stops = new Map(stops.map((element, index) => [element, { index, unfocused: globalThis.looks(element) }]));
  return stops.map((element) => element.outerHTML.slice(0, 120));
}

/** The stop that has focus, whether it differs from what it was before, and whether the reader sees it. */
function whereFocusIs() {
  const element = document.activeElement;
  if (element === null || element === document.body) return undefined;
  const { index, unfocused } = globalThis.stops.get(element) ?? {};
  const [box] = element.getClientRects();
  const seen = document.elementFromPoint(
    (Math.max(box.left, 0) + Math.min(box.right, innerWidth)) / 2,
    (Math.max(box.top, 0) + Math.min(box.bottom, innerHeight)) / 2,
  );
  return {
    stop: index,
    // The browser marks the control inside a film or a sound that has focus, not the whole.
    isMarked: element.matches('audio, video') || globalThis.looks(element) !== unfocused,
    isInView: element.contains(seen),
  };
}
