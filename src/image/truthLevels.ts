import type { Sentence, Told } from '../languages/sentence.ts';
import { ImageError } from './imageError.ts';
import { areNested, eachFlatPixel, findPlateaus, smallestArea } from './plateaus.ts';
import type { Channel, Plateau } from './plateaus.ts';
import { truthSays } from './truthSentences.ts';

/**
 * - `mask`: white on black, soft edges and soft masks included;
 * - `labels`: every value but the background's is an object;
 * - `people`: how many people called the pixel part of the object.
 */
export type TruthKind = 'mask' | 'labels' | 'people';

/** What the values of one channel mean. */
export interface LevelReading {
  readonly kind: TruthKind;
  /** The truth of each pixel in [0,1], 1 in the object. */
  readonly data: Float32Array;
  /** How many people were asked, where `data` is the share of them; else null. */
  readonly people: number | null;
  /** One sentence on what was decided; null of white on black. */
  readonly note: Sentence | null;
}

const WHITE = 255;
/** As the field's evaluation code has it: bytes above this are foreground. */
const HALF = 128;
/** Labels and counts of people are at most this; dark shades of a real mask are not so few. */
const HIGHEST_SMALL = 40;
/** People asked for the one published set of counts, PASCAL-S (Li et al., CVPR 2014). */
const PASCAL_S_PEOPLE = 12;
/** So many nested levels are counts of people: objects do not lie in each other five deep. */
const FEWEST_NESTED = 5;
/** So near to black or white is black or white, after lossy compression. */
const BLACK = 16;
const NEARLY_WHITE = 240;
/** More levels than this are shades. */
const MOST_LEVELS = 24;
/** More of a mask's pixels than this between its two levels are shades rather than edges. */
const EDGE_SHARE = 0.25;
/** Flat areas of a middle grey smaller than this share are blemishes of a mask. */
const BLEMISH_SHARE = 0.005;

function unclear(sentence: Sentence): ImageError {
  return new ImageError('unclearTruth', sentence);
}

function truthOf(
  values: Channel['values'],
  kind: TruthKind,
  note: Sentence | null,
  truth: (value: number) => number,
  people: number | null = null,
): LevelReading {
  const data = new Float32Array(values.length);
  for (let i = 0; i < data.length; i++) data[i] = truth(values[i]!);
  return { kind, data, people, note };
}

function countWhere(values: Channel['values'], test: (value: number) => boolean): number {
  let count = 0;
  for (const value of values) if (test(value)) count++;
  return count;
}

function labels({ values }: Channel, note: Sentence, lowest = 1): LevelReading {
  return truthOf(values, 'labels', note, (value) => Number(value >= lowest));
}

function shareOfPeople({ values }: Channel, people: number, everybody: number): LevelReading {
  const note = truthSays.truthPeople(people);
  return truthOf(values, 'people', note, (value) => Math.min(value / everybody, 1), people);
}

/** Labels or counts: few small values, perhaps beside 255, which label sets use for "not sure". */
function readSmall(channel: Channel, present: readonly number[], subject: Told): LevelReading {
  const top = present.at(-1)!;
  if (present[0] !== 0) throw unclear(truthSays.truthNoZero(subject, present));
  const withoutGaps = top === present.length - 1;
  if (top === WHITE) return labels(channel, truthSays.truthLabelsUnsure(present));
  if (withoutGaps) {
    const levelOf = present.map((_, level) => level);
    return top >= FEWEST_NESTED && areNested(channel, levelOf)
      ? shareOfPeople(channel, top, top)
      : labels(channel, truthSays.truthLabels(present));
  }
  if (top === PASCAL_S_PEOPLE) return shareOfPeople(channel, top, top);
  // Labels that skip numbers and counts by few people look alike, and agree where none is below half.
  if (top < PASCAL_S_PEOPLE && present[1]! <= top / 2) {
    throw unclear(truthSays.truthLabelsOrCounts(subject, present));
  }
  return labels(channel, truthSays.truthLabels(present));
}

/** Shades from black to white are read as they are. */
function readShades(channel: Channel, top: number, subject: Told): LevelReading {
  if (top <= HALF) throw unclear(truthSays.truthDark(subject, top));
  return truthOf(channel.values, 'mask', null, (value) => value / WHITE);
}

/** Two flat levels with edges between. */
function readTwoLevels(
  channel: Channel,
  [dark, bright]: readonly [Plateau, Plateau],
  top: number,
  subject: Told,
): LevelReading {
  if (dark.level > BLACK) {
    if (dark.level <= HALF && bright.level > HALF) return readShades(channel, top, subject);
    throw unclear(truthSays.truthTwoGreys(subject, dark.level, bright.level));
  }
  if (bright.level >= NEARLY_WHITE) return readShades(channel, top, subject);
  const within = (value: number, { low, high }: Plateau) => value >= low && value <= high;
  const between = countWhere(
    channel.values,
    (value) => !within(value, dark) && !within(value, bright),
  );
  if (between > EDGE_SHARE * channel.values.length) return readShades(channel, top, subject);
  const note = truthSays.truthBrightest(bright.level);
  return truthOf(channel.values, 'mask', note, (value) => Math.min(value / bright.level, 1));
}

