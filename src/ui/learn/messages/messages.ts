import { Catalogue, useTexts } from '../../language/catalogue.ts';
import type { Texts } from '../../../languages/texts.ts';
import { english } from './english/english.ts';

/** Every text of `learn`. Another language is another folder beside `english` with an object of this type. */
export type LearnMessages = Texts<typeof english>;

export const learnTexts = new Catalogue<LearnMessages>(english, {
  ja: async () => (await import('../../../languages/japanese/learn/learn.ts')).japanese,
});

/** The course's texts in the language that is spoken. */
export function useLearnMessages(): LearnMessages {
  return useTexts(learnTexts);
}
