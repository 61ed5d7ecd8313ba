import { useSyncExternalStore } from 'react';
import { FIRST_LANGUAGE, type Language } from '../../languages/languages.ts';
import { typeset } from './typeset.ts';

/** How a catalogue's texts are loaded, in each language. */
export type Loaders<T> = Readonly<Record<Language, () => Promise<T>>>;

interface Loadable {
  fetch(language: Language): Promise<void>;
}

/** What the page speaks. */
interface Speech {
  readonly language: Language;
  /** The language that was asked for and whose texts could not be loaded. */
  readonly missing: Language | null;
}

const inUse = new Set<Loadable>();
const listeners = new Set<() => void>();
let asked: Language = FIRST_LANGUAGE;
let speech: Speech = { language: FIRST_LANGUAGE, missing: null };
/** Until a language that was asked for is spoken, or is known to be missing. */
let settled: Promise<void> = Promise.resolve();

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
export function speak(language: Language): Promise<void> {
  asked = language;
  settled = change(language);
  return settled;
}

async function change(language: Language): Promise<void> {
  const isThere = await fetchAll(language).then(
    () => true,
    () => false,
  );
  if (asked !== language) return;
  speech = isThere ? { language, missing: null } : { ...speech, missing: language };
  document.documentElement.lang = speech.language;
  for (const listener of listeners) listener();
}

/** Catalogues that come into use meanwhile are waited for, too. */
async function fetchAll(language: Language): Promise<void> {
  let known: number;
  do {
    known = inUse.size;
    await Promise.all([...inUse].map((each) => each.fetch(language)));
  } while (inUse.size > known);
}

/** Texts in every language, of which those that are spoken are loaded. */
export class Catalogue<T> implements Loadable {
  private readonly texts = new Map<Language, T>();
  private readonly onTheirWay = new Map<Language, Promise<void>>();

  /**
   * @param loaders bundlers look for the very words `import('…')` in them
   * @param english where it must not have to be waited for
   */
  constructor(
    private readonly loaders: Loaders<T>,
    english?: T,
  ) {
    if (english === undefined) return;
    this.texts.set('en', typeset(english));
    inUse.add(this);
  }

  /** Loads the texts in the language that is spoken; whoever shows them waits for it. Once is enough. */
  async load(): Promise<void> {
    inUse.add(this);
    // They come while others do. Whether they have come, whoever asked for the language is told.
    this.fetch(asked).catch(() => undefined);
    await settled;
    await this.fetch(speech.language);
  }

  /** Fails where the texts cannot be had; they can be asked for again. */
  async fetch(language: Language): Promise<void> {
    if (this.texts.has(language)) return;
    const before = this.onTheirWay.get(language);
    if (before !== undefined) return before;
    const loading = this.loaders[language]().then(
      (texts) => void this.texts.set(language, typeset(texts)),
    );
    this.onTheirWay.set(language, loading);
    return loading.finally(() => this.onTheirWay.delete(language));
  }

  /** The texts of the language that is spoken. */
  readonly present = (): T => {
    const texts = this.texts.get(speech.language);
    if (texts === undefined) throw new Error('These texts are not loaded: wait for load().');
    return texts;
  };
}

/** A catalogue's texts in the language that is spoken. */
export function useTexts<T>({ present }: Catalogue<T>): T {
  return useSyncExternalStore(subscribe, present);
}
