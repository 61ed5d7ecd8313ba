/** One value of a chapter's state, as a link writes it. */
export interface Field<T> {
  readonly initial: T;
  /** @returns null for what is no value of the field */
  parse(text: string): T | null;
  format(value: T): string;
}

export type Fields = Readonly<Record<string, Field<unknown>>>;

export type ValuesOf<F extends Fields> = {
  readonly [Name in keyof F]: F[Name] extends Field<infer T> ? T : never;
};

/** A number from `min` to `max`, of at most `digits` decimals. */
export function numberField(
  min: number,
  max: number,
  initial: number,
  digits = 0,
): Field<number> & { readonly min: number; readonly max: number } {
  return {
    min,
    max,
    initial,
    parse: (text) => {
      const value = /^-?\d{1,9}(\.\d{1,9})?$/.test(text) ? Number(text) : Number.NaN;
      return value >= min && value <= max ? round(value, digits) : null;
    },
    format: (value) => String(round(value, digits)),
  };
}

export function choiceField<const T extends string>(options: readonly T[], initial: T): Field<T> {
  return {
    initial,
    parse: (text) => options.find((option) => option === text) ?? null,
    format: (value) => value,
  };
}

/** Reads a link's state. What is missing, damaged or out of range takes its first value. */
export function readFields<F extends Fields>(fields: F, state: string): ValuesOf<F> {
  const entries = new URLSearchParams(state);
  const values = Object.entries(fields).map(([name, field]) => {
    const text = entries.get(name);
    return [name, (text === null ? null : field.parse(text)) ?? field.initial];
  });
  return Object.fromEntries(values) as ValuesOf<F>;
}

/** The names of what a link sets to something that is no value. */
export function damagedFields(fields: Fields, state: string): string[] {
  const entries = new URLSearchParams(state);
  return Object.keys(fields).filter((name) => {
    const text = entries.get(name);
    return text !== null && fields[name]!.parse(text) === null;
  });
}

/** A link's state: only what differs from the first values, so that links are short. */
export function writeFields<F extends Fields>(fields: F, values: ValuesOf<F>): string {
  const entries = new URLSearchParams();
  for (const [name, field] of Object.entries(fields)) {
    const text = field.format(values[name]);
    if (text !== field.format(field.initial)) entries.set(name, text);
  }
  return String(entries);
}

function round(value: number, digits: number): number {
  const scale = 10 ** digits;
  return Math.round(value * scale) / scale + 0;
}
