/** What a sentence speaks of. A sentence may stand in another one, as a file's name does. */
export type SentenceValue = string | number | null | readonly (string | number)[] | Sentence;

/** A sentence for people, as data: it crosses to the page, which says it in the visitor's language. */
export interface Sentence {
  /** Whose catalogue has it, e.g. `image`. */
  readonly room: string;
  readonly key: string;
  readonly values: readonly SentenceValue[];
  readonly english: string;
}

/** What is told: a sentence, or words from elsewhere that no catalogue has, such as a browser's. */
export type Told = string | Sentence;

/** A room's sentences in one language. */
export type Sentences = Readonly<Record<string, (...values: never[]) => string>>;

/** The values of a sentence, in which sentences may stand for words. */
type Values<V extends readonly unknown[]> = {
  [I in keyof V]: string extends V[I] ? V[I] | Sentence : V[I];
};

/** What makes a room's sentences. */
export type Says<E extends Sentences> = {
  readonly [K in keyof E]: E[K] extends (...values: infer V) => string
    ? (...values: Values<V>) => Sentence
    : never;
};

type Say = (...values: SentenceValue[]) => string;

/** A name in a hostile file can be as long as the file. */
const LONGEST = 1000;

function isSentence(value: unknown): value is Sentence {
  return typeof value === 'object' && value !== null && 'english' in value;
}

export function inEnglish(told: Told): string {
  return typeof told === 'string' ? told : told.english;
}

/**
 * Makes sentences of a room's English catalogue.
 *
 * @param room under which other languages have the same keys
 */
export function sentencesOf<E extends Sentences>(room: string, english: E): Says<E> {
  const maker = (key: string, say: Say) => {
    return (...given: SentenceValue[]): Sentence => {
      const values = given.map((value) =>
        typeof value === 'string' ? value.slice(0, LONGEST) : value,
      );
      const words = values.map((value) => (isSentence(value) ? value.english : value));
      return { room, key, values, english: say(...words).slice(0, LONGEST) };
    };
  };
  const makers = Object.entries(english).map(([key, say]) => [key, maker(key, say as Say)]);
  return Object.fromEntries(makers) as Says<E>;
}

/**
 * Says what is told in another language. What its catalogue lacks stays in English.
 *
 * @param rooms the catalogue's sentences, by room
 */
export function sayer(rooms: Readonly<Record<string, Sentences>>): (told: Told) => string {
  const tell = (told: Told): string => {
    if (typeof told === 'string') return told;
    const say = rooms[told.room]?.[told.key] as Say | undefined;
    if (say === undefined) return told.english;
    const words = told.values.map((value) => (isSentence(value) ? tell(value) : value));
    return say(...words).slice(0, LONGEST);
  };
  return tell;
}

/** An error that tells people what is wrong and what to do. Its `message` says it in English. */
export class ToldError extends Error {
  constructor(
    readonly told: Told,
    options?: ErrorOptions,
  ) {
    super(inEnglish(told), options);
  }
}

/** What can be told of anything thrown. */
export function toldOf(error: unknown): Told {
  if (error instanceof ToldError) return error.told;
  return error instanceof Error ? error.message : String(error);
}
