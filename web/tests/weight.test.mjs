// What a page weighs on the wire, by the browser's own account: cold, before anybody scrolls.

import assert from 'node:assert/strict';
import { after, test } from 'node:test';

import { openBrowser } from './browser.mjs';
import { crawl, oneOfEachKind } from './crawl.mjs';
import { attribute, isData, tags } from './markup.mjs';
import { isArticle, kindOf } from './paper.mjs';
import { allPrints } from './prints.mjs';
import { startServer } from './server.mjs';

const KB = 1024;
const DEVICES = {
  'a phone': { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true },
  'a wide screen': { viewport: { width: 1360, height: 900 }, deviceScaleFactor: 1 },
};

/** Below the fold a browser loads nothing: what is counted came before anybody scrolled. */
const MOST = { front: 450 * KB, article: 240 * KB, articleWithoutPhotographs: 80 * KB, style: 14 * KB, script: 20 * KB };
const MOST_REQUESTS = 8;
/** Of what waits (`loading=lazy`) Chromium fetches some 1,250 px ahead: most of a gallery is pictures one after the other. */
const MOST_REQUESTS_OF_A_GALLERY = 12;
const MOST_FONTS_AHEAD = 2;
const MOST_BYTES_AHEAD = 48 * KB;

const server = await startServer();
const browser = await openBrowser();
const site = await crawl(server.address);
const examples = await oneOfEachKind(site);
const front = site.pages.find((page) => kindOf(page) === 'front');
const articles = examples.filter(([, page]) => isArticle(page));
await allPrints(server.address, [front, ...articles.map(([, page]) => page)]);
after(() => Promise.all([browser.close(), server.stop()]));

for (const [name, device] of Object.entries(DEVICES)) {
  test(`the front on ${name} is within its weight`, async () => {
    const sent = await sentFor('/', device);
    assertAtMost(MOST.front, sent, 'in all');
  });

  for (const [kind, { path }] of articles) {
    test(`${kind} on ${name}: ${path} is within its weight`, async () => {
      const sent = await sentFor(path, device);
      const words = sent.filter(({ type }) => type !== 'Image');
      const scripts = sent.filter(({ type }) => type === 'Script');
      const excesses = [
        excess(MOST.articleWithoutPhotographs, words, 'without photographs'),
        excess(MOST.article, sent, 'in all'),
        ...scripts.map((script) => excess(MOST.script, [script], 'of script')),
        sent.length > mostRequests(kind) && `${sent.length} requests:\n${lines(sent)}`,
      ];
      assert.deepEqual(excesses.filter(Boolean), []);
    });
  }
}

test('the style sheet is sent as Brotli, and is within its weight', async () => {
  const sent = await sentFor('/', DEVICES['a phone']);
  const sheets = sent.filter(({ type }) => type === 'Stylesheet');
  assert.ok(sheets.length > 0, 'there is a style sheet');
  assert.deepEqual(sheets.filter(({ encoding }) => encoding !== 'br'), []);
  assertAtMost(MOST.style, sheets, 'of style');
});

test('no script is needed to read any page', () => {
  const needed = site.pages.flatMap(({ path, html }) => tags(html).filter(holdsUp).map((tag) => `${path}: ${tag}`));
  assert.deepEqual(needed, []);
});

for (const kind of ['front', 'news article', 'section', 'own page', 'corrections']) {
  const { path, html } = site.pages.find((page) => kindOf(page) === kind);
  test(`${kind}: each font that ${path} asks for ahead is used, and they are few and small`, async () => {
    const ahead = tags(html).filter((tag) => attribute(tag, 'rel') === 'preload' && attribute(tag, 'as') === 'font');
    const files = ahead.map((tag) => attribute(tag, 'href'));
    assert.ok(files.length <= MOST_FONTS_AHEAD, `${files.length} fonts are asked for ahead`);
    const { sent, used } = await fontsOf(path);
    assertAtMost(MOST_BYTES_AHEAD, sent.filter(({ url }) => files.includes(new URL(url).pathname)), 'of fonts ahead');
    assert.deepEqual(files.filter((file) => !used.includes(file)), [], 'each one is used');
  });
}

/** Everything that came over the wire until the page was quiet, in a browser that never saw the paper. */
async function sentFor(path, device) {
  return quietly(path, device, async (page, sent) => sent);
}

async function fontsOf(path) {
  return quietly(path, DEVICES['a phone'], async (page, sent) => ({ sent, used: await page.evaluate(fontsInUse) }));
}

async function quietly(path, device, read) {
  const context = await browser.newContext(device);
  const page = await context.newPage();
  const sent = await listen(page);
  await page.goto(server.address + path, { waitUntil: 'networkidle' });
  const answer = await read(page, [...sent.values()].filter(({ url }) => url.startsWith('http')));
  await context.close();
  return answer;
}

/** Fills a list as answers come: their headers are counted with their bodies. */
async function listen(page) {
  const network = await page.context().newCDPSession(page);
  const sent = new Map();
  network.on('Network.responseReceived', ({ requestId, type, response }) => {
    const encoding = Object.entries(response.headers).find(([name]) => name.toLowerCase() === 'content-encoding');
    sent.set(requestId, { url: response.url, type, encoding: encoding?.[1], bytes: 0 });
  });
  network.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    if (sent.has(requestId)) sent.get(requestId).bytes = encodedDataLength;
  });
  await network.send('Network.enable');
  await network.send('Network.setCacheDisabled', { cacheDisabled: true });
  return sent;
}

/** The files of the faces in which this page is set. */
async function fontsInUse() {
  const bare = (words) => words.replaceAll('"', '');
  const files = new Map();
  await document.fonts.ready;
  for (const rule of [...document.styleSheets].flatMap((sheet) => [...sheet.cssRules])) {
    const file = rule instanceof CSSFontFaceRule && /url\("?([^")]+)/.exec(rule.style.getPropertyValue('src'))?.[1];
    if (!file) continue;
    const said = (name) => rule.style.getPropertyValue(name);
    const [family, style, range] = ['font-family', 'font-style', 'unicode-range'].map(said);
    files.set([bare(family), style || 'normal', range].join(), new URL(file, rule.parentStyleSheet.href).pathname);
  }
  const loaded = [...document.fonts].filter((face) => face.status === 'loaded');
  return loaded.map((face) => files.get([bare(face.family), face.style, face.unicodeRange].join()));
}

/** Without `defer`, `async` or `type=module` a reader waits for the script. */
function holdsUp(tag) {
  if (!/^<script\b/i.test(tag) || isData(attribute(tag, 'type'))) return false;
  const isLate = attribute(tag, 'defer') !== undefined || attribute(tag, 'async') !== undefined;
  return !isLate && attribute(tag, 'type') !== 'module';
}

const mostRequests = (kind) => (kind.startsWith('gallery') ? MOST_REQUESTS_OF_A_GALLERY : MOST_REQUESTS);

function assertAtMost(most, sent, what) {
  assert.equal(excess(most, sent, what), undefined);
}

/** What is too much, in words; nothing if it is not. */
function excess(most, sent, what) {
  const sum = sent.reduce((total, { bytes }) => total + bytes, 0);
  return sum > most ? `${inKb(sum)} ${what}, ${inKb(most)} at most:\n${lines(sent)}` : undefined;
}

const lines = (sent) => sent.map(({ url, type, bytes }) => `${inKb(bytes)} ${type} ${new URL(url).pathname}`).join('\n');

const inKb = (bytes) => `${(bytes / KB).toFixed(1)} KB`;
