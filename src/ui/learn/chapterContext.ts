import { createContext, useContext } from 'react';
import type { ChapterId } from './chapterList.ts';

/** The chapter that is being read. */
export const ChapterContext = createContext<ChapterId | null>(null);

export function useChapter(): ChapterId {
  const chapter = useContext(ChapterContext);
  if (chapter === null) throw new Error('A part of a chapter was rendered outside of one.');
  return chapter;
}
