import { describe, expect, it } from 'vitest';
import type {
  AnswerRegions,
  ContestedRegion,
  HeldRegions,
  Region,
} from '../../inference/regions.ts';
import { resultMessages } from './messages.ts';
import { resultJapanese } from '../japanese/page/result.ts';
import { nextPart, numbersIn, placeOf, tellHeld, tellRegions } from './sentence.ts';

const EMPTY = { height: 1, width: 1, data: new Float32Array(1) };

function part(x: number, y: number, area: number, ...holders: boolean[]): ContestedRegion {
  return { x, y, area, holders, adjoins: false };
}

function along(...given: Parameters<typeof part>): ContestedRegion {
  return { ...part(...given), adjoins: true };
}

type Words = Parameters<typeof tellRegions>[2];

function tell(
  agreed: Region[],
  contested: ContestedRegion[],
  count = 5,
  words: Words = resultMessages,
): string {
  const regions: AnswerRegions = { share: EMPTY, agreed, contested, labels: new Uint8Array(1) };
  return tellRegions(regions, count, words)
    .map(({ text }) => text)
    .join('');
}

const MIDDLE = part(0.5, 0.5, 0.081, true, true, true, true, true);
const RIGHT = part(0.9, 0.6, 0.05, true, true, false, false, true);
const CORNER = part(0.1, 0.9, 0.02, false, true, false, false, false);

