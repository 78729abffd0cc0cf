// An article on paper: three pages at most, its words, credits and address, and nothing to press.

import assert from 'node:assert/strict';
import { after, test } from 'node:test';

import { openBrowser } from './browser.mjs';
import { crawl } from './crawl.mjs';
import { isArticle } from './paper.mjs';
import { startServer } from './server.mjs';

const MOST_PAGES = 3;

/** In words, an ordinary article. */
const ORDINARY = { from: 600, to: 900 };

const FOR_SCREENS = ['nav', '.skip', '.to-menu', '.share-early', '.hand-on', '.beside', '.next', 'audio', 'video'];
const FOR_PAPER = ['.plate .name', 'h1', '.byline', '.margin time', '.body p', '.printed'];

const server = await startServer();
const browser = await openBrowser();
const site = await crawl(server.address);
const page = await browser.newPage();
after(() => Promise.all([browser.close(), server.stop()]));

const whole = site.pages.filter((one) => isArticle(one) && !one.html.includes('<p class="closed"'));
const ordinary = whole.filter(({ html }) => ORDINARY.from <= wordsOf(html) && wordsOf(html) <= ORDINARY.to);
const pictured = whole.find(({ html }) => html.includes('lead-picture') && html.includes('class="beside"'));

test('pages of a print are counted right', async () => {
  await page.setContent('<p style="break-after: page">1</p><p style="break-after: page">2</p><p>3</p>');
  assert.equal(pagesOf(await page.pdf({ format: 'A4' })), 3);
});

test('the paper has articles of an ordinary length', () => assert.notEqual(ordinary.length, 0));

for (const { path, html } of ordinary) {
  test(`${path}, of ${wordsOf(html)} words, takes ${MOST_PAGES} printed pages at most`, async () => {
    await page.goto(server.address + path, { waitUntil: 'networkidle' });
    const pages = pagesOf(await page.pdf({ format: 'A4' }));
    assert.ok(pages <= MOST_PAGES, `${pages} pages`);
  });
}

for (const { path } of [pictured, ordinary[0]]) {
  test(`${path} on paper has its words and address, and nothing to press`, async () => {
    await page.goto(server.address + path, { waitUntil: 'load' });
    await page.emulateMedia({ media: 'print' });
    assert.deepEqual(await page.evaluate(seen, FOR_SCREENS), [], 'nothing for screens is left');
    assert.deepEqual(await page.evaluate(seen, FOR_PAPER), FOR_PAPER, 'everything for paper is there');
    assert.equal(await page.locator('.printed').innerText(), server.address + path);
    assert.deepEqual(await page.evaluate(hiddenWords), [], 'no words of the article are lost');
    assert.deepEqual(await page.evaluate(hiddenCredits), [], 'every picture keeps its credit');
  });
}

/** The root of Chromium's page tree is never compressed, and says how many there are. */
function pagesOf(pdf) {
  const counts = [...pdf.toString('latin1').matchAll(/\/Type\s*\/Pages\b[^>]*?\/Count\s+(\d+)/g)];
  if (counts.length === 0) throw new Error('The PDF says nothing of its pages.');
  return Math.max(...counts.map(([, count]) => Number(count)));
}

function wordsOf(html) {
  return Number(/"wordCount":(\d+)/.exec(html)?.[1] ?? 0);
}

function seen(selectors) {
  return selectors.filter((one) => [...document.querySelectorAll(one)].some((element) => element.checkVisibility()));
}

function hiddenWords() {
  const hidden = [...document.querySelectorAll('.body :is(p, li, h2, h3, h4)')].filter((one) => !one.checkVisibility());
  return hidden.map((element) => element.textContent);
}

function hiddenCredits() {
  const pictures = [...document.querySelectorAll('.text img')].filter((picture) => picture.checkVisibility());
  return pictures.filter((one) => !one.closest('figure')?.querySelector('.credit')?.checkVisibility()).map((one) => one.alt);
}
