// The pages in real Chromium: on a phone and a wide screen, by day and by night, with and without scripts.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { after, test } from 'node:test';

import { openBrowser, watchedPage } from './browser.mjs';
import { crawl } from './crawl.mjs';
import { NOWHERE, kindOf } from './paper.mjs';
import { startServer } from './server.mjs';

const WIDTHS = [390, 1360];
const SCHEMES = ['light', 'dark'];
const HEIGHT = 900;

/** Below this an article without scripts would be an empty shell. */
const LEAST_SIGNS = 300;

// Everything is waited for before the first test is named: node takes a pause between two for the end.
const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const server = await startServer();
const browser = await openBrowser();
const site = await crawl(server.address);
const strict = await browser.newContext();
const plain = await browser.newContext({ javaScriptEnabled: false });
// axe is let in past the content security policy, so it has a context of its own.
const searched = await browser.newContext({ bypassCSP: true });
after(() => Promise.all([browser.close(), server.stop()]));

for (const { path } of site.pages) {
  test(`${path} behaves at every width, by day and by night`, () => behaves(path));
}

for (const [kind, path] of oneOfEachKind()) {
  test(`axe finds nothing to object to on a page of kind ${kind}`, () => isAccessible(path));
}

for (const { path } of site.pages.filter((page) => kindOf(page.path) === 'article')) {
  test(`${path} can be read without scripts`, () => readsWithoutScripts(path));
}

async function behaves(path) {
  const { page, noted } = await watchedPage(strict, server.address);
  await page.goto(server.address + path, { waitUntil: 'load' });
  for (const view of views()) {
    await show(page, view);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    assert.ok(wide <= 0, `nothing scrolls sideways at ${view.width}, ${view.colorScheme}: ${wide} px too wide`);
  }
  assert.deepEqual(noted, { errors: [], strangers: [] });
  assert.deepEqual(await strict.cookies(), []);
  await page.close();
}

async function isAccessible(path) {
  const page = await searched.newPage();
  await page.goto(server.address + path, { waitUntil: 'load' });
  await page.evaluate(axe);
  const objections = [];
  for (const view of views()) {
    await show(page, view);
    objections.push(...(await page.evaluate(() => globalThis.axe.run(document))).violations.flatMap(inWords));
  }
  assert.deepEqual([...new Set(objections)], []);
  await page.close();
}

async function readsWithoutScripts(path) {
  const [bare, whole] = [await plain.newPage(), await strict.newPage()];
  await Promise.all([bare, whole].map((page) => page.goto(server.address + path)));
  const [without, with_] = await Promise.all([bare, whole].map(textOf));
  assert.ok(without.length >= LEAST_SIGNS, `only ${without.length} signs without scripts`);
  assert.deepEqual(without, with_);
  await Promise.all([bare.close(), whole.close()]);
}

function views() {
  return WIDTHS.flatMap((width) => SCHEMES.map((colorScheme) => ({ width, colorScheme })));
}

async function show(page, { width, colorScheme }) {
  await page.setViewportSize({ width, height: HEIGHT });
  await page.emulateMedia({ colorScheme });
}

function inWords(violation) {
  return violation.nodes.map((node) => `${violation.id}: ${violation.help}: ${node.html}`);
}

async function textOf(page) {
  const paragraphs = await page.locator('main p').allTextContents();
  return paragraphs.join('\n');
}

function oneOfEachKind() {
  const kinds = new Map([['404', NOWHERE]]);
  for (const { path } of site.pages) {
    if (!kinds.has(kindOf(path))) kinds.set(kindOf(path), path);
  }
  return kinds;
}
