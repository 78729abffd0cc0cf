// Starts `rotative serve` on a paper, in a data folder of its own, on a free port, and lets its newsroom act.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';

import { ACTS, DEMO } from './paper.mjs';

const PATIENCE_TO_START = 60_000;
const PATIENCE_TO_STOP = 10_000;
const READY = /^listening on (http:\/\/[^\s/]+)\/?\n/m;

/** Where the demo paper is served for all files of a run: its pictures are printed once, and not once a file. */
const SHARED = 'ROTATIVE_TEST_ADDRESS';

/** The demo paper, after everything that its newsroom did. A file that is run alone has a server of its own. */
export async function startServer() {
  if (process.env[SHARED]) return { address: process.env[SHARED], stop: async () => {} };
  return startPaper(DEMO, ACTS ? await readFile(ACTS, 'utf8') : '');
}

/** Starts the server for every file that this process runs; what comes back ends it. */
export async function shareServer() {
  const { address, stop } = await startServer();
  process.env[SHARED] = address;
  return stop;
}

/**
 * A running server: `address` without a slash at its end, and `stop()`, which leaves nothing behind.
 * `acts`, one a line, were done when it begins to serve; the import at its start undoes none of them.
 */
export async function startPaper(folder, acts = '') {
  const data = await mkdtemp(join(tmpdir(), 'rotative-web-'));
  let child;
  // A test file that fails before its first test never comes to stop().
  const goWithUs = () => {
    child?.kill('SIGKILL');
    rmSync(data, { recursive: true, force: true });
  };
  process.once('exit', goWithUs);
  const stop = async () => {
    if (child) await end(child);
    process.off('exit', goWithUs);
    await rm(data, { recursive: true, force: true });
  };
  try {
    if (acts) await doActs(folder, data, acts);
    child = rotative(['serve', '--paper', folder, '--data', data, '--listen', '127.0.0.1:0'], 'ignore');
    return { address: await addressOf(child), stop };
  } catch (fault) {
    await stop();
    throw fault;
  }
}

function rotative(arguments_, stdin) {
  const program = process.env.ROTATIVE_BIN;
  if (!program) throw new Error('ROTATIVE_BIN names no program; start these tests with `cargo xtask test --only browser`.');
  return spawn(program, arguments_, { stdio: [stdin, 'pipe', 'pipe'] });
}

/** Both streams are read to their end: a full pipe would hold the server up. */
async function addressOf(child) {
  const timer = setTimeout(() => child.kill('SIGKILL'), PATIENCE_TO_START);
  let said = '';
  const address = await new Promise((resolve) => {
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (words) => {
        said += words;
        const ready = READY.exec(said);
        if (ready) resolve(ready[1]);
      });
    }
    child.once('error', (fault) => {
      said += fault.message;
      resolve(undefined);
    });
    child.once('close', () => resolve(undefined));
  });
  clearTimeout(timer);
  if (address) return address;
  throw new Error(`rotative did not say where it listens. It said:\n${said}`);
}

/** A refused act is a fault of the paper under test. */
async function doActs(folder, data, acts) {
  await whole(rotative(['import', 'folder', folder, '--data', data], 'ignore'));
  const newsroom = rotative(['act', '--stdin', '--data', data], 'pipe');
  newsroom.stdin.end(acts);
  await whole(newsroom);
}

async function whole(child) {
  const ended = once(child, 'close');
  const [answers, complaints] = await Promise.all([text(child.stdout), text(child.stderr)]);
  const [code] = await ended;
  if (code !== 0) throw new Error(`${child.spawnargs.slice(1, 3).join(' ')} ended with ${code}:\n${answers}${complaints}`);
}

async function end(child) {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const timer = setTimeout(() => child.kill('SIGKILL'), PATIENCE_TO_STOP);
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  await ended;
  clearTimeout(timer);
}
