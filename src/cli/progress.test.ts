import { describe, expect, it } from 'vitest';
import { NoteTally, Progress } from './progress.ts';

function start(isTTY: boolean, total: number) {
  let time = 0;
  const written: string[] = [];
  const stream = { isTTY, write: (text: string) => written.push(text) };
  const progress = new Progress(stream, 'evaluate', total, () => time);
  const step = (milliseconds: number) => {
    time += milliseconds;
    progress.advance();
  };
  return { progress, written, step };
}

describe('Progress', () => {
  it('tells the rate and the time left', () => {
    const { progress, step } = start(false, 100);
    for (let i = 0; i < 10; i++) step(500);
    expect(progress.text()).toBe('evaluate 10/100 (10%), 2.00 images/s, 45 s left');
  });

  it('follows a change of speed within a minute', () => {
    const { progress, step } = start(false, 1000);
    for (let i = 0; i < 50; i++) step(100);
    for (let i = 0; i < 40; i++) step(2000);
    expect(progress.text()).toContain('0.50 images/s');
  });

  it('writes a line every ten seconds where lines stay, and one at the end', () => {
    const { written, step } = start(false, 50);
    for (let i = 0; i < 50; i++) step(1000);
    expect(written).toHaveLength(6);
    expect(written.at(-1)).toMatch(/^evaluate 50\/50 \(100%\).*images\/s\n$/);
  });

  it('writes over its line on a terminal, and around notes', () => {
    const { progress, written, step } = start(true, 3);
    step(1000);
    progress.note('Skipped: a.png is damaged.');
    step(1000);
    progress.close();
    expect(written[0]).toContain('\r\u001b[Kevaluate 1/3');
    expect(written.slice(1, 3)).toEqual(['\n', 'Skipped: a.png is damaged.\n']);
    expect(written.at(-1)).toBe('\n');
  });
});

it('tells each sentence once, the most frequent first', () => {
  const tally = new NoteTally();
  for (const note of ['Red.', 'Blue.', null, 'Blue.']) tally.add(note);
  expect(tally.lines('Masks')).toEqual(['Masks (2): Blue.', 'Masks (1): Red.']);
  expect(tally.json()).toEqual([
    { note: 'Blue.', files: 2 },
    { note: 'Red.', files: 1 },
  ]);
});

it('keeps the terminal short', () => {
  const tally = new NoteTally();
  for (let i = 0; i < 13; i++) tally.add(`Number ${i}.`);
  expect(tally.lines('Masks')).toHaveLength(11);
  expect(tally.lines('Masks').at(-1)).toBe('Masks: 3 more notes of this kind');
  expect(tally.json()).toHaveLength(13);
});
