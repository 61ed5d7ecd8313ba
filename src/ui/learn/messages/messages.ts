import { Catalogue, useTexts } from '../../language/catalogue.ts';
import { english, type LearnMessages } from './english/english.ts';

/** Every text of `learn`, a folder a language. */
export const learnTexts = new Catalogue<LearnMessages>(english, {
  ja: async () => (await import('../../../languages/japanese/learn/learn.ts')).japanese,
});

/** The course's texts in the language that is spoken. */
export function useLearnMessages(): LearnMessages {
  return useTexts(learnTexts);
}
