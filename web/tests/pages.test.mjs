// Every page reached from the front answers, is sound HTML, has one headline and a clean title.

import assert from 'node:assert/strict';
import { after, test } from 'node:test';

import { crawl, fetchPage } from './crawl.mjs';
import { attribute, decoded, insides, isData, tags } from './markup.mjs';
import { KINDS_TO_REACH, NAME, NOWHERE, kindOf, kindsOf } from './paper.mjs';
import { startServer } from './server.mjs';
import { objections } from './validator.mjs';

const server = await startServer();
const site = await crawl(server.address);
const nowhere = await fetchPage(server.address, NOWHERE);
const unsound = await objections([...site.pages, nowhere]);
after(() => server.stop());

test('no link leads nowhere', () => {
  assert.deepEqual(site.broken, []);
});

test('each kind of page is reached from the front', () => {
  const found = new Set(site.pages.flatMap(kindsOf));
  assert.deepEqual(KINDS_TO_REACH.filter((kind) => !found.has(kind)), []);
});

test('an address where there is nothing answers 404, with a page', () => {
  assert.equal(nowhere.status, 404);
  assertSound(nowhere);
});

for (const page of site.pages) {
  test(`${page.path} is sound`, () => assertSound(page));
}

function assertSound(page) {
  assert.deepEqual(unsound.get(page.path), []);
  assert.equal(insides(page.html, 'h1').length, 1, 'exactly one h1');
  assertTitle(page);
  assertLanguage(page);
  assertNothingInline(page);
  assertStrict(page);
}

function assertTitle(page) {
  const titles = insides(page.html.replace(/<svg[\s\S]*?<\/svg>/gi, ''), 'title');
  assert.equal(titles.length, 1, 'exactly one title');
  const title = decoded(titles[0]);
  const isFront = kindOf(page) === 'front' && title.startsWith(NAME);
  assert.ok(isFront || title.endsWith(` | ${NAME}`), `a title ends in the paper's name: ${title}`);
  assert.doesNotMatch(title, /[<>]|&[a-z#\d]+;|\s{2,}|^\s|\s$/i, 'a title is clean text');
}

function assertLanguage(page) {
  const root = tags(page.html).find((tag) => /^<html\b/i.test(tag)) ?? '';
  assert.match(attribute(root, 'lang') ?? '', /^[a-z]{2}(-[A-Z]{2})?$/, 'the page says its language');
}

function assertNothingInline(page) {
  const inline = tags(page.html).filter(isInline);
  assert.deepEqual(inline, [], 'no inline script or style');
}

function isInline(tag) {
  if (/^<script\b/i.test(tag)) {
    return attribute(tag, 'src') === undefined && !isData(attribute(tag, 'type'));
  }
  return /^<style\b/i.test(tag) || /\s(style|on[a-z]+)\s*=|=\s*["']?\s*javascript:/i.test(tag);
}

function assertStrict(page) {
  const policy = page.headers.get('content-security-policy') ?? '';
  assert.match(policy, /default-src|script-src/, 'a content security policy is sent');
  assert.doesNotMatch(policy, /unsafe-/, 'the policy lets nothing inline through');
  assert.equal(page.headers.get('set-cookie'), null, 'no cookie is set');
}
