import { describe, expect, it } from 'vitest';
import { oneLine, OVER_THE_LINE, plainStream, plainText, whyNotPrinted } from './terminal.ts';

describe('plainText', () => {
  it('shows what a terminal would obey', () => {
    expect(plainText('a\u001b[2J\u0007\u009b\r.png')).toBe(
      String.raw`a\u001b[2J\u0007\u009b\u000d.png`,
    );
    expect(plainText('gnp.\u202eexe')).toBe(String.raw`gnp.\u202eexe`);
  });

  it('leaves tabs, lines, and letters of every language', () => {
    const text = 'a\tb\n猫 🦊 é\n';
    expect(plainText(text)).toBe(text);
  });
});

it('brings a name of several lines to one', () => {
  expect(oneLine('a \r\n b\nc\n')).toBe('a b c');
});

it('lets a line be written over, by the program alone', () => {
  const written: string[] = [];
  const { write } = plainStream({
    isTTY: true,
    write: (text: Uint8Array | string) => written.push(String(text)) > 0,
  });
  write(`${OVER_THE_LINE}1/3 ${OVER_THE_LINE}`);
  expect(written).toEqual([String.raw`${OVER_THE_LINE}1/3 \u000d\u001b[K`]);
});

it('tells of results that could not be printed, and not of a reader that had enough', () => {
  const error = (code: string) => Object.assign(new Error('write'), { code });
  expect(whyNotPrinted(error('EPIPE'))).toBeNull();
  expect(whyNotPrinted(error('ENOSPC'))).toContain('the disk is full');
  expect(whyNotPrinted(error('EIO'))).toContain('(EIO)');
});
