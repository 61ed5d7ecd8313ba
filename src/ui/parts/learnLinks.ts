/** A chapter that can be read. */
export interface ChapterFacts {
  /** Its name in links. */
  readonly id: string;
  /** In the course. */
  readonly number: number;
  /** What it asks, and the number of each right option, from 0: the same in every language. */
  readonly questions: Readonly<Record<string, number>>;
}

/** In the order of the course. */
export const CHAPTER_LIST = [
  { id: 'saliency', number: 1, questions: { task: 2, people: 1, fusion: 1, focus: 1 } },
  { id: 'fcn', number: 2, questions: { coarse: 2, skips: 1, join: 1 } },
  { id: 'transposed-convolution', number: 3, questions: { size: 2, checkerboard: 1, quiz: 1 } },
  { id: 'dilation', number: 4, questions: { field: 2, gridding: 2, dense: 2, edge: 2 } },
  { id: 'autoencoder', number: 5, questions: { two: 2, holes: 1, collapse: 1, kl: 1 } },
  { id: 'uc-net', number: 6, questions: { unused: 1, cheap: 2, shuffle: 1, vote: 2, trust: 0 } },
  { id: 'attention', number: 7, questions: { squeeze: 2, hide: 1, other: 1 } },
  { id: 'measures', number: 8, questions: { black: 2, shift: 3, beta: 0 } },
  { id: 'ablations', number: 9, questions: { prior: 2, dropout: 1, fair: 1, alike: 0 } },
] as const satisfies readonly ChapterFacts[];

export type ChapterId = (typeof CHAPTER_LIST)[number]['id'];

/** The number of the right option of a chapter's question. */
export function rightOption(chapter: ChapterId, question: string): number {
  const facts: ChapterFacts | undefined = CHAPTER_LIST.find(({ id }) => id === chapter);
  const right = facts?.questions[question];
  if (right === undefined) throw new Error(`Chapter ${chapter} does not ask “${question}”.`);
  return right;
}

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
