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
