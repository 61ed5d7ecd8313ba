import { headingOf, isError, MAIN_SCORES, type MainScores } from '../../evaluation/resultRows.ts';
import { formatScore } from '../../evaluation/resultTables.ts';
import { isOneMap } from '../engine/selectors.ts';
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

/**
 * Settings and numbers of a result, and its scores where there is a ground truth; empty while it is not there.
 *
 * @param shown share that its picture marks, where that is told beside what its answers mark; null while it is on its way
 */
export function linesOf(
  request: Request | null,
  { image, samples, assessed }: Pick<ShownResult, 'image' | 'samples' | 'assessed'>,
  numbers: ResultNumbers | null,
  shown?: number | null,
): readonly NumberLine[] {
  const { pin: words, assessment } = pageTexts.present();
  const { rows } = words;
  if (request === null || numbers === null) return [];
  const line = (key: keyof typeof rows, text: string): NumberLine => ({
    key,
    title: rows[key],
    text,
  });
  const oneMap = isOneMap({ image });
  const ofSeveral = (key: keyof typeof rows, text: string) => line(key, oneMap ? NO_VALUE : text);
  const { scores, energyDistance } = numbers;
  return [
    line('depth', words.depths[depthOf(request)]),
    line(
      'answers',
      oneMap
        ? words.oneAnswer
        : words.answers(numbers.answers, samples?.seed ?? request.seed, request.spread),
    ),
    ...(shown === undefined
      ? []
      : [line('shown', shown === null ? NO_VALUE : formatPercent(shown))]),
    line('marked', formatPercent(numbers.marked)),
    ofSeveral('agreed', formatPercent(numbers.agreed)),
    ofSeveral('contested', String(numbers.contested)),
    ofSeveral('disagreement', words.bits(numbers.disagreement)),
    line('total', words.bits(numbers.total)),
    line('time', formatMilliseconds(numbers.imageMs + numbers.answersMs)),
    ...(assessed === null ? [] : [line('scored', assessment.normaliseChoices[assessed.scale])]),
    ...(scores === null ? [] : scoreLines(scores)),
    ...(energyDistance === null
      ? []
      : [scoreLine('energyDistance', rows.energyDistance, energyDistance, true)]),
  ];
}

/** The scores of one map that every table shows. */
export function scoreLines(scores: MainScores): readonly NumberLine[] {
  return MAIN_SCORES.map((key) => scoreLine(key, headingOf(key), scores[key], isError(key)));
}

function scoreLine(key: string, title: string, value: number, lessIsBetter: boolean): NumberLine {
  return { key, title, text: formatScore(value), value, lessIsBetter };
}

/** A line of the table: both values as text, and which of them is the better one, where one is. */
export interface BesideLine {
  readonly key: string;
  readonly title: string;
  readonly cells: readonly string[];
  readonly best: readonly boolean[];
}

/** Stands where there is no value. */
export const NO_VALUE = '–';

/** The lines of both, side by side. Only one of them may have scores. */
export function besideLines(
  present: readonly NumberLine[],
  pinned: readonly NumberLine[],
): readonly BesideLine[] {
  const frame = present.length < pinned.length ? pinned : present;
  return frame.map(({ key, title, lessIsBetter }) => {
    const pair = [present, pinned].map((lines) => lines.find((line) => line.key === key));
    const cells = pair.map((line) => line?.text ?? NO_VALUE);
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
