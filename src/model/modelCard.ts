import * as v from 'valibot';
import { type Sentence, ToldError } from '../languages/sentence.ts';
import { modelSays } from './sentences.ts';

/** `model.json` does not describe a network this program can build; the message says why. */
export class ModelConfigError extends ToldError {
  override readonly name = 'ModelConfigError';
}

/** What a value of a configuration should be: for the program, and in words. */
interface Wanted<Schema extends v.GenericSchema> {
  readonly schema: Schema;
  readonly told: Sentence;
}

function wanted<Schema extends v.GenericSchema>(schema: Schema, told: Sentence): Wanted<Schema> {
  return { schema, told };
}

export const text = wanted(v.pipe(v.string(), v.nonEmpty()), modelSays.text());

export const fraction = wanted(
  v.pipe(v.number(), v.minValue(0), v.ltValue(1)),
  modelSays.fraction(),
);

export function oneOf<const Name extends string>(names: readonly Name[]) {
  return wanted(v.picklist(names), modelSays.oneOf(names));
}

export function multipleOf(factor: number) {
  return wanted(v.pipe(whole(1), v.multipleOf(factor)), modelSays.multipleOf(factor));
}

/** @param length null for any but none */
export function list(length: number | null, least = 1) {
  const items = v.pipe(
    v.array(whole(least)),
    length === null ? v.minLength(1) : v.length(length),
    v.readonly(),
  );
  return wanted(items, modelSays.list(length, least));
}

function whole(least: number) {
  return v.pipe(v.number(), v.safeInteger(), v.minValue(least));
}

const FORMAT_VERSION = 1;

/** The configuration in a parsed `model.json`, not looked into yet. */
export function configurationOf(model: unknown): Readonly<Record<string, unknown>> {
  const { formatVersion, configuration } = requireObject(model, modelSays.noObject());
  if (formatVersion !== FORMAT_VERSION) {
    throw new ModelConfigError(
      modelSays.otherVersion(JSON.stringify(formatVersion) ?? 'undefined', FORMAT_VERSION),
    );
  }
  return requireObject(configuration, modelSays.noConfiguration());
}

/** Where the weights are, as a parsed `model.json` tells: `weights: { file, bytes, sha256 }`, of which all may be absent. */
export function weightFacts({ weights }: Readonly<Record<string, unknown>>): {
  readonly file: string;
  /** 0 where it is not told. */
  readonly bytes: number;
  /** In hexadecimal, small letters. */
  readonly sha256: string | null;
} {
  const { file, bytes, sha256 } = (weights ?? {}) as Readonly<Record<string, unknown>>;
  return {
    file: typeof file === 'string' ? file : 'weights.safetensors',
    bytes: typeof bytes === 'number' ? bytes : 0,
    sha256: typeof sha256 === 'string' ? sha256.toLowerCase() : null,
  };
}

/** What each value of a configuration should be. */
type ConfigurationSchema = Readonly<Record<string, Wanted<v.GenericSchema>>>;

/** The values that a schema takes. */
export type ConfigurationOf<Schema extends ConfigurationSchema> = {
  readonly [Key in keyof Schema]: v.InferOutput<Schema[Key]['schema']>;
};

/**
 * Reads a configuration out of a parsed `model.json`, every value by its schema.
 *
 * @throws ModelConfigError for another format version, a missing, unknown or bad value
 */
export function readConfiguration<Schema extends ConfigurationSchema>(
  model: unknown,
  schema: Schema,
): ConfigurationOf<Schema> {
  const values = configurationOf(model);
  const unknown = Object.keys(values).filter((key) => !(key in schema));
  if (unknown.length > 0) throw new ModelConfigError(modelSays.unknownValues(unknown));
  for (const [key, entry] of Object.entries(schema)) {
    if (v.is(entry.schema, values[key])) continue;
    const found = key in values ? JSON.stringify(values[key]) : null;
    throw new ModelConfigError(modelSays.badValue(key, entry.told, found));
  }
  return values as ConfigurationOf<Schema>;
}

function requireObject(value: unknown, told: Sentence): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new ModelConfigError(told);
  }
  return value as Readonly<Record<string, unknown>>;
}
