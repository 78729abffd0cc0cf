// Runs every test file, two at a time, against one server of the demo paper; arguments are what a test's name must hold.

import { readdir } from 'node:fs/promises';
import { run } from 'node:test';
import { spec } from 'node:test/reporters';
import { fileURLToPath } from 'node:url';

import { shareServer } from './server.mjs';

const HERE = fileURLToPath(new URL('.', import.meta.url));

const names = await readdir(HERE);
const files = names.filter((name) => name.endsWith('.test.mjs')).sort().map((name) => HERE + name);
const wanted = process.argv.slice(2);

const stop = await shareServer();
// Two at a time: while one waits for the network or a font, the other one draws.
const tests = run({ files, concurrency: 2, ...(wanted.length > 0 && { testNamePatterns: wanted }) });
tests.on('test:fail', () => {
  process.exitCode = 1;
});
tests.once('end', stop);
tests.compose(spec).pipe(process.stdout);
