import { formatModuleTable } from '../model/moduleTable.ts';
import type { InfoOptions } from './commandOptions.ts';
import { describeModel, readModel } from './modelFolder.ts';
import type { ProgressStream } from './progress.ts';

/** Parts of `model.json` that are shown in another form, or mean nothing to a reader. */
const TOLD = new Set(['formatVersion', 'configuration', 'weights']);

/** Every value of a nested object as `path: value`, one line each. */
function listFacts(value: unknown, path = ''): string[] {
  if (typeof value !== 'object' || value === null) return [`${path}: ${String(value)}`];
  if (Array.isArray(value) && value.every((item) => typeof item !== 'object')) {
    return [`${path}: ${value.join(', ')}`];
  }
  return Object.entries(value).flatMap(([key, inner]) =>
    listFacts(inner, path === '' ? key : `${path}.${key}`),
  );
}

/** Prints the network's modules as a Markdown table, and what `model.json` tells of the model. */
export async function info(options: InfoOptions, output: ProgressStream): Promise<void> {
  const { folder, files, card, sha256 } = await readModel(options.modelDir);
  const { config, latentDim, table } = describeModel(card);
  const { name, inputSize } = config;
  const rest = Object.fromEntries(Object.entries(card).filter(([key]) => !TOLD.has(key)));
  const megabytes = (files.weights.byteLength / 1e6).toFixed(2);
  const lines = [
    `# ${name}`,
    '',
    `folder: ${folder}`,
    `input: ${inputSize}×${inputSize} pixels`,
    `latent dimensions: ${latentDim}`,
    `weights: ${megabytes} MB, SHA-256 ${sha256}`,
    ...listFacts(rest),
    '',
    formatModuleTable(table),
  ];
  output.write(`${lines.join('\n')}\n`);
}
