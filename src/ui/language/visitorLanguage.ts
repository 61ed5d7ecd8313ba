import { speak } from './catalogue.ts';
import {
  addressIn,
  chooseLanguage,
  type Language,
  languageOfAddress,
  languageOfTags,
} from '../../languages/languages.ts';

const KEY = 'language';

function kept(): string | null {
  try {
    return localStorage.getItem(KEY);
  } catch {
    // Storage is off: the link and the browser say enough.
    return null;
  }
}

/** A link shows everybody the same: it names the language, unless it is what the browser asks for anyway. */
function nameInAddress(language: Language): void {
  history.replaceState(history.state, '', addressIn(language, location.href));
}

/** Speaks what the visitor asks for: by the link, by an earlier choice, or by the browser's settings. */
export async function speakVisitorsLanguage(): Promise<void> {
  const browser = navigator.languages;
  const language = chooseLanguage({ address: location.href, kept: kept(), browser });
  await speak(language);
  const isNamed = languageOfAddress(location.search) === language;
  if (!isNamed && language !== languageOfTags(browser)) nameInAddress(language);
}

/** The visitor chooses a language, for this visit, the next one, and the link. */
export async function switchLanguage(language: Language): Promise<void> {
  try {
    localStorage.setItem(KEY, language);
  } catch {
    // Without storage the choice lasts as long as the page.
  }
  nameInAddress(language);
  await speak(language);
}
