import { useSyncExternalStore } from 'react';
import type { ChapterFacts } from '../parts/learnLinks.ts';

/** The options that a reader chose, by chapter and question. */
type Answers = Readonly<Record<string, number>>;

const KEY = 'learn-answers';

const listeners = new Set<() => void>();
let answers: Answers | null = null;

/** What a browser kept: anything at all, for a reader may have edited it. */
export function parseAnswers(text: string | null): Answers {
  try {
    const kept: unknown = JSON.parse(text ?? '{}');
    if (typeof kept !== 'object' || kept === null) return {};
    return Object.fromEntries(
      Object.entries(kept).filter(
        (entry): entry is [string, number] => Number.isInteger(entry[1]) && entry[1] >= 0,
      ),
    );
  } catch {
    return {};
  }
}

function read(): Answers {
  if (answers === null) {
    let text: string | null = null;
    try {
      text = localStorage.getItem(KEY);
    } catch {
      // Storage is off: answers last as long as the page.
    }
    answers = parseAnswers(text);
  }
  return answers;
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function nameOf(chapter: string, question: string): string {
  return `${chapter}/${question}`;
}

/** Keeps an answer, or forgets it by null. */
export function keepAnswer(chapter: string, question: string, option: number | null): void {
  const name = nameOf(chapter, question);
  const others = Object.entries(read()).filter(([each]) => each !== name);
  answers = Object.fromEntries(option === null ? others : [...others, [name, option]]);
  try {
    localStorage.setItem(KEY, JSON.stringify(answers));
  } catch {
    // As above.
  }
  for (const listener of listeners) listener();
}

/** The option that the reader chose for a question; null before. */
export function useAnswer(chapter: string, question: string): number | null {
  return useSyncExternalStore(subscribe, read)[nameOf(chapter, question)] ?? null;
}

/** How far a reader is with a chapter. */
export interface Progress {
  readonly answered: number;
  readonly right: number;
  /** Questions that were answered otherwise, in their order. */
  readonly missed: readonly string[];
}

/** How far somebody with these answers is with a chapter. */
export function progressOf(answers: Answers, { id: chapter, questions }: ChapterFacts): Progress {
  const given = Object.entries(questions).filter(
    ([question]) => nameOf(chapter, question) in answers,
  );
  const missed = given.filter(([question, right]) => answers[nameOf(chapter, question)] !== right);
  return {
    answered: given.length,
    right: given.length - missed.length,
    missed: missed.map(([question]) => question),
  };
}

/** As `progressOf`, of the answers that this browser keeps. */
export function useProgress(facts: ChapterFacts): Progress {
  return progressOf(useSyncExternalStore(subscribe, read), facts);
}
