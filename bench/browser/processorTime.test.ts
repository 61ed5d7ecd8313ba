import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { afterEach, expect, it } from 'vitest';
import { browserProcessorTime } from './processorTime.ts';

const BURNT_MS = 300;

/** Whatever it is sent, it burns processor time in a thread, or ends that thread, and says so. */
const CHILD = `
const { Worker } = require('node:worker_threads');
const thread = new Worker(\`
  const { parentPort } = require('node:worker_threads');
  const used = () => process.cpuUsage().user + process.cpuUsage().system;
  parentPort.on('message', () => {
    const end = used() + ${BURNT_MS}e3;
    while (used() < end);
    parentPort.postMessage('burnt');
  });\`, { eval: true });
thread.on('message', () => process.send('burnt'));
process.on('message', (what) => {
  if (what === 'burn') thread.postMessage(what);
  else thread.terminate().then(() => process.send('ended'));
});
process.send('ready');
`;

let child: ChildProcess | null = null;
afterEach(() => void child?.kill('SIGKILL'));

async function tell(what: 'burn' | 'end'): Promise<void> {
  const answer = once(child!, 'message');
  child!.send(what);
  await answer;
}

async function start(): Promise<void> {
  child = spawn(process.execPath, ['-e', CHILD], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  await once(child, 'message');
}

it.runIf(process.platform === 'linux')(
  'keeps the time of threads and processes that have ended',
  { timeout: 30_000 },
  async () => {
    await start();
    await tell('burn');
    const burnt = browserProcessorTime()!;
    expect(burnt).toBeGreaterThan(0.9 * BURNT_MS);
    await tell('end');
    const ended = browserProcessorTime()!;
    expect(ended).toBeGreaterThanOrEqual(burnt);
    const exit = once(child!, 'exit');
    child!.kill();
    await exit;
    expect(browserProcessorTime()).toBeGreaterThanOrEqual(ended);
  },
);

it.runIf(process.platform === 'linux')(
  'counts what a thread did that ended before it was looked at',
  { timeout: 30_000 },
  async () => {
    await start();
    const before = browserProcessorTime()!;
    await tell('burn');
    await tell('end');
    expect(browserProcessorTime()! - before).toBeGreaterThan(0.9 * BURNT_MS);
  },
);
