import { createContext, use, useContext, useEffect, useState } from 'react';
import {
  type ChapterId,
  embeddedChapter,
  formatLearnHash,
  parseLearnHash,
} from '../parts/learnLinks.ts';
import {
  damagedFields,
  type Fields,
  readFields,
  type ValuesOf,
  writeFields,
} from './linkedFields.ts';

/** The chapter that is being read. */
export const ChapterContext = createContext<ChapterId | null>(null);

/** Takes the names of what in the link could not be read. */
export const DamageContext = createContext<(names: readonly string[]) => void>(() => undefined);

export function useChapter(): ChapterId {
  const chapter = useContext(ChapterContext);
  if (chapter === null) throw new Error('A part of a chapter was rendered outside of one.');
  return chapter;
}

/** Browsers refuse an address bar that changes with every move of a slider. */
const WRITE_DELAY_MS = 150;

/** What the address says of a chapter, null where it speaks of something else. */
function stateInAddress(chapter: string): string | null {
  const route = parseLearnHash(location.hash);
  if (route === null)
    return embeddedChapter(location.search, location.hash) === chapter ? '' : null;
  return route.chapter === chapter ? route.state : null;
}

/**
 * A chapter's state, kept alike with the address: a link reproduces it.
 *
 * @returns the values, and a function that changes some of them
 */
export function useLinkedFields<F extends Fields>(
  fields: F,
): [ValuesOf<F>, (change: Partial<ValuesOf<F>>) => void] {
  const chapter = useChapter();
  const tellDamage = use(DamageContext);
  const [values, setValues] = useState(() => readFields(fields, stateInAddress(chapter) ?? ''));
  useEffect(() => {
    const timer = setTimeout(() => {
      const before = stateInAddress(chapter);
      const state = writeFields(fields, values);
      // Replacing fires no `hashchange`, so that only the reader's own edits come back.
      if (before !== null && before !== state) {
        history.replaceState(null, '', formatLearnHash({ chapter, state }));
      }
    }, WRITE_DELAY_MS);
    return () => clearTimeout(timer);
  }, [chapter, fields, values]);
  useEffect(() => {
    const tell = (state: string) => tellDamage(damagedFields(fields, state));
    tell(stateInAddress(chapter) ?? '');
    const read = () => {
      const state = stateInAddress(chapter);
      if (state === null) return;
      setValues(readFields(fields, state));
      tell(state);
    };
    addEventListener('hashchange', read);
    return () => removeEventListener('hashchange', read);
  }, [chapter, fields, tellDamage]);
  return [values, (change) => setValues((before) => ({ ...before, ...change }))];
}
