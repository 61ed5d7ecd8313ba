import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { answerWithin, NoAnswer } from './deadline.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const never = new Promise<never>(() => undefined);

it('gives what comes in time, and leaves no timer behind', async () => {
  await expect(answerWithin(1000, 'It', Promise.resolve(7))).resolves.toBe(7);
  await expect(answerWithin(1000, 'It', Promise.reject(new Error('no')))).rejects.toThrow('no');
  expect(vi.getTimerCount()).toBe(0);
});

it('gives up what never answers, and names it', async () => {
  const waiting = answerWithin(3000, 'The GPU', never);
  const outcome = expect(waiting).rejects.toThrow('The GPU gave no answer within 3 s.');
  await vi.advanceTimersByTimeAsync(3000);
  await outcome;
  await expect(waiting).rejects.toBeInstanceOf(NoAnswer);
});
