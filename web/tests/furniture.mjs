// The words around articles, in both languages, and where the wrong one stands on a page.

import { readFile } from 'node:fs/promises';

import { JSDOM } from 'jsdom';

const MESSAGES = new URL('../../crates/typeset/messages/', import.meta.url);
const LANGUAGES = ['en', 'fr'];

const furniture = Object.fromEntries(await Promise.all(LANGUAGES.map(async (one) => [one, await messagesOf(one)])));

/** Every text that says in one language what its place says is in the other. */
export function strayWords({ html }) {
  const { window } = new JSDOM(html);
  const stray = textsOf(window.document).filter(({ text, language }) => isForeign(text, language));
  window.close();
  return stray.map(({ text, language }) => `${language}: ${text}`);
}

function isForeign(text, language) {
  const others = LANGUAGES.filter((one) => one !== language);
  const isOf = (one) => furniture[one].some((message) => message.test(text));
  return LANGUAGES.includes(language) && !isOf(language) && others.some(isOf);
}

/** Texts and labels, each with the language in which a browser would read it out. */
function textsOf(document) {
  const languageAt = (element) => element.closest('[lang]')?.lang.split('-')[0];
  const found = [];
  const note = (text, element) => {
    if (text.trim()) found.push({ text: text.replace(/\s+/g, ' ').trim(), language: languageAt(element) });
  };
  for (const element of document.body.querySelectorAll('*')) {
    for (const node of element.childNodes) if (node.nodeType === node.TEXT_NODE) note(node.data, element);
    for (const name of ['aria-label', 'title', 'placeholder']) note(element.getAttribute(name) ?? '', element);
  }
  return found;
}

/** Each message as a pattern of the whole text; where it takes a value, any value. */
async function messagesOf(language) {
  const file = await readFile(new URL(`${language}.ftl`, MESSAGES), 'utf8');
  const texts = [...file.matchAll(/^(?:[\w-]+ = |\s+\*?\[\w+\] )(?!\{[^}]*->)(.*)$/gm)].map(([, text]) => text.trim());
  return texts.filter(hasWords).map(patternOf);
}

/** A message of values and signs alone says nothing in any language. */
function hasWords(text) {
  return /\p{L}/u.test(text.replace(/\{[^}]*\}/g, ''));
}

function patternOf(text) {
  const fixed = text.split(/\{[^}]*\}/).map((part) => part.replace(/\s+/g, ' ').replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${fixed.join('.+')}$`, 'u');
}
