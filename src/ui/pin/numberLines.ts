import { headingOf, isError, MAIN_SCORES } from '../../evaluation/resultRows.ts';
import { formatScore } from '../../evaluation/resultTables.ts';
import type { Request } from '../engine/shelf.ts';
import type { ShownResult } from '../engine/state.ts';
import type { Messages } from '../english.ts';
import { pageTexts } from '../messages.ts';
import { formatMilliseconds, formatPercent } from '../parts/format.ts';
import type { ResultNumbers } from '../result/numbers.ts';

/** A setting or a number of a result, in words. */
export interface NumberLine {
  readonly key: string;
  readonly title: string;
  readonly text: string;
  /** Of scores, which can be better or worse. */
  readonly value?: number;
  readonly lessIsBetter?: boolean;
}

/** Settings and numbers of a result, and its scores where there is a ground truth; empty while it is not there. */
export function linesOf(
  request: Request | null,
  { image, samples }: Pick<ShownResult, 'image' | 'samples'>,
  numbers: ResultNumbers | null,
): readonly NumberLine[] {
  const words = pageTexts.present().pin;
  const { rows } = words;
  if (request === null || numbers === null) return [];
  const line = (key: keyof typeof rows, text: string): NumberLine => ({
    key,
    title: rows[key],
    text,
  });
  const score = (key: string, title: string, value: number, lessIsBetter: boolean): NumberLine => ({
    key,
    title,
    text: formatScore(value),
    value,
    lessIsBetter,
  });
  const oneMap = image?.priorMu.length === 0;
  const ofSeveral = (key: keyof typeof rows, text: string) =>
    line(key, oneMap ? words.notOfOne : text);
  const { scores, energyDistance } = numbers;
  return [
    line('depth', words.depths[depthOf(request)]),
    line(
      'answers',
      oneMap
        ? words.oneAnswer
        : words.answers(numbers.answers, samples?.seed ?? request.seed, request.spread),
    ),
    line('marked', formatPercent(numbers.marked)),
    ofSeveral('agreed', formatPercent(numbers.agreed)),
    ofSeveral('contested', String(numbers.contested)),
    ofSeveral('disagreement', words.bits(numbers.disagreement)),
    line('total', words.bits(numbers.total)),
    line('time', formatMilliseconds(numbers.imageMs + numbers.answersMs)),
    ...(scores === null
      ? []
      : MAIN_SCORES.map((key) => score(key, headingOf(key), scores[key], isError(key)))),
    ...(energyDistance === null
      ? []
      : [score('energyDistance', rows.energyDistance, energyDistance, true)]),
  ];
}

/** A line of the table: both values as text, and which of them is the better one, where one is. */
export interface BesideLine {
  readonly key: string;
  readonly title: string;
  readonly cells: readonly string[];
  readonly best: readonly boolean[];
}

/** The lines of both, side by side; where only one of them has scores, the other's are blank. */
export function besideLines(
  present: readonly NumberLine[],
  pinned: readonly NumberLine[],
): readonly BesideLine[] {
  const frame = present.length < pinned.length ? pinned : present;
  return frame.map(({ key, title, lessIsBetter }) => {
    const pair = [present, pinned].map((lines) => lines.find((line) => line.key === key));
    const cells = pair.map((line) => line?.text ?? '');
    const values = pair.map((line) => line?.value ?? null).filter((value) => value !== null);
    const isTold = values.length === 2 && cells[0] !== cells[1];
    const best = lessIsBetter === true ? Math.min(...values) : Math.max(...values);
    return { key, title, cells, best: pair.map((line) => isTold && line?.value === best) };
  });
}

function depthOf({ depth, near }: Request): keyof Messages['pin']['depths'] {
  if (depth === null) return 'none';
  return depth === 'estimated' ? depth : near;
}

/** What was asked for of depth and answers, in words. */
export function settingLines(request: Request): readonly NumberLine[] {
  const { rows, depths, answers } = pageTexts.present().pin;
  const { count, seed, spread } = request;
  return [
    { key: 'depth', title: rows.depth, text: depths[depthOf(request)] },
    { key: 'answers', title: rows.answers, text: answers(count, seed, spread) },
  ];
}
