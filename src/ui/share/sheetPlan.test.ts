import { beforeAll, expect, it } from 'vitest';
import type { ShownResult } from '../engine/state.ts';
import { Visit } from '../engine/testing/visit.ts';
import { pageTexts } from '../messages.ts';
import { runBeside } from '../pin/pin.ts';
import { type Box, fitInto, HEIGHT, planSheet, WIDTH } from './sheetPlan.ts';

beforeAll(() => pageTexts.load());

it('fits a picture into its box without changing its shape', () => {
  const box = { x: 5, y: 7, width: 100, height: 50 };
  expect(fitInto(4, box)).toEqual({ x: 5, y: 7, width: 100, height: 25 });
  expect(fitInto(1, box)).toEqual({ x: 5, y: 7, width: 50, height: 50 });
});

function overlap(one: Box, other: Box): boolean {
  const meet = (from: number, size: number, to: number, reach: number) =>
    from < to + reach && to < from + size;
  return (
    meet(one.x, one.width, other.x, other.width) && meet(one.y, one.height, other.y, other.height)
  );
}

/** The same result with more answers than there is room for. */
function withSeven(result: ShownResult): ShownResult {
  const samples = result.samples!;
  const maps = Array.from({ length: 7 }, () => samples.maps[0]!);
  return { ...result, samples: { ...samples, maps } };
}

it('has a pinned result beside the present one, and both in one table, whatever the photo’s shape', async () => {
  const visit = new Visit();
  const { store } = visit;
  await visit.begin();
  expect(planSheet(store.get(), 1.5).pictures.map(({ shown }) => shown?.key)).not.toContain(
    'pinned-consensus',
  );
  runBeside(
    store,
    store.get().models.find(({ id }) => id === 'other')!,
  );
  await visit.rest();
  const { result, pinnedResult, ...state } = store.get();
  const both = { ...state, result: withSeven(result), pinnedResult: withSeven(pinnedResult) };
  for (const ratio of [0.4, 1, 1.5, 4]) {
    const { pictures, headings, table, tableBox } = planSheet(both, ratio);
    const keys = pictures.map(({ shown }) => shown?.key ?? 'photo');
    expect(keys.slice(0, 4)).toEqual(['photo', 'consensus', 'pinned-consensus', 'disagreement']);
    expect(keys).toContain('pinned-sample-4');
    expect(headings).toHaveLength(2);
    expect(table.rows.find(({ title }) => title === 'Disagreement')?.cells).toEqual([
      expect.stringMatching(/\d/),
      expect.stringMatching(/\d/),
    ]);
    const boxes = [...pictures.map(({ box }) => fitInto(ratio, box)), tableBox!];
    for (const [index, box] of boxes.entries()) {
      expect(box.x + box.width).toBeLessThan(WIDTH);
      expect(box.y + box.height).toBeLessThan(HEIGHT);
      expect(boxes.slice(index + 1).filter((other) => overlap(box, other))).toEqual([]);
    }
  }
});
