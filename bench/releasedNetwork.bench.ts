/**
 * One sample of the released network at 352×352: ours on wasm in Node (one thread) against PyTorch on the
 * processor, in turns, so that both meet the same load.
 *
 *     npx tsx bench/releasedNetwork.bench.ts [ROUNDS] [PYTHON]
 *
 * PYTHON needs torch and numpy; default `/usr/bin/python3`, Debian's python3-torch.
 */
import { spawn } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { createInterface } from 'node:readline';
import { dispose, tensor2d, tensor4d, tidy } from '@tensorflow/tfjs-core';
import { quantile } from '../src/math/statistics.ts';
import { depthHead, encode, saliencyHead } from '../src/released/releasedSaliencyEncoder.ts';
import { loadReleasedParameters } from '../src/released/releasedUcNet.ts';
import { standInInput, standInTensors } from '../src/released/testing/standIn.ts';
import { useWasmBackend } from '../src/testing/backends.ts';

const SIDE = 352;
const rounds = Number(process.argv[2] ?? 5);
const python = process.argv[3] ?? '/usr/bin/python3';

interface Contestant {
  readonly name: string;
  /** Milliseconds of one forward pass, both heads. */
  readonly run: () => Promise<number>;
  readonly end: () => void;
}

async function ours(): Promise<Contestant> {
  await useWasmBackend();
  const { saliencyEncoder } = loadReleasedParameters(standInTensors({ unused: false }));
  const x = tensor4d(standInInput().x, [1, SIDE, SIDE, 6]);
  const z = tensor2d([0, 0, 0], [1, 3]);
  const run = async () => {
    const start = performance.now();
    const outputs = tidy(() => {
      const stages = encode(saliencyEncoder, x, z);
      return [saliencyHead(saliencyEncoder, stages), depthHead(saliencyEncoder, stages)];
    });
    await Promise.all(outputs.map((output) => output.data()));
    dispose(outputs);
    return performance.now() - start;
  };
  await run();
  return { name: 'ours, wasm, 1 thread', run, end: () => dispose([x, z]) };
}

async function pytorch(threads: number): Promise<Contestant> {
  const child = spawn(python, ['training/released/time_forward.py', String(threads)], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
  const next = async () => {
    const { value, done } = await lines.next();
    if (done === true) throw new Error(`${python} ended: it needs torch and numpy.`);
    return value;
  };
  await next();
  const run = async () => {
    child.stdin.write('\n');
    return Number(await next());
  };
  const plural = threads === 1 ? 'thread' : 'threads';
  return { name: `PyTorch, ${threads} ${plural}`, run, end: () => child.stdin.end() };
}

const threadCounts = [...new Set([1, availableParallelism()])];
const contestants = [await ours()];
for (const threads of threadCounts) contestants.push(await pytorch(threads));
const times = contestants.map((): number[] => []);
for (let round = 0; round < rounds; round++) {
  for (const [index, contestant] of contestants.entries()) {
    times[index]!.push(await contestant.run());
  }
}
contestants.forEach(({ end }) => end());

const base = quantile(times[0]!, 0.5);
for (const [index, { name }] of contestants.entries()) {
  const middle = quantile(times[index]!, 0.5);
  const fastest = Math.min(...times[index]!);
  const ratio = index === 0 ? '' : `, ours takes ${(base / middle).toFixed(2)} times as long`;
  console.log(`${name}: median ${middle.toFixed(0)} ms, fastest ${fastest.toFixed(0)} ms${ratio}`);
}
