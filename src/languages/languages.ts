/** The languages of the page, each by its own name. */
export const LANGUAGES = { en: 'English', ja: '日本語' } as const;

export type Language = keyof typeof LANGUAGES;

/** The texts that are always there, and the type of all others. */
export const FIRST_LANGUAGE = 'en' satisfies Language;

export const ALL_LANGUAGES = Object.keys(LANGUAGES) as Language[];

/** The type of a catalogue in any language: every key of the English one `T`, with texts of its own. */
export type Texts<T> = T extends string
  ? string
  : T extends (...values: infer V) => infer R
    ? (...values: V) => Texts<R>
    : T extends object
      ? { readonly [K in keyof T]: Texts<T[K]> }
      : T;

/** The page's language of a tag such as `ja-JP`; null for one that it does not speak. */
export function languageOfTag(tag: string | null | undefined): Language | null {
  const primary = tag?.toLowerCase().split(/[-_]/)[0];
  return ALL_LANGUAGES.find((language) => language === primary) ?? null;
}

/** What a visitor's browser asks for: the first of its languages that the page speaks. */
export function languageOfTags(tags: readonly string[]): Language {
  return tags.map(languageOfTag).find((language) => language !== null) ?? FIRST_LANGUAGE;
}

/** The language that an address names, by `?lang=ja` or anywhere in its hash; null where it names none. */
export function languageOfAddress(address: string): Language | null {
  return languageOfTag(/[?&#]lang=([\w-]+)/.exec(address)?.[1]);
}

/** The same address with `?lang=` in it. */
export function addressIn(language: Language, address: string): string {
  const url = new URL(address);
  url.searchParams.set('lang', language);
  return url.href;
}

/** What may say which language to speak. */
export interface LanguageHints {
  readonly address: string;
  /** What the visitor chose at an earlier visit. */
  readonly kept: string | null;
  /** The browser's languages, the best first. */
  readonly browser: readonly string[];
}

/** A link is the newest, then comes the visitor's choice, then the browser's. */
export function chooseLanguage({ address, kept, browser }: LanguageHints): Language {
  return languageOfAddress(address) ?? languageOfTag(kept) ?? languageOfTags(browser);
}
