import type { Messages } from './english.ts';
import { Catalogue, useTexts } from './language/catalogue.ts';

/** Every text of the page, in the languages there are. It is loaded with the page's code; the course does without. */
export const pageTexts = new Catalogue<Messages>({
  en: async () => (await import('./english.ts')).english,
  ja: async () => (await import('./japanese/page/page.ts')).japanese,
});

/** The page's texts in the language that is spoken. */
export function useMessages(): Messages {
  return useTexts(pageTexts);
}
