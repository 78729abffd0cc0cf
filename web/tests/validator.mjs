// Whether pages are sound: vnu knows the standard best, html-validate also finds what is allowed and wrong all the same.

import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';

import { FileSystemConfigLoader, HtmlValidate } from 'html-validate';

/**
 * What html-validate is kept for is silence in vnu: a picture without alternative text in a figure with a caption,
 * a raw `&`, a paragraph that a block inside it has closed, two landmarks of one name, a button without a type.
 */
const RULES = {
  // A headline and the paper's name may pass 70 signs; search engines cut where they like.
  'long-title': 'off',
  // Blanks at the end of a line come from templates, and compression takes them away.
  'no-trailing-whitespace': 'off',
  // Anchors are block ids, which may begin with a digit.
  'valid-id': ['error', { relaxed: true }],
};

const VNU = createRequire(import.meta.url).resolve('vnu-jar/build/dist/vnu.jar');

/** Room for what vnu says of a paper that is wrong on every page. */
const MOST_SAID = 64 * 1024 * 1024;

const validator = new HtmlValidate(
  new FileSystemConfigLoader({ root: true, extends: ['html-validate:recommended'], rules: RULES }),
);

/** What is wrong with each page, a line each, by its path. vnu reads them all in one process. */
export async function objections(pages) {
  const found = await objectionsOfVnu(pages);
  for (const page of pages) found.get(page.path).push(...(await objectionsOfHtmlValidate(page)));
  return found;
}

async function objectionsOfHtmlValidate({ html }) {
  const report = await validator.validateString(html);
  const messages = report.results.flatMap((result) => result.messages);
  return messages.map((one) => `${one.line}:${one.column} ${one.ruleId}: ${one.message}`);
}

async function objectionsOfVnu(pages) {
  const folder = await mkdtemp(join(tmpdir(), 'rotative-vnu-'));
  try {
    const files = pages.map((_, index) => join(folder, `${index}.html`));
    await Promise.all(files.map((file, index) => writeFile(file, pages[index].html)));
    const found = new Map(pages.map(({ path }) => [path, []]));
    for (const one of await said(files)) {
      const { path } = pages[Number.parseInt(basename(one.url), 10)];
      found.get(path).push(`${one.lastLine}:${one.lastColumn} vnu: ${one.message}`);
    }
    return found;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function said(files) {
  const options = ['--format', 'json', '--stdout', '--exit-zero-always'];
  const { stdout } = await promisify(execFile)('java', ['-jar', VNU, ...options, ...files], { maxBuffer: MOST_SAID });
  return JSON.parse(stdout).messages;
}
