/** A chapter that can be read: its name in links, its number in the course, and the questions that it asks. */
export interface ChapterFacts {
  readonly id: string;
  readonly number: number;
  readonly questions: readonly string[];
}

/** In the order of the course. */
export const CHAPTER_LIST = [
  { id: 'saliency', number: 1, questions: ['task', 'people', 'fusion'] },
  { id: 'fcn', number: 2, questions: ['coarse', 'skips', 'join'] },
  { id: 'transposed-convolution', number: 3, questions: ['size', 'checkerboard', 'quiz'] },
  { id: 'dilation', number: 4, questions: ['field', 'gridding', 'dense'] },
  { id: 'autoencoder', number: 5, questions: ['two', 'holes', 'collapse', 'kl'] },
  { id: 'uc-net', number: 6, questions: ['unused', 'cheap', 'shuffle', 'vote', 'trust'] },
  { id: 'attention', number: 7, questions: ['squeeze', 'hide', 'other'] },
  { id: 'measures', number: 8, questions: ['black', 'shift', 'beta'] },
  { id: 'ablations', number: 9, questions: ['prior', 'dropout', 'fair'] },
] as const satisfies readonly ChapterFacts[];

export type ChapterId = (typeof CHAPTER_LIST)[number]['id'];

/** The part of the page that teaches, as the address names it: `#learn`, or `#learn/CHAPTER?state`. */
export interface LearnRoute {
  /** Null is the table of contents. */
  readonly chapter: string | null;
  /** What the chapter's handles are set to; empty where they stand as at first. */
  readonly state: string;
}

/** @returns null for an address of the page itself */
export function parseLearnHash(hash: string): LearnRoute | null {
  const parts = /^#learn(?:\/([^?]*))?(?:\?(.*))?$/.exec(hash);
  if (parts === null) return null;
  return { chapter: parts[1] || null, state: parts[2] ?? '' };
}

/** With the leading `#`. */
export function formatLearnHash({ chapter, state }: LearnRoute): string {
  if (chapter === null) return '#learn';
  return `#learn/${chapter}${state === '' ? '' : `?${state}`}`;
}

/**
 * The chapter that a teacher's page shows alone, by `?embed=CHAPTER`, also as `learn/CHAPTER`; `?embed=1` takes the chapter of
 * the hash. Null on the page itself.
 */
export function embeddedChapter(search: string, hash: string): string | null {
  const named = new URLSearchParams(search).get('embed');
  if (named === null) return null;
  const chapter = named.replace(/^#?learn\//, '');
  return chapter === '' || chapter === '1' ? (parseLearnHash(hash)?.chapter ?? null) : chapter;
}
