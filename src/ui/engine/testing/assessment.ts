import { MAIN_SCORES, type MainScores } from '../../../evaluation/resultRows.ts';
import type { Scale } from '../../../inference/runImage.ts';
import type { Assessment } from '../../../worker/protocol.ts';

/** What the network says of some maps, by their names; a score that is not given is one half. */
export function assessment(
  scores: Readonly<Record<string, Partial<MainScores>>>,
  scale: Scale = 'minMax',
): Assessment {
  const halves = Object.fromEntries(MAIN_SCORES.map((key) => [key, 0.5]));
  const maps = Object.entries(scores).map(([name, own]) => ({ row: { name, ...halves, ...own } }));
  const uncertainty = { entropy: { scores: { generalisedEnergyDistance: 0.25 } } };
  const errorMap = { height: 1, width: 1, data: Float32Array.of(0) };
  const report = { maps, uncertainty };
  return { scale, posterior: null, errorMap, report } as unknown as Assessment;
}
