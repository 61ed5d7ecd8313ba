/** The type of a catalogue in any language: every key of the English one `T`, with texts of its own. */
export type Texts<T> = T extends string
  ? string
  : T extends (...values: infer V) => infer R
    ? (...values: V) => Texts<R>
    : T extends object
      ? { readonly [K in keyof T]: Texts<T[K]> }
      : T;

/** What `--help` says in another language than English, whose words stand in `program.ts`. */
export interface HelpTexts {
  readonly headings: Readonly<Record<'Usage:' | 'Arguments:' | 'Options:' | 'Commands:', string>>;
  readonly program: string;
  readonly commands: Readonly<Record<string, string>>;
  /** By the option's long name; an option of one command alone by `command --name`. */
  readonly options: Readonly<Record<string, string>>;
  /** By `command name`. */
  readonly arguments: Readonly<Record<string, string>>;
  /** Defaults that are told in words. */
  readonly defaults: Readonly<Record<string, string>>;
  readonly help: string;
  readonly helpCommand: string;
  readonly choices: (names: readonly string[]) => string;
  readonly byDefault: (value: string) => string;
}
