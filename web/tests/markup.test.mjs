// The small reader of markup that the page tests stand on.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { attribute, decoded, insides, tags } from './markup.mjs';

test('tags are found outside of comments and data', () => {
  const html = '<p>a</p><!-- <b> --><script type="application/ld+json">{"a":"<i>"}</script><br>';
  assert.deepEqual(tags(html), ['<p>', '<script type="application/ld+json">', '<br>']);
});

test('attributes are found in every way of writing them', () => {
  assert.equal(attribute('<a href="/b?c&amp;d">', 'href'), '/b?c&amp;d');
  assert.equal(attribute("<a href='/b' data-href=\"/c\">", 'href'), '/b');
  assert.equal(attribute('<input required>', 'required'), '');
  assert.equal(attribute('<a data-href="/c">', 'href'), undefined);
});

test('entities are resolved', () => {
  assert.equal(decoded('L&#8217;&Eacute; &amp;lt; &#x27; &quot;'), 'L’&Eacute; &lt; \' "');
});

test('the inside of an element spans lines', () => {
  assert.deepEqual(insides('<h1 class="x">a\nb</h1><h10>c</h10>', 'h1'), ['a\nb']);
});
