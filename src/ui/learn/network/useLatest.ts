import { useEffect, useRef, useState } from 'react';
import { type Told, toldOf } from '../../../languages/sentence.ts';

/** What was computed last, and whether it is what is asked for now. */
export interface Latest<T> {
  /** Null before the first. */
  readonly value: T | null;
  readonly busy: boolean;
  /** Why what is asked for could not be computed, in a sentence; null where it could. */
  readonly problem: Told | null;
}

interface Settled<T> {
  readonly key: string | null;
  readonly value: T | null;
  readonly problem: Told | null;
}

/**
 * Computes what a key stands for, one thing at a time, and of those that wait the latest alone. Until it is there, what was
 * computed before is shown.
 *
 * @param key of all that the result depends on; null asks for nothing
 */
export function useLatest<T>(key: string | null, compute: () => Promise<T>): Latest<T> {
  const [settled, setSettled] = useState<Settled<T>>({ key: null, value: null, problem: null });
  const newest = useRef<string | null>(null);
  const queue = useRef<Promise<void>>(Promise.resolve());
  const latest = useRef(compute);
  useEffect(() => {
    latest.current = compute;
  });
  useEffect(() => {
    newest.current = key;
    if (key === null) return;
    queue.current = queue.current.then(async () => {
      if (newest.current !== key) return;
      try {
        const value = await latest.current();
        setSettled({ key, value, problem: null });
      } catch (error) {
        setSettled(({ value }) => ({ key, value, problem: toldOf(error) }));
      }
    });
    return () => {
      newest.current = null;
    };
  }, [key]);
  const { value, problem } = settled;
  return { value, busy: key !== null && settled.key !== key, problem };
}
