// Starts `rotative serve` on the demo paper, in a data folder of its own, on a free port.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const DEMO = fileURLToPath(new URL('../../demo', import.meta.url));
const PATIENCE_TO_START = 60_000;
const PATIENCE_TO_STOP = 10_000;
const READY = /^listening on (http:\/\/[^\s/]+)\/?\n/m;

/** A running server: `address` without a slash at its end, and `stop()`, which leaves nothing behind. */
export async function startServer() {
  const program = process.env.ROTATIVE_BIN;
  if (!program) throw new Error('ROTATIVE_BIN names no program; start these tests with `cargo xtask test --only browser`.');
  const data = await mkdtemp(join(tmpdir(), 'rotative-web-'));
  const arguments_ = ['serve', '--paper', DEMO, '--data', data, '--listen', '127.0.0.1:0'];
  const child = spawn(program, arguments_, { stdio: ['ignore', 'pipe', 'pipe'] });
  // A test file that fails before its first test never comes to stop().
  const goWithUs = () => {
    child.kill('SIGKILL');
    rmSync(data, { recursive: true, force: true });
  };
  process.once('exit', goWithUs);
  const stop = async () => {
    await end(child);
    process.off('exit', goWithUs);
    await rm(data, { recursive: true, force: true });
  };
  try {
    return { address: await addressOf(child), stop };
  } catch (fault) {
    await stop();
    throw fault;
  }
}

/** Both streams are read to their end: a full pipe would hold the server up. */
async function addressOf(child) {
  const timer = setTimeout(() => child.kill('SIGKILL'), PATIENCE_TO_START);
  let said = '';
  const address = await new Promise((resolve) => {
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text) => {
        said += text;
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

async function end(child) {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const timer = setTimeout(() => child.kill('SIGKILL'), PATIENCE_TO_STOP);
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  await ended;
  clearTimeout(timer);
}
