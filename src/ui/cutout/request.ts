import { keepsTransparency, type PictureFormat } from '../../image/encodePicture.ts';
import { type CutOutPart, keptOf } from '../../image/cutOutParts.ts';
import type { ScalarMap } from '../../image/types.ts';
import type { BackgroundRequest, CutOutRequest } from '../../worker/cutOutSession.ts';
import type { ShownResult } from '../engine/state.ts';
import type { Messages } from '../english.ts';
import { type Choices, FIRST_CHOICES, type KeptCutOut } from './choices.ts';

/** The choices that the window opens with. */
export function choicesOf(
  kept: KeptCutOut | null,
  answers: readonly Answer[],
  places: Uint8Array,
): Choices {
  if (kept === null) return FIRST_CHOICES;
  const { choices } = kept;
  const found = answers.find(({ key }) => key === choices.answer);
  if (found?.map === kept.map && places === kept.places) return choices;
  return { ...choices, answer: found?.key ?? FIRST_CHOICES.answer, kept: {} };
}

/** A part as the window has it: the choice shows at once, the picture follows. */
export interface ShownPart extends CutOutPart {
  readonly kept: boolean;
}

/** A map that can be cut out. */
export interface Answer {
  readonly key: string;
  readonly title: string;
  readonly map: ScalarMap;
}

/** What there is to choose from. */
export function listAnswers(
  { samples, explored }: Pick<ShownResult, 'samples' | 'explored'>,
  words: Messages['cutOut'],
): Answer[] {
  if (samples === null) return [];
  const answers: Answer[] = [
    { key: 'consensus', title: words.answers.consensus, map: samples.consensus },
    { key: 'mean', title: words.answers.mean, map: samples.mean },
  ];
  if (explored !== null) {
    answers.push({ key: 'explored', title: words.answers.explored, map: explored.map });
  }
  samples.maps.forEach((map, i) => {
    answers.push({ key: `sample-${i}`, title: words.answers.sample(i + 1), map });
  });
  return samples.maps.length > 1 ? answers : answers.slice(0, 1);
}

/** A part's name: a contested place has its number on the page, everything else a letter. */
export function partName(parts: readonly Pick<CutOutPart, 'place'>[], index: number): string {
  const { place } = parts[index]!;
  if (place !== null) return String(place);
  const before = parts.slice(0, index).filter((part) => part.place === null).length;
  return String.fromCharCode('A'.charCodeAt(0) + before);
}

/** The answer that is cut out. */
export function chosenOf({ answer }: Choices, answers: readonly Answer[]): Answer {
  return answers.find(({ key }) => key === answer) ?? answers[0]!;
}

/** The choices as the worker takes them. */
export function requestOf(
  choices: Choices,
  answers: readonly Answer[],
  places: Uint8Array,
  format: PictureFormat,
): CutOutRequest {
  const chosen = chosenOf(choices, answers);
  const samples = answers.filter(({ key }) => key.startsWith('sample-'));
  return {
    mapKey: chosen.key,
    map: chosen.map,
    answers: (samples.length > 0 ? samples : answers).map(({ map }) => map),
    places,
    threshold: choices.threshold,
    kept: choices.kept,
    strokes: choices.strokes,
    feather: choices.feather,
    background: backgroundOf(choices, format),
    trim: choices.trim,
  };
}

const WHITE = { kind: 'colour', colour: [255, 255, 255] } as const;

function backgroundOf(
  { background, colour, picture }: Choices,
  format: PictureFormat,
): BackgroundRequest {
  if (background === 'blur') return { kind: 'blur' };
  if (background === 'picture' && picture !== null) return { kind: 'picture', file: picture };
  if (background === 'colour') {
    const [red, green, blue] = [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16));
    return { kind: 'colour', colour: [red!, green!, blue!] };
  }
  return keepsTransparency(format) ? { kind: 'transparent' } : WHITE;
}

/** Why nothing is left of the object, which has these parts. */
export function emptyReason(
  parts: readonly CutOutPart[],
  { kept, strokes }: Pick<CutOutRequest, 'kept' | 'strokes'>,
  words: Messages['cutOut'],
): string {
  if (parts.length > 0 && !keptOf(parts, kept).includes(true)) return words.noPart;
  return strokes.some(({ keep }) => !keep) ? words.erased : words.nothing;
}

/** The file's name, from the photo's. */
export function fileName(photo: string, format: PictureFormat): string {
  return `${photo.replace(/\.[^.]*$/, '')}-cut-out.${format}`;
}
