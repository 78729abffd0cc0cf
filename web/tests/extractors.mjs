// The programs that take an article out of its page: Readability for reading views, trafilatura for archives.

import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';

import { Readability } from '@mozilla/readability';
import { JSDOM } from 'jsdom';

const PYTHON = fileURLToPath(new URL('../.venv/bin/python', import.meta.url));
const SCRIPT = fileURLToPath(new URL('extract.py', import.meta.url));

/** What each takes out of these pages: `{ headline, byline, date, text }` by path. */
export const EXTRACTORS = { Readability: withReadability, trafilatura: withTrafilatura };

async function withReadability(pages, address) {
  return new Map(pages.map((page) => [page.path, readable(page, address)]));
}

function readable({ path, html }, address) {
  const { window } = new JSDOM(html, { url: address + path });
  const found = new Readability(window.document).parse();
  window.close();
  return { headline: found.title, byline: found.byline ?? '', date: found.publishedTime ?? '', text: textOf(found.content) };
}

/** A reading view shows photographs with their captions and credits, as it should: what they leave is the body. */
function textOf(content) {
  const { window } = new JSDOM(content);
  const { document } = window;
  document.querySelectorAll('figure:has(img)').forEach((figure) => figure.remove());
  document.querySelectorAll('br, p, li, h2, h3, h4, blockquote, td, th').forEach((one) => one.after('\n'));
  const { textContent } = document.body;
  window.close();
  return textContent;
}

async function withTrafilatura(pages, address) {
  if (!existsSync(PYTHON)) throw new Error('trafilatura is missing; start these tests with `cargo xtask test --only browser`.');
  const python = spawn(PYTHON, [SCRIPT], { stdio: ['pipe', 'pipe', 'inherit'] });
  python.stdin.end(pages.map(({ path, html }) => `${JSON.stringify({ path, address: address + path, html })}\n`).join(''));
  const answers = (await text(python.stdout)).trim().split('\n').map((line) => JSON.parse(line));
  return new Map(answers.map((answer) => [answer.path, answer]));
}