/** The number of people that makes all levels whole counts when 255 is everybody; null for none up to 12. */
function peopleBehind(levels: readonly number[]): number | null {
  for (let people = levels.length - 1; people <= PASCAL_S_PEOPLE; people++) {
    const step = WHITE / people;
    if (levels.every((level) => Math.abs(level - step * Math.round(level / step)) <= 1)) {
      return people;
    }
  }
  return null;
}

function readSeveralLevels(
  channel: Channel,
  plateaus: readonly Plateau[],
  top: number,
  subject: Told,
): LevelReading {
  const levels = plateaus.map(({ level }) => level);
  const [lowest, second, ...rest] = levels as [number, number, ...number[]];
  const brightest = rest.at(-1)!;
  if (lowest > BLACK) throw unclear(truthSays.truthNoBlack(subject, levels));
  if (brightest < NEARLY_WHITE) {
    return labels(channel, truthSays.truthLabels(levels), Math.ceil(second / 2));
  }
  const people = levels.length >= FEWEST_NESTED ? peopleBehind(levels) : null;
  if (people !== null) return shareOfPeople(channel, people, WHITE);
  const levelOf = Array.from({ length: 256 }, (_, value) => {
    const found = plateaus.findIndex(({ low, high }) => value >= low && value <= high);
    return found < 0 ? undefined : found;
  });
  const middle = (value: number) => value > plateaus[0]!.high && value < plateaus.at(-1)!.low;
  const flat = (value: number) => levelOf[value] !== undefined && middle(value);
  const isMore = (count: number) => count > BLEMISH_SHARE * channel.values.length;
  const doubtful = countWhere(channel.values, (value) => flat(value) && value <= HALF);
  if (!isMore(doubtful) || areNested(channel, levelOf)) {
    const shades = readShades(channel, top, subject);
    const greys = levels.slice(1, -1);
    return isMore(countWhere(channel.values, flat))
      ? { ...shades, note: truthSays.truthMiddle(greys, HALF) }
      : shades;
  }
  throw unclear(truthSays.truthLabelsOrSoft(subject, levels));
}

/** Whether labels stand beside the 255: a mask may have a few stray dark pixels. */
function hasSmallAreas({ height, width, values }: Channel): boolean {
  let flat = 0;
  const same = (pixel: number, other: number) => values[pixel] === values[other];
  eachFlatPixel(height, width, same, (pixel) => {
    if (values[pixel]! > 0 && values[pixel]! < WHITE) flat++;
  });
  return flat >= smallestArea(values.length);
}

/** 16 bits as 8: shades by their upper half, or as they are where nothing is above 255. */
function toBytes(channel: Channel, top: number): Channel {
  const { height, width, values } = channel;
  if (values instanceof Uint8Array) return channel;
  const bytes = new Uint8Array(values.length);
  for (let i = 0; i < bytes.length; i++) {
    bytes[i] = top <= WHITE ? values[i]! : Math.round(values[i]! / 257);
  }
  return { height, width, values: bytes };
}

function presentValues(values: Channel['values']): number[] {
  const seen = new Uint8Array(values instanceof Uint8Array ? 256 : 65536);
  for (const value of values) seen[value] = 1;
  return Array.from(seen.keys()).filter((value) => seen[value] === 1);
}

/**
 * Decides what the values of a ground truth mean. Background is 0 wherever there is a 0.
 *
 * Two values: the upper one is the object. Few small values are labels, or counts of people where they lie in each
 * other or go up to 12 with gaps. Shades up to white are a soft mask, in its own values. Flat areas of several greys
 * are labels below white, and counts of people where they are whole steps of it.
 *
 * @param subject how messages call the file
 * @throws ImageError when nothing decides between two readings that differ
 */
export function readLevels(channel: Channel, subject: Told): LevelReading {
  const present = presentValues(channel.values);
  const top = present.at(-1)!;
  const { values } = channel;
  const white = top > WHITE ? 65535 : WHITE;
  if (top === 0) {
    return truthOf(values, 'mask', truthSays.truthBlack(), () => 0);
  }
  if (present.length === 1) {
    if (top <= white / 2) throw unclear(truthSays.truthOneValue(subject, top));
    return truthOf(values, 'mask', truthSays.truthWhite(), () => 1);
  }
  if (present.length === 2 && present[0] === 0) {
    const note = top === white ? null : truthSays.truthTwoValues(top);
    return truthOf(values, 'mask', note, (value) => Number(value > 0));
  }
  const beneath = top === WHITE ? present.at(-2)! : top;
  if (top <= HIGHEST_SMALL || (beneath <= HIGHEST_SMALL && hasSmallAreas(channel))) {
    return readSmall(toBytes(channel, top), present, subject);
  }
  if (top > WHITE && top < white && present[0] === 0 && present.length <= MOST_LEVELS) {
    return labels(channel, truthSays.truthLabels(present));
  }
  const bytes = toBytes(channel, top);
  const highest = top > WHITE ? Math.round(top / 257) : top;
  const plateaus = findPlateaus(bytes);
  if (plateaus === null || plateaus.length < 2 || plateaus.length > MOST_LEVELS) {
    return readShades(bytes, highest, subject);
  }
  if (plateaus.length === 2) {
    return readTwoLevels(bytes, [plateaus[0]!, plateaus[1]!], highest, subject);
  }
  return readSeveralLevels(bytes, plateaus, highest, subject);
}
