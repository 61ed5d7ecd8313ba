import { expect, it, vi } from 'vitest';
import { RecentValues } from './decodedFiles.ts';

it('makes a value once while it is among the last asked for', async () => {
  const values = new RecentValues<string>(2);
  const make = vi.fn(async (key: string) => key.toUpperCase());
  const get = (key: string) => values.get(key, () => make(key));
  expect(await get('a')).toBe('A');
  await get('b');
  await get('a');
  expect(make).toHaveBeenCalledTimes(2);
  await get('c');
  await get('a');
  expect(make).toHaveBeenCalledTimes(3);
  await get('b');
  expect(make).toHaveBeenCalledTimes(4);
});

it('tries again after a failure', async () => {
  const values = new RecentValues<number>(2);
  await expect(values.get('a', () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  expect(await values.get('a', async () => 7)).toBe(7);
});
