import { afterEach, expect, it, vi } from 'vitest';
import { fetchExampleList, parseExampleList } from './exampleList.ts';

afterEach(() => vi.unstubAllGlobals());

const entry = { id: 'aloe', title: 'Aloe', rgb: 'aloe/rgb.jpg', depth: 'aloe/depth.png' };

it('reads the list, with defaults for what is missing', () => {
  const [pair] = parseExampleList([
    { ...entry, near: 'dark', width: 640, licence: 'CC0', gt: 'x' },
  ]);
  const read = { id: 'aloe', photo: 'aloe/rgb.jpg', depth: 'aloe/depth.png', truth: 'x' };
  expect(pair).toMatchObject({ ...read, near: 'dark', width: 640, licence: 'CC0', credit: '' });
  expect(parseExampleList([entry])[0]!.near).toBe('bright');
});

it('takes the result made beforehand whole, or not at all', () => {
  const region = { area: 0.1, x: 0.5, y: 0.5, holders: [true, false], adjoins: true };
  const look = { seed: 7, consensus: 'c.jpg', answers: ['1.jpg'], agreed: [], contested: [region] };
  expect(parseExampleList([{ ...entry, look }])[0]!.look).toEqual(look);
  expect(parseExampleList([{ ...entry, look: { consensus: 'c.jpg' } }])[0]!.look).toBeNull();
});

it('leaves out what cannot be opened', () => {
  expect(parseExampleList([{ ...entry, rgb: undefined }, null, 3, entry])).toHaveLength(1);
  expect(parseExampleList({})).toEqual([]);
});

it('is told as missing where the host answers with something else', async () => {
  vi.stubGlobal('document', { baseURI: 'http://host/' });
  for (const body of ['{}', '[3]', '<!doctype html>']) {
    vi.stubGlobal('fetch', () => Promise.resolve(new Response(body)));
    await expect(fetchExampleList()).rejects.toThrow();
  }
});
