// Opens real Chromium, and watches what its pages do.

import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';

import { chromium } from 'playwright-core';

const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Debian's Chromium, or the one `CHROMIUM` names. */
export function openBrowser() {
  const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium';
  return chromium.launch({ executablePath, headless: true, args: FLAGS });
}

/**
 * A page that notes each error it logs and each request to another origin; `noted()` hands over what was noted since.
 * One page for many addresses: a new one each time would cost more than what is read on it.
 */
export async function watchedPage(context, address) {
  const page = await context.newPage();
  let noted = { errors: [], strangers: [] };
  page.on('console', (message) => {
    if (message.type() === 'error') noted.errors.push(`${message.text()} ${message.location().url}`);
  });
  page.on('pageerror', (fault) => noted.errors.push(fault.message));
  page.on('request', (request) => {
    if (isStranger(request.url(), address)) noted.strangers.push(request.url());
  });
  const handOver = () => {
    const handedOver = noted;
    noted = { errors: [], strangers: [] };
    return handedOver;
  };
  return { page, noted: handOver };
}

const isStranger = (url, address) => !url.startsWith('data:') && new URL(url).origin !== address;

const AXE = readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

export const ALL_RULES = undefined;

/** What axe objects to, by all rules or some, on a page of a context that bypasses the content security policy. */
export async function objectionsOfAxe(page, rules = ALL_RULES) {
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(await AXE);
  const options = rules ? { runOnly: rules } : {};
  const { violations } = await page.evaluate((options) => globalThis.axe.run(document, options), options);
  return violations.flatMap((one) => one.nodes.map((node) => `${one.id}: ${one.help}: ${node.html}`));
}
