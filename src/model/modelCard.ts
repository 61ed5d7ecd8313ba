import * as v from 'valibot';

/** `model.json` does not describe a network this program can build; the message says why. */
export class ModelConfigError extends Error {
  override readonly name = 'ModelConfigError';
}

// Each schema's message says what a value should be, in words that go on after "needs … to be".

export const text = v.message(v.pipe(v.string(), v.nonEmpty()), 'a text that is not empty');

export const fraction = v.message(
  v.pipe(v.number(), v.minValue(0), v.ltValue(1)),
  'a number from 0 to below 1',
);

export function oneOf<Name extends string>(names: readonly Name[]) {
  return v.message(v.picklist(names), `one of ${names.join(', ')}`);
}

export function multipleOf(factor: number) {
  const wanted = factor === 1 ? 'a whole number above 0' : `a positive multiple of ${factor}`;
  return v.message(v.pipe(whole(1), v.multipleOf(factor)), wanted);
}

/** @param length null for any but none */
export function list(length: number | null, least = 1) {
  const wanted = `a list of ${length ?? 'one or more'} whole numbers, each ${least} or more`;
  const items = v.pipe(
    v.array(whole(least)),
    length === null ? v.minLength(1) : v.length(length),
    v.readonly(),
  );
  return v.message(items, wanted);
}

function whole(least: number) {
  return v.pipe(v.number(), v.safeInteger(), v.minValue(least));
}

const FORMAT_VERSION = 1;

/** The configuration in a parsed `model.json`, not looked into yet. */
export function configurationOf(model: unknown): Readonly<Record<string, unknown>> {
  const { formatVersion, configuration } = requireObject(model, 'model.json');
  if (formatVersion !== FORMAT_VERSION) {
    throw new ModelConfigError(
      `model.json has formatVersion ${JSON.stringify(formatVersion)}, and this program reads ${FORMAT_VERSION}: use the model that belongs to this version.`,
    );
  }
  return requireObject(configuration, 'The configuration in model.json');
}

/** The values that a schema takes. */
export type ConfigurationOf<Schema extends v.ObjectEntries> = Readonly<
  v.InferOutput<v.ObjectSchema<Schema, undefined>>
>;

/**
 * Reads a configuration out of a parsed `model.json`, every value by its schema.
 *
 * @throws ModelConfigError for another format version, a missing, unknown or bad value
 */
export function readConfiguration<Schema extends v.ObjectEntries>(
  model: unknown,
  schema: Schema,
): ConfigurationOf<Schema> {
  const values = configurationOf(model);
  const unknown = Object.keys(values).filter((key) => !(key in schema));
  if (unknown.length > 0) {
    throw new ModelConfigError(
      `model.json has configuration values this program does not know: ${unknown.join(', ')}.`,
    );
  }
  for (const [key, entry] of Object.entries(schema)) {
    const { issues } = v.safeParse(entry, values[key]);
    if (issues === undefined) continue;
    const found = key in values ? JSON.stringify(values[key]) : 'nothing';
    throw new ModelConfigError(
      `model.json needs ${key} to be ${issues[0].message}, and has ${found}.`,
    );
  }
  return values as ConfigurationOf<Schema>;
}

function requireObject(value: unknown, what: string): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new ModelConfigError(`${what} is not a JSON object: the file is damaged or another one.`);
  }
  return value as Readonly<Record<string, unknown>>;
}
