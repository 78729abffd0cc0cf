// Opens real Chromium, and watches what its pages do.

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

/** A page that notes each error it logs and each request to another origin. */
export async function watchedPage(context, address) {
  const page = await context.newPage();
  const noted = { errors: [], strangers: [] };
  page.on('console', (message) => {
    if (message.type() === 'error') noted.errors.push(`${message.text()} ${message.location().url}`);
  });
  page.on('pageerror', (fault) => noted.errors.push(fault.message));
  page.on('request', (request) => {
    if (isStranger(request.url(), address)) noted.strangers.push(request.url());
  });
  return { page, noted };
}

const isStranger = (url, address) => !url.startsWith('data:') && new URL(url).origin !== address;
