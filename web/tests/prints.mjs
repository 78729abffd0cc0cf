// The prints of photographs, which the press makes in the seconds after a start.

import { attribute, decoded, tags } from './markup.mjs';

const PATIENCE = 90_000;
const BETWEEN_TWO_LOOKS = 500;

/** A picture's address that says how wide it is: `/media/HASH-640.webp`. */
const PRINT = /\/media\/[0-9a-f]+-\d+\.webp/g;

/** Comes back when every print that these pages name is served as one, and not yet as the original. */
export async function allPrints(address, pages) {
  const awaited = new Set(pages.flatMap(printsOf));
  const end = Date.now() + PATIENCE;
  while (awaited.size > 0) {
    for (const path of awaited) {
      if (!(await isPrinted(address + path))) break;
      awaited.delete(path);
    }
    if (Date.now() > end) throw new Error(`${awaited.size} prints are not made after ${PATIENCE} ms, as ${[...awaited][0]}.`);
    if (awaited.size > 0) await new Promise((resolve) => setTimeout(resolve, BETWEEN_TWO_LOOKS));
  }
}

function printsOf(page) {
  const named = tags(page.html).flatMap((tag) => [attribute(tag, 'src'), attribute(tag, 'srcset')]);
  return named.flatMap((value) => decoded(value ?? '').match(PRINT) ?? []);
}

async function isPrinted(url) {
  const answer = await fetch(url, { method: 'HEAD', signal: AbortSignal.timeout(30_000) });
  return answer.ok && answer.headers.get('content-type') === 'image/webp';
}
