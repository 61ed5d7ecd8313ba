/**
 * All metrics of one 640×480 pair: `SaliencyEvaluator.step` beside a straightforward implementation that passes over
 * the pixels for every threshold. The two take turns in one run, so that a busy machine slows both, and their
 * scores are compared.
 *
 * Run: `npm run bench:metrics`
 */
import { quantile } from '../src/math/statistics.ts';
import { randomPair } from '../src/metrics/fixtures/randomPairs.ts';
import { straightforwardScores } from '../src/metrics/fixtures/straightforward.ts';
import { SaliencyEvaluator } from '../src/metrics/saliencyEvaluator.ts';
import type { SaliencyScores } from '../src/metrics/saliencyScores.ts';

const HEIGHT = 480;
const WIDTH = 640;
const ROUNDS = 3;
/** Steps of ours per round: it is that much faster, and single ones would be lost in the noise. */
const STEPS_PER_ROUND = 20;

interface Time {
  readonly wall: number;
  /** Processor time of this process: what other programs take does not count. */
  readonly cpu: number;
}

function milliseconds(work: () => void): Time {
  const cpuStart = process.cpuUsage();
  const start = performance.now();
  work();
  const wall = performance.now() - start;
  const { user, system } = process.cpuUsage(cpuStart);
  return { wall, cpu: (user + system) / 1000 };
}

const pairs = Array.from({ length: STEPS_PER_ROUND }, (_, i) => randomPair(HEIGHT, WIDTH, i + 1));
const evaluator = new SaliencyEvaluator({ normalise: true });
const ours: Time[] = [];
const theirs: Time[] = [];
let deviation = 0;

for (const { prediction, groundTruth } of pairs) evaluator.step(prediction, groundTruth); // warm up
for (let round = 0; round < ROUNDS; round++) {
  for (const { prediction, groundTruth } of pairs) {
    ours.push(milliseconds(() => evaluator.step(prediction, groundTruth)));
  }
  const { prediction, groundTruth } = pairs[round]!;
  let expected: SaliencyScores | undefined;
  theirs.push(
    milliseconds(() => {
      expected = straightforwardScores(prediction, prediction.data, groundTruth.data, true);
    }),
  );
  const scores = evaluator.step(prediction, groundTruth);
  for (const [key, value] of Object.entries(expected ?? {})) {
    deviation = Math.max(deviation, Math.abs(scores[key as keyof SaliencyScores] - value));
  }
}

const describe = (values: readonly number[]) =>
  `median ${quantile(values, 0.5).toFixed(1)} ms, fastest ${Math.min(...values).toFixed(1)} ms`;

console.log(`All saliency metrics of one ${WIDTH}×${HEIGHT} pair`);
for (const kind of ['wall', 'cpu'] as const) {
  const fast = ours.map((time) => time[kind]);
  const plain = theirs.map((time) => time[kind]);
  console.log(`${kind} time, this project:   ${describe(fast)} (${fast.length} pairs)`);
  console.log(`${kind} time, straightforward: ${describe(plain)} (${plain.length} pairs)`);
  console.log(
    `${kind} time, ratio of medians: ${(quantile(plain, 0.5) / quantile(fast, 0.5)).toFixed(0)}×`,
  );
}
console.log(`largest difference of a score: ${deviation.toExponential(1)}`);
