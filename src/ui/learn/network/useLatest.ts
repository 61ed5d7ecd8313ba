import { useEffect, useRef, useState } from 'react';
import { type Told, toldOf } from '../../../languages/sentence.ts';
import type { OwnWorker } from '../../../worker/ownWorker.ts';

/** What was computed last, and whether it is what is asked for now. */
export interface Latest<T> {
  /** Null before the first. */
  readonly value: T | null;
  readonly busy: boolean;
  /** Why what was asked for last could not be computed, in a sentence; null where it could. */
  readonly problem: Told | null;
  /** Computes what is asked for once more. */
  readonly again: () => void;
}

interface Settled<T> {
  /** With the number of the attempt. */
  readonly asked: string | null;
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
  const [attempt, setAttempt] = useState(1);
  const [settled, setSettled] = useState<Settled<T>>({ asked: null, value: null, problem: null });
  const asked = key && `${attempt} ${key}`;
  const newest = useRef<string | null>(null);
  const queue = useRef<Promise<void>>(Promise.resolve());
  const latest = useRef(compute);
  useEffect(() => {
    latest.current = compute;
  });
  useEffect(() => {
    newest.current = asked;
    if (asked === null) return;
    queue.current = queue.current.then(async () => {
      if (newest.current !== asked) return;
      try {
        const value = await latest.current();
        setSettled({ asked, value, problem: null });
      } catch (error) {
        setSettled(({ value }) => ({ asked, value, problem: toldOf(error) }));
      }
    });
    return () => {
      newest.current = null;
    };
  }, [asked]);
  const { value, problem } = settled;
  const busy = asked !== null && settled.asked !== asked;
  return { value, busy, problem, again: () => setAttempt((before) => before + 1) };
}

/** A worker of a chapter's own, as long as the chapter is read. */
export function useOwnWorker<Given extends readonly unknown[], Session>(
  make: () => OwnWorker<Given, Session>,
): OwnWorker<Given, Session> {
  const [worker] = useState(make);
  useEffect(() => () => worker.end(), [worker]);
  return worker;
}
