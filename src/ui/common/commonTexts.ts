import type { Texts } from '../../languages/languages.ts';
import { Catalogue, useTexts } from '../language/catalogue.ts';
import { commonMessages } from './messages.ts';

type CommonMessages = Texts<typeof commonMessages>;

/** What the page and the course both say. Its English is always here, so that something can be said of what fails to load. */
const commonTexts = new Catalogue<CommonMessages>(
  {
    en: async () => commonMessages,
    ja: async () => (await import('../japanese/common/common.ts')).commonJapanese,
  },
  commonMessages,
);

/** The common texts in the language that is spoken. */
export function useCommonMessages(): CommonMessages {
  return useTexts(commonTexts);
}
