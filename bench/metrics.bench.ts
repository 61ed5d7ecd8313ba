/**
 * All metrics of one 640×480 pair: `SaliencyEvaluator.step` beside a straightforward implementation that passes over
 * the pixels for every threshold. The two take turns in one run, so that a busy machine slows both, and their
 * scores are compared.
 *
 * Run: `npm run bench:metrics`
 */
import { randomPair } from '../src/metrics/fixtures/randomPairs.ts';
import { straightforwardScores } from '../src/metrics/fixtures/straightforward.ts';
import { SaliencyEvaluator, type SaliencyScores } from '../src/metrics/saliencyEvaluator.ts';

const HEIGHT = 480;
const WIDTH = 640;
const ROUNDS = 5;
/** Steps of ours per round: it is that much faster, and single ones would be lost in the noise. */
const STEPS_PER_ROUND = 20;

function milliseconds(work: () => void): number {
  const start = performance.now();
  work();
  return performance.now() - start;
}

const median = (values: readonly number[]) =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];

const pairs = Array.from({ length: STEPS_PER_ROUND }, (_, i) => randomPair(HEIGHT, WIDTH, i + 1));
const evaluator = new SaliencyEvaluator({ normalise: true });
const ours: number[] = [];
const theirs: number[] = [];
let deviation = 0;

for (const { prediction, groundTruth } of pairs) evaluator.step(prediction, groundTruth); // warm up
for (let round = 0; round < ROUNDS; round++) {
  for (const { prediction, groundTruth } of pairs) {
    ours.push(milliseconds(() => evaluator.step(prediction, groundTruth)));
  }
  const { prediction, groundTruth } = pairs[round];
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

const row = (name: string, times: readonly number[]) =>
  `${name.padEnd(18)} median ${median(times).toFixed(1).padStart(8)} ms   ` +
  `slowest ${Math.max(...times)
    .toFixed(1)
    .padStart(8)} ms   of ${times.length}`;
console.log(`All saliency metrics of one ${WIDTH}×${HEIGHT} pair`);
console.log(row('this project', ours));
console.log(row('straightforward', theirs));
console.log(`ratio              ${(median(theirs) / median(ours)).toFixed(0)}×`);
console.log(`largest difference ${deviation.toExponential(1)}`);
