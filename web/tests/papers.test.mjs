// Papers unlike the demo hold too: without pictures, of one article, of endless headlines, from right to left, in English.

import assert from 'node:assert/strict';
import { after, test } from 'node:test';

import { objectionsOfAxe, openBrowser } from './browser.mjs';
import { crawl, fetchPage, oneOfEachKind } from './crawl.mjs';
import { ENGLISH } from './english.mjs';
import { strayWords } from './furniture.mjs';
import { NOWHERE, kindOf } from './paper.mjs';
import { FROM_RIGHT_TO_LEFT, OF_LONG_HEADLINES, OF_ONE_ARTICLE, WITHOUT_PICTURES, folderOf } from './papers.mjs';
import { startPaper, startServer } from './server.mjs';
import { objections } from './validator.mjs';
import { WIDTHS, beyondTheEdge, show } from './views.mjs';

const PAPERS = {
  'without pictures': WITHOUT_PICTURES,
  'of one article': OF_ONE_ARTICLE,
  'of endless headlines': OF_LONG_HEADLINES,
  'from right to left': FROM_RIGHT_TO_LEFT,
  'in English': ENGLISH,
};

const browser = await openBrowser();
const page = await browser.newPage({ bypassCSP: true });
const running = [];
const sites = {};
for (const [which, paper] of Object.entries(PAPERS)) sites[which] = await serve(paper);
const unsound = await objections(Object.values(sites).flatMap((site) => site.pages.map((one) => placed(site, one))));
const demo = await startServer();
const examples = await oneOfEachKind(await crawl(demo.address));
after(() => Promise.all([browser.close(), demo.stop(), ...running.map((stop) => stop())]));

for (const [which, site] of Object.entries(sites)) {
  test(`a paper ${which} leads nowhere else`, () => assert.deepEqual(site.broken, []));

  for (const served of site.pages) {
    test(`a paper ${which}: ${shortened(served.path)} is well made`, () => isWellMade(site, served));
  }
}

test('the paper in English has every kind of article', () => {
  const kinds = new Set(sites['in English'].pages.map(kindOf));
  assert.deepEqual(ENGLISH.articles.filter(({ front }) => !kinds.has(`${front.kind} article`)), []);
});

for (const [kind, served] of examples) {
  test(`${kind}: no word on ${served.path} is in the wrong language`, () => assert.deepEqual(strayWords(served), []));
}

test('a word in the wrong language is found', () => {
  const dated = '<p>Publié le <time>20 novembre 2026 à 9 h</time></p>';
  const html = `<html lang="en"><body>${dated}<p lang="fr">Lire aussi</p></body></html>`;
  assert.deepEqual(strayWords({ html }), ['en: Publié le', 'en: 20 novembre 2026 à 9 h']);
});

async function serve(paper) {
  const { folder, remove } = await folderOf(paper);
  const server = await startPaper(folder, (paper.acts ?? []).map((act) => `${JSON.stringify(act)}\n`).join(''));
  running.push(async () => {
    await server.stop();
    await remove();
  });
  const site = await crawl(server.address);
  site.pages.push(await fetchPage(server.address, NOWHERE));
  return site;
}

/** Sound, accessible, at home at every width, and in one language. */
async function isWellMade(site, served) {
  assert.deepEqual(unsound.get(placed(site, served).path), []);
  assert.deepEqual(strayWords(served), []);
  await page.goto(site.address + served.path, { waitUntil: 'load' });
  assert.deepEqual(await objectionsOfAxe(page), []);
  for (const width of WIDTHS) {
    await show(page, { width, colorScheme: 'light' });
    assert.equal(await beyondTheEdge(page), 0, `nothing scrolls sideways at ${width}`);
  }
}

/** The papers have pages of the same path. */
function placed(site, served) {
  return { ...served, path: site.address + served.path };
}

function shortened(path) {
  return path.length > 80 ? `${path.slice(0, 80)}…` : path;
}
