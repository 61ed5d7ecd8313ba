/** `model.json` does not describe a network this program can build; the message says why. */
export class ModelConfigError extends Error {
  override readonly name = 'ModelConfigError';
}

/** What a value should be, in words, where it is not; null where it is. */
export type Check = (value: unknown) => string | null;

export const text: Check = (value) =>
  typeof value === 'string' && value !== '' ? null : 'a text that is not empty';

export const fraction: Check = (value) =>
  typeof value === 'number' && value >= 0 && value < 1 ? null : 'a number from 0 to below 1';

function isWhole(value: unknown, least: number): boolean {
  return Number.isSafeInteger(value) && (value as number) >= least;
}

export function multipleOf(factor: number): Check {
  const wanted = factor === 1 ? 'a whole number above 0' : `a positive multiple of ${factor}`;
  return (value) => (isWhole(value, 1) && (value as number) % factor === 0 ? null : wanted);
}

export function list(length: number | null, least = 1): Check {
  const wanted = `a list of ${length ?? 'one or more'} whole numbers, each ${least} or more`;
  return (value) =>
    Array.isArray(value) &&
    (length === null ? value.length > 0 : value.length === length) &&
    value.every((item) => isWhole(item, least))
      ? null
      : wanted;
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

/**
 * Reads a configuration out of a parsed `model.json`, every value by its check.
 *
 * @throws ModelConfigError for another format version, a missing, unknown or bad value
 */
export function readConfiguration<Config>(
  model: unknown,
  checks: { readonly [Key in keyof Config]: Check },
): Config {
  const values = configurationOf(model);
  const unknown = Object.keys(values).filter((key) => !(key in checks));
  if (unknown.length > 0) {
    throw new ModelConfigError(
      `model.json has configuration values this program does not know: ${unknown.join(', ')}.`,
    );
  }
  for (const [key, check] of Object.entries<Check>(checks)) {
    const wanted = check(values[key]);
    if (wanted !== null) {
      const found = key in values ? JSON.stringify(values[key]) : 'nothing';
      throw new ModelConfigError(`model.json needs ${key} to be ${wanted}, and has ${found}.`);
    }
  }
  return values as Config;
}

function requireObject(value: unknown, what: string): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new ModelConfigError(`${what} is not a JSON object: the file is damaged or another one.`);
  }
  return value as Readonly<Record<string, unknown>>;
}
