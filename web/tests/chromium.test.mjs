// Every page in real Chromium fits every width, fails at nothing and calls nobody; no article needs a script.

import assert from 'node:assert/strict';
import { after, test } from 'node:test';

import { openBrowser, watchedPage } from './browser.mjs';
import { crawl } from './crawl.mjs';
import { decoded, insides } from './markup.mjs';
import { isArticle } from './paper.mjs';
import { startServer } from './server.mjs';
import { WIDTHS, beyondTheEdge, show } from './views.mjs';

/** Below this an article without scripts would be an empty shell. */
const LEAST_SIGNS = 300;

// Everything is waited for before the first test is named: node takes a pause between two for the end.
const server = await startServer();
const browser = await openBrowser();
const site = await crawl(server.address);
const context = await browser.newContext();
const { page, noted } = await watchedPage(context, server.address);
after(() => Promise.all([browser.close(), server.stop()]));

for (const served of site.pages.filter(({ status }) => status === 200)) {
  test(`${served.path} behaves at every width`, () => behaves(served));
}

async function behaves(served) {
  await page.goto(server.address + served.path, { waitUntil: 'load' });
  for (const width of WIDTHS) {
    await show(page, { width, colorScheme: 'light' });
    assert.equal(await beyondTheEdge(page), 0, `nothing scrolls sideways at ${width}`);
  }
  if (isArticle(served)) assertReadsWithoutScripts(served, await page.locator('main p').allTextContents());
  assert.deepEqual(noted(), { errors: [], strangers: [] });
  assert.deepEqual(await context.cookies(), []);
}

/** Whatever a script adds, the paragraphs are those that were served. */
function assertReadsWithoutScripts({ html }, shown) {
  const [main] = insides(html, 'main');
  const served = insides(main, 'p').map((inside) => decoded(inside.replace(/<[^>]*>/g, '')));
  assert.ok(served.join('\n').length >= LEAST_SIGNS, `only ${served.join('\n').length} signs without scripts`);
  assert.deepEqual(shown, served);
}
