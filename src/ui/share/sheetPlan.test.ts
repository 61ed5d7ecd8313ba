import { beforeAll, expect, it } from 'vitest';
import type { ShownResult } from '../engine/state.ts';
import { Visit } from '../engine/testing/visit.ts';
import { pageTexts } from '../messages.ts';
import { runBeside } from '../pin/pin.ts';
import { type Box, BOTTOM, fitInto, HEIGHT, INNER, MARGIN, planSheet, WIDTH } from './sheetPlan.ts';

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

/** The same result with so many answers: of seven one has no room beside a pinned result. */
function withAnswers(result: ShownResult, count = 7): ShownResult {
  const samples = result.samples!;
  const maps = Array.from({ length: count }, () => samples.maps[0]!);
  return { ...result, samples: { ...samples, maps } };
}

it('has a pinned result beside the present one, and both in one table, whatever the photo’s shape', async () => {
  const visit = new Visit();
  const { store } = visit;
  await visit.begin();
  expect(planSheet(store.get(), 1.5, 64).pictures.map(({ shown }) => shown?.key)).not.toContain(
    'pinned-consensus',
  );
  runBeside(
    store,
    store.get().models.find(({ id }) => id === 'other')!,
  );
  await visit.rest();
  const { result, pinnedResult, ...state } = store.get();
  const both = { ...state, result: withAnswers(result), pinnedResult: withAnswers(pinnedResult) };
  for (const ratio of [0.4, 1, 1.5, 4]) {
    const { pictures, headings, table, tableBox } = planSheet(both, ratio, 0);
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

it('has the visitor’s own answer as the main picture while the page shows it, in words for others', async () => {
  const visit = new Visit();
  const { store } = visit;
  await visit.begin({ latent: [1, 0, 0] });
  const captions = () => {
    const { result, ...state } = store.get();
    const { pictures } = planSheet({ ...state, result: withAnswers(result) }, 1.5, 64);
    return pictures.map(({ caption }) => caption);
  };
  const disagreement = 'Uncertainty (disagreement)';
  expect(captions().slice(0, 4)).toEqual(['Photo', 'Consensus', disagreement, 'Answer 1']);
  store.setAppearance({ layer: 'answer', focus: null });
  const { explored } = pageTexts.present().share.file;
  expect(captions().slice(0, 5)).toEqual([
    ...['Photo', explored, disagreement, 'Consensus', 'Answer 1'],
  ]);
  expect(explored).toMatch(/^The sender’s answer/);
});

it('leaves no band empty, whatever the photo’s shape and the number of answers', async () => {
  const visit = new Visit();
  const { store } = visit;
  await visit.begin();
  const { result, ...state } = store.get();
  const text = 64;
  for (const ratio of [0.5, 0.75, 1, 1.33, 1.5, 1.78]) {
    const { pictures } = planSheet({ ...state, result: withAnswers(result) }, ratio, text);
    const ends = pictures.map(({ box }) => box.y + box.height);
    // Down to the numbers, with a caption and a gap between them; and from side to side.
    expect(Math.max(...ends)).toBeLessThan(BOTTOM - text - 36);
    const rows = [pictures.slice(0, 3), pictures.slice(3)];
    for (const row of rows) {
      const { box, captionWidth, size } = row.at(-1)!;
      expect(box.x + box.width).toBeGreaterThan(0.9 * INNER);
      expect(captionWidth).toBeGreaterThan(5 * size);
      expect(box.x + captionWidth).toBeLessThanOrEqual(MARGIN + INNER + 0.01);
    }
    const [large, small] = rows.map(([first]) => first!.box);
    const between = small!.y - large!.y - large!.height;
    const below = BOTTOM - text - small!.y - small!.height;
    // Besides the captions.
    for (const band of [between, below]) expect(band - 36).toBeLessThan(HEIGHT / 7);
  }
});

it('says how many of the answers it shows, where some are left out', async () => {
  const visit = new Visit();
  const { store } = visit;
  await visit.begin({ latent: [1, 0, 0] });
  const told = (count: number) => {
    const { result, pinnedResult, ...state } = store.get();
    const shown = { result: withAnswers(result, count), pinnedResult };
    if (state.pinned !== null) shown.pinnedResult = withAnswers(pinnedResult, count);
    const { headings, pictures } = planSheet({ ...state, ...shown }, 1.5, 64);
    for (const { x, y } of headings) {
      // Neither in a picture nor in what is written below one.
      const isFree = ({ box }: { box: Box }) => y - 22 > box.y + box.height + 24 || y < box.y;
      const below = pictures.filter(({ box }) => box.x <= x + 1);
      expect(below.every(isFree)).toBe(true);
    }
    return headings.map(({ text }) => text);
  };
  expect(told(8)).toEqual([]);
  expect(told(20)).toEqual(['8 of 20 answers']);
  store.setAppearance({ layer: 'answer', focus: null });
  // The consensus is one of eight pictures.
  expect(told(7)).toEqual([]);
  expect(told(8)).toEqual(['7 of 8 answers']);
  store.setAppearance({ layer: 'agreed' });
  runBeside(
    store,
    store.get().models.find(({ id }) => id === 'other')!,
  );
  await visit.rest();
  for (const text of told(6)) expect(text).not.toContain('answers');
  for (const text of told(20))
    expect(text).toMatch(/UC-Net.* · 6 of 20 answers$|Other.* · 6 of 20 answers$/);
});

it('has each picture of a network of one answer once, with what the page shows as its uncertainty', async () => {
  const visit = new Visit();
  const { store } = visit;
  await visit.begin();
  const { result, ...state } = store.get();
  const one = withAnswers({ ...result, image: { ...result.image!, priorMu: [] } }, 1);
  const plan = planSheet({ ...state, result: one }, 1.5, 64);
  expect(plan.pictures.map(({ shown }) => shown?.key)).toEqual([undefined, 'consensus', 'total']);
  expect(plan.headings).toEqual([]);
  const { y, height } = plan.pictures[0]!.box;
  expect(y + height).toBeLessThan(BOTTOM - 64 - 36);
  const pair = { ...state, pinned: state, result: one, pinnedResult: withAnswers(result) };
  const keys = planSheet(pair, 1.5, 0).pictures.map(({ shown }) => shown?.key);
  expect(keys.slice(0, 5)).toEqual([
    ...[undefined, 'consensus', 'pinned-consensus', 'total', 'pinned-sample-0'],
  ]);
});