describe('the sentence over the answers', () => {
  it('counts the people in words', () => {
    expect([1, 5, 12, 32].map(resultMessages.sentence.lead)).toEqual([
      'Asked what stands out here, one person might answer like this.',
      'Asked what stands out here, five people might answer like this.',
      'Asked what stands out here, twelve people might answer like this.',
      'Asked what stands out here, 32 people might answer like this.',
    ]);
  });

  it('says where they agree and where they differ, by how many', () => {
    expect(tell([MIDDLE], [RIGHT, CORNER])).toBe(
      'All five agree on the middle, 8% of the picture, and differ mainly about two places: the right (3 of 5) and the lower left (1 of 5).',
    );
    expect(tell([MIDDLE], [RIGHT])).toBe(
      'All five agree on the middle, 8% of the picture, and differ mainly about one place: the right (3 of 5).',
    );
  });

  it('does not call two things by one name', () => {
    const beside = along(0.6, 0.6, 0.04, true, false, false, false, true);
    expect(tell([MIDDLE], [beside, RIGHT])).toContain(
      'more of the middle (2 of 5) and the right (3 of 5).',
    );
    expect(tell([MIDDLE], [beside], 5, resultJapanese)).toContain('中央の別の部分（5 人中 2 人）');
  });

  it('says which way the second of two parts of one name lies', () => {
    const lower = part(0.92, 0.66, 0.02, true, false, false, false, false);
    const farther = part(0.99, 0.62, 0.01, true, false, false, false, false);
    expect(tell([], [RIGHT, lower, farther])).toContain(
      'the right (3 of 5), the right, lower down (1 of 5) and the right, further right (1 of 5).',
    );
    expect(tell([], [lower, RIGHT], 5, resultJapanese)).toContain(
      '右（5 人中 1 人）、右の上寄り（5 人中 3 人）。',
    );
  });

  it('calls a second part more of what all mark, and a third by its way from the second', () => {
    const right = along(0.6, 0.5, 0.04, true, false, false, false, true);
    const left = along(0.4, 0.5, 0.03, true, false, false, false, false);
    expect(tell([MIDDLE], [right, left])).toContain(
      'more of the middle (2 of 5) and the middle, further left (1 of 5).',
    );
  });

  it('calls a thing of its own beside what all mark by its way from there', () => {
    const horse = part(0.6, 0.52, 0.01, true, false, false, true, false);
    expect(tell([MIDDLE], [horse])).toContain('one place: the middle, further right (2 of 5).');
    expect(tell([MIDDLE], [horse], 5, resultJapanese)).toContain('中央の右寄り（5 人中 2 人）');
  });

  it('calls a part between two of its name so, and not by its way from one of them', () => {
    const [left, between] = [0.36, 0.51].map((x) => part(x, 0.52, 0.02, true, false, false));
    const front = part(0.66, 0.5, 0.05, true, true, true);
    expect(tell([front], [left!, between!], 3)).toContain(
      'the middle, further left (1 of 3) and the middle, in between (1 of 3).',
    );
    expect(tell([front], [left!, between!], 3, resultJapanese)).toContain(
      '中央の左寄り（3 人中 1 人）、中央の中ほど（3 人中 1 人）',
    );
  });

  it('gives every part a name of its own', () => {
    const parts = [0.55, 0.6, 0.65].map((x, index) =>
      part(x, 0.52 + 0.01 * index, 0.01, true, false, false, false, false),
    );
    expect(tell([MIDDLE], parts)).toContain(
      'the middle, further right (1 of 5), the middle, lower down (1 of 5) and more of the middle (1 of 5).',
    );
  });

  it('leads from what it counts to one part after the other', () => {
    const regions = { agreed: [], contested: [RIGHT, CORNER, RIGHT, CORNER, CORNER] };
    const counted = tellRegions(regions, 5, resultMessages).at(-2)!;
    expect(counted.text).toBe('two more');
    expect(numbersIn(counted)).toBe('4–5');
    expect([null, 0, 3, 4].map((chosen) => nextPart(counted, chosen))).toEqual([3, 3, 4, 4]);
  });

  it('names two places that all mark and counts the others', () => {
    const far = part(0.2, 0.5, 0.02, true);
    const low = part(0.5, 0.9, 0.01, true);
    expect(tell([MIDDLE, far], [], 1)).toBe(
      'This answer marks the middle and the left, 10% of the picture.',
    );
    expect(tell([MIDDLE, far, low, CORNER], [], 1)).toBe(
      'This answer marks the middle, the left and two more places, 13% of the picture.',
    );
    expect(tell([MIDDLE, far, low], [RIGHT])).toContain(
      'All five agree on the middle, the left and one more place, 11% of the picture, and differ',
    );
    expect(tell([MIDDLE, far, low], [], 1, resultJapanese)).toBe(
      'この回答は中央と左、ほか一か所（画像の 11%）を選びます。',
    );
  });

  it('names three places and counts the others', () => {
    expect(tell([], [RIGHT, CORNER, RIGHT, CORNER, CORNER])).toBe(
      'They agree on nothing, and differ mainly about five places: the right (3 of 5), the lower left (1 of 5), more of the right (3 of 5) and two more.',
    );
  });

  it('does not claim a difference or a mark that is not there', () => {
    expect(tell([MIDDLE], [])).toBe(
      'All five agree on the middle, 8% of the picture, and hardly differ.',
    );
    expect(tell([MIDDLE], [], 2)).toContain('Both agree on the middle');
    expect(tell([], [])).toBe('None of them marks anything.');
    expect(tell([MIDDLE], [], 1)).toBe('This answer marks the middle, 8% of the picture.');
    expect(tell([], [], 1)).toBe('This answer marks nothing.');
  });

  it('carries the number of each part that it names', () => {
    const regions = {
      share: EMPTY,
      agreed: [],
      contested: [RIGHT, CORNER],
      labels: new Uint8Array(1),
    };
    expect(
      tellRegions(regions, 5, resultMessages).flatMap(({ part: number }) => number ?? []),
    ).toEqual([0, 1]);
  });

  it('knows nine places', () => {
    expect([placeOf({ x: 0, y: 0 }), placeOf({ x: 1, y: 1 }), placeOf({ x: 0.5, y: 0.1 })]).toEqual(
      ['upper-left', 'lower-right', 'top'],
    );
  });
});

describe('the sentence in Japanese', () => {
  it('counts the people', () => {
    expect([1, 5, 32].map(resultJapanese.sentence.lead)).toEqual([
      '目を引くのは何か、一人に尋ねると、こう答えるかもしれません。',
      '目を引くのは何か、五人に尋ねると、こう答えるかもしれません。',
      '目を引くのは何か、32 人に尋ねると、こう答えるかもしれません。',
    ]);
  });

  it.each([
    [
      [MIDDLE],
      [RIGHT, CORNER],
      5,
      '五人とも中央（画像の 8%）で一致し、主に二か所で分かれます: 右（5 人中 3 人）、左下（5 人中 1 人）。',
    ],
    [
      [],
      [RIGHT, CORNER, RIGHT, CORNER, CORNER],
      5,
      '全員が選ぶ所はなく、主に五か所で分かれます: 右（5 人中 3 人）、左下（5 人中 1 人）、右の別の部分（5 人中 3 人）、ほか二か所。',
    ],
    [
      [MIDDLE, CORNER],
      [],
      5,
      '五人とも中央と左下（画像の 10%）で一致し、違いはほとんどありません。',
    ],
    [[], [], 5, 'だれも何も選びません。'],
    [[MIDDLE], [], 1, 'この回答は中央（画像の 8%）を選びます。'],
    [[], [], 1, 'この回答は何も選びません。'],
  ])('says what is common and what differs (%#)', (agreed, contested, count, text) => {
    expect(tell(agreed, contested, count, resultJapanese)).toBe(text);
  });
});

