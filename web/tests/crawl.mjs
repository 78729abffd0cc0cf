// Walks the site as a reader without a browser would: from the front, link by link.

import { attribute, decoded, tags } from './markup.mjs';
import { NOWHERE, kindsOf } from './paper.mjs';

/** A paper under test that is larger than this is a walk without an end. */
const MOST_PAGES = 600;

/**
 * Every page and file reached from the front, retracted articles (410) among them, and every address that
 * answered anything else but 200.
 * A page is `{ path, status, headers, html }`; a broken link is `{ path, status, from }`.
 */
export async function crawl(address) {
  const site = { address, pages: [], files: [], broken: [], seen: new Map([['/', 'nowhere']]) };
  const waiting = ['/'];
  while (waiting.length > 0) {
    const path = waiting.shift();
    if (site.pages.length >= MOST_PAGES) throw new Error(`More than ${MOST_PAGES} pages; the next would be ${path}.`);
    const page = await visit(site, path);
    if (page) waiting.push(...freshLinks(site, page));
  }
  return site;
}

/** A page of each kind, the first that the walk came to: pairs of what it is an example of and the page. */
export async function oneOfEachKind(site) {
  const shown = new Set();
  const examples = [];
  for (const page of [...site.pages, await fetchPage(site.address, NOWHERE)]) {
    const fresh = kindsOf(page).filter((kind) => !shown.has(kind));
    fresh.forEach((kind) => shown.add(kind));
    if (fresh.length > 0) examples.push([fresh.join(', '), page]);
  }
  return examples;
}

/** One page as it is served. */
export async function fetchPage(address, path) {
  const answer = await fetch(address + path, { redirect: 'manual', signal: AbortSignal.timeout(30_000) });
  return { path, status: answer.status, headers: answer.headers, html: await answer.text() };
}

async function visit(site, path) {
  const page = await fetchPage(site.address, path);
  if (isRedirect(page.status)) return { ...page, html: link(page.headers.get('location')) };
  if (page.status !== 200 && page.status !== 410) {
    site.broken.push({ path, status: page.status, from: site.seen.get(once(path)) });
  } else if (page.headers.get('content-type')?.startsWith('text/html')) {
    site.pages.push(page);
    return page;
  } else {
    site.files.push(page);
  }
  return undefined;
}

const isRedirect = (status) => [301, 302, 303, 307, 308].includes(status);

const link = (location) => `<a href="${location}">`;

function freshLinks(site, page) {
  const fresh = [];
  for (const path of linksOf(page, site.address).filter((path) => !site.seen.has(once(path)))) {
    if (!site.seen.has(once(path))) fresh.push(path);
    site.seen.set(once(path), page.path);
  }
  return fresh;
}

/** Every article has the same step on the way to an instance of Mastodon: one of them is enough. */
const once = (path) => (path.startsWith('/share/mastodon?') ? '/share/mastodon' : path);

/** Paths on the same origin that a page names: links, pictures, scripts, style sheets, feeds. */
function linksOf(page, address) {
  const here = new URL(address + page.path);
  const named = tags(page.html).flatMap((tag) => [attribute(tag, 'href'), attribute(tag, 'src')]);
  const addresses = named.filter((value) => value !== undefined).map((value) => new URL(decoded(value), here));
  return addresses.filter((url) => url.origin === here.origin).map((url) => url.pathname + url.search);
}
