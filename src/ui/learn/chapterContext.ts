import { createContext, useContext } from 'react';
import type { ChapterId } from '../parts/learnLinks.ts';

/** The chapter that is being read. */
export const ChapterContext = createContext<ChapterId | null>(null);

/** Takes the names of what in the link could not be read. */
export const DamageContext = createContext<(names: readonly string[]) => void>(() => undefined);

export function useChapter(): ChapterId {
  const chapter = useContext(ChapterContext);
  if (chapter === null) throw new Error('A part of a chapter was rendered outside of one.');
  return chapter;
}