describe('the sentence of one answer', () => {
  const LEFT = part(0.1, 0.5, 0.03, true, true, true, true, true);
  const regions = { agreed: [MIDDLE, LEFT], contested: [RIGHT, CORNER] };
  const held = (change: Partial<HeldRegions>): HeldRegions => ({
    ...{ area: 0.12, agreed: [true, true], contested: [true, false], alone: [] },
    ...change,
  });
  const say = (
    change: Partial<HeldRegions>,
    { number = null, count = 5, words = resultMessages, of = regions }: SayOptions = {},
  ) =>
    tellHeld(of, held(change), number, count, words)
      .map(({ text }) => text)
      .join('');
  interface SayOptions {
    readonly number?: number | null;
    readonly count?: number;
    readonly words?: Words;
    readonly of?: Pick<AnswerRegions, 'agreed' | 'contested'>;
  }
  const ja = { words: resultJapanese };

  it('says which of their places it marks, and which it leaves out', () => {
    expect(say({})).toBe(
      'Your answer marks 12% of the picture: the middle and the left (as all five do) and the right (3 of 5), but not the lower left (1 of 5).',
    );
    expect(say({}, ja)).toBe(
      'あなたの回答は画像の 12% を選びます: 中央と左（五人とも選ぶ所）、右（5 人中 3 人）。左下（5 人中 1 人）は選びません。',
    );
    expect(say({ contested: [true, true] }, { number: 3 })).toBe(
      'Answer 3 marks 12% of the picture: the middle and the left (as all five do), the right (3 of 5) and the lower left (1 of 5).',
    );
    expect(say({ contested: [true, true] }, { ...ja, number: 3 })).toContain('回答 3 は画像の');
  });

  it('names the parts by their numbers, as the picture has them', () => {
    const pieces = tellHeld(regions, held({ contested: [false, true] }), null, 5, resultMessages);
    expect(pieces.filter((piece) => piece.part !== undefined)).toEqual([
      { text: 'the lower left (1 of 5)', part: 1 },
      { text: 'the right (3 of 5)', part: 0 },
    ]);
  });

  it('leaves out what all others mark, too', () => {
    expect(say({ agreed: [true, false], contested: [false, false] })).toBe(
      'Your answer marks 12% of the picture: the middle (as all five do), but not the left (5 of 5), the right (3 of 5) or the lower left (1 of 5).',
    );
    // Of two parts that go by one name, the one that it marks is named.
    const twice = { agreed: [MIDDLE, MIDDLE], contested: [] };
    expect(say({ agreed: [true, false], contested: [] }, { of: twice })).toBe(
      'Your answer marks 12% of the picture: the middle (as all five do).',
    );
  });

  it('says what it marks alone, by a name that is not taken', () => {
    const own = part(0.5, 0.4, 0.02, false, false, false, false, false);
    expect(say({ alone: [own] })).toContain(
      'the right (3 of 5) and the middle, higher up (as none of the five does), but not',
    );
    expect(say({ alone: [own, own] })).toContain('two places (as none of the five does)');
    expect(say({ alone: [own] }, ja)).toContain('中央の上寄り（だれも選ばない所）。');
    expect(say({ alone: [own] }, { count: 1 })).toContain('(as answer 1 does not)');
  });

  it('counts what the other sentence counts, and says when there is nothing', () => {
    const many = { agreed: [], contested: [RIGHT, CORNER, LEFT, MIDDLE, RIGHT] };
    const contested = [true, false, false, true, true];
    expect(say({ agreed: [], contested }, { of: many })).toBe(
      'Your answer marks 12% of the picture: the right (3 of 5) and two more, but not the lower left (1 of 5) or the left (5 of 5).',
    );
    const nothing = { agreed: [false, false], contested: [false, false] };
    expect(say(nothing)).toBe('Your answer marks hardly anything.');
    expect(say(nothing, ja)).toBe('あなたの回答はほとんど何も選びません。');
  });
});
