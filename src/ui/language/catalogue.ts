import { useSyncExternalStore } from 'react';
import { FIRST_LANGUAGE, type Language } from '../../languages/languages.ts';

/** How a catalogue's texts are loaded, in each language but the first. */
export type Loaders<T> = Readonly<
  Record<Exclude<Language, typeof FIRST_LANGUAGE>, () => Promise<T>>
>;

interface Loadable {
  load(language: Language): Promise<void>;
}

/** What the page speaks. */
interface Speech {
  readonly language: Language;
  /** The language that was asked for and whose texts could not be loaded. */
  readonly missing: Language | null;
}

const catalogues = new Set<Loadable>();
const listeners = new Set<() => void>();
let asked: Language = FIRST_LANGUAGE;
let speech: Speech = { language: FIRST_LANGUAGE, missing: null };

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

const presentSpeech = (): Speech => speech;

export function presentLanguage(): Language {
  return speech.language;
}

export function useSpeech(): Speech {
  return useSyncExternalStore(subscribe, presentSpeech);
}

/** Speaks another language, once all of its texts that are in use are here. Where they do not come, the one before stays. */
export async function speak(language: Language): Promise<void> {
  asked = language;
  const isThere = await Promise.all([...catalogues].map((each) => each.load(language))).then(
    () => true,
    () => false,
  );
  if (asked !== language) return;
  speech = isThere ? { language, missing: null } : { ...speech, missing: language };
  document.documentElement.lang = speech.language;
  for (const listener of listeners) listener();
}

/** Texts in every language. English is always here, and the others are loaded when they are spoken. */
export class Catalogue<T> implements Loadable {
  private readonly texts = new Map<Language, T>();

  constructor(
    private readonly english: T,
    private readonly loaders: Loaders<T>,
  ) {
    catalogues.add(this);
  }

  async load(language: Language): Promise<void> {
    if (language === FIRST_LANGUAGE || this.texts.has(language)) return;
    this.texts.set(language, await this.loaders[language]());
  }

  /** The texts of the language that is spoken. */
  readonly present = (): T => this.texts.get(speech.language) ?? this.english;
}

/** A catalogue's texts in the language that is spoken. */
export function useTexts<T>({ present }: Catalogue<T>): T {
  return useSyncExternalStore(subscribe, present);
}
