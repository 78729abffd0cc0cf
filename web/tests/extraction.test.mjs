// Reading views and archives take the whole article out of a page: headline, byline, date, every word, and no caption.

import assert from 'node:assert/strict';
import { after, test } from 'node:test';

import { JSDOM } from 'jsdom';

import { crawl } from './crawl.mjs';
import { EXTRACTORS } from './extractors.mjs';
import { kindOf } from './paper.mjs';
import { startServer } from './server.mjs';

const KINDS = ['news', 'report', 'analysis', 'interview', 'opinion', 'column', 'pickup', 'brief'];
const LEAST_SHARE = 0.98;

const server = await startServer();
const site = await crawl(server.address);
const chosen = KINDS.flatMap((kind) => twoOf(`${kind} article`));
const found = {};
for (const [name, extract] of Object.entries(EXTRACTORS)) found[name] = await extract(chosen, server.address);
after(() => server.stop());

for (const page of chosen) {
  for (const name of Object.keys(EXTRACTORS)) {
    test(`${kindOf(page)}: ${name} takes ${page.path} whole`, () => assertWhole(page, found[name].get(page.path)));
  }
}

/** One with a photograph and one without, where the paper has both; open ones rather than closed ones. */
function twoOf(kind) {
  const isClosed = ({ html }) => html.includes('<p class="closed"');
  const isPictured = ({ html }) => html.includes('class="picture');
  const pages = site.pages.filter((page) => kindOf(page) === kind).sort((one, other) => isClosed(one) - isClosed(other));
  return [pages.find(isPictured), pages.find((page) => !isPictured(page))].filter((page) => page !== undefined);
}

function assertWhole(page, extracted) {
  const article = read(page);
  assert.ok(article.headlines.some((one) => words(one) === words(extracted.headline)), extracted.headline);
  for (const author of article.authors) assert.ok(words(extracted.byline).includes(words(author)), extracted.byline);
  assert.equal(extracted.date.slice(0, 10), article.date.slice(0, 10));
  assertEveryWord(article.blocks, extracted.text);
  const inside = article.captions.filter((caption) => words(extracted.text).includes(words(caption)));
  assert.deepEqual(inside, [], 'no caption and no credit stands in the body');
}

/** The article as its page says it: its headlines, those for searches and networks too; blocks of text; captions. */
function read({ html }) {
  const { document } = new JSDOM(html).window;
  document.querySelectorAll('br').forEach((one) => one.after('\n'));
  const all = (selector) => [...document.querySelectorAll(selector)].map((element) => element.textContent);
  const { headline } = JSON.parse(all('script[type="application/ld+json"]')[0]);
  return {
    headlines: [...all('h1'), headline, document.querySelector('[property="og:title"]').content],
    authors: all('.byline [rel=author]'),
    date: document.querySelector('.margin time').getAttribute('datetime'),
    blocks: all('.body :is(p:not(li p, .read-also), h2, h3, h4, li)'),
    captions: all('.picture figcaption, .picture .credit'),
  };
}

function assertEveryWord(blocks, text) {
  const count = (some) => some.reduce((total, block) => total + words(block).split(' ').length, 0);
  const missing = blocks.filter((block) => !` ${words(text)} `.includes(` ${words(block)} `));
  const share = 1 - count(missing) / count(blocks);
  assert.ok(share >= LEAST_SHARE, `${(share * 100).toFixed(1)} % of the words; missing:\n${missing.join('\n')}`);
}

/** Words alone, whatever spaces, signs and apostrophes stand between them. */
function words(text) {
  return text.normalize('NFC').toLowerCase().match(/[\p{L}\p{N}]+/gu)?.join(' ') ?? '';
}
