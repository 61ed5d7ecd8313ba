import { describe, expect, it } from 'vitest';
import { inEnglish, sayer, sentencesOf, ToldError, toldOf } from './sentence.ts';

const says = sentencesOf('shop', {
  closed: () => 'The shop is closed.',
  costs: (what: string, price: number) => `${what} costs ${price}.`,
  list: (names: readonly string[]) => names.join(' and '),
  lid: (of: string) => `the lid of ${of}`,
});

const say = sayer({
  shop: {
    closed: () => '閉店しました。',
    costs: (what: string, price: number) => `${what}は${price}円です。`,
    lid: (of: string) => `${of}のふた`,
  },
});

describe('a sentence', () => {
  it('is said in English and in another language', () => {
    const sentence = says.costs('A jar', 3);
    expect(inEnglish(sentence)).toBe('A jar costs 3.');
    expect(say(sentence)).toBe('A jarは3円です。');
    expect(say(says.closed())).toBe('閉店しました。');
  });

  it('may stand in another one', () => {
    const sentence = says.costs(says.lid('a jar'), 2);
    expect(inEnglish(sentence)).toBe('the lid of a jar costs 2.');
    expect(say(sentence)).toBe('a jarのふたは2円です。');
  });

  it('survives being copied to another thread', () => {
    const sentence = says.costs(says.lid('a jar'), 2);
    expect(say(structuredClone(sentence))).toBe(say(sentence));
  });

  it('stays in English where the other language lacks it', () => {
    expect(say(says.list(['a', 'b']))).toBe('a and b');
    expect(say('Out of memory')).toBe('Out of memory');
  });

  it('is cut where a hostile file makes it long', () => {
    const sentence = says.costs('x'.repeat(5000), 1);
    expect(sentence.english).toHaveLength(1000);
    expect(say(sentence)).toHaveLength(1000);
  });
});

describe('toldOf', () => {
  it('is an error’s sentence, its message, or the thing itself', () => {
    const sentence = says.closed();
    const error = new ToldError(sentence);
    expect(error.message).toBe('The shop is closed.');
    expect(toldOf(error)).toBe(sentence);
    expect(toldOf(new RangeError('far out'))).toBe('far out');
    expect(toldOf(3)).toBe('3');
  });
});
