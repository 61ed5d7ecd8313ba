import { createHash } from 'node:crypto';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ModelFiles } from '../inference/predictor.ts';
import { baselineTable } from '../model/baselines/baseline.ts';
import { isBaselineCard, parseBaselineConfig } from '../model/baselines/baselineConfig.ts';
import { parseModelConfig } from '../model/config.ts';
import { moduleTable } from '../model/moduleTable.ts';
import {
  isPhotoDepthCard,
  parsePhotoDepthConfig,
  photoDepthTable,
} from '../model/photoDepthNet.ts';
import { weightFacts } from '../model/modelCard.ts';
import { BadInput } from './failures.ts';
import { lookUp, readBytes, readJson, requireFolder } from './files.ts';

const MODELS = fileURLToPath(new URL('../../public/models/', import.meta.url));

/** The model that the project ships. */
export const DEFAULT_MODEL = 'ucnet-lite1';

/** The folder of the network that estimates depth from a photo. */
export const DEPTH_MODEL = path.join(MODELS, 'photo-depth');

/** A model of ours, read from its folder. */
export interface LoadedModel {
  readonly kind: 'folder';
  readonly folder: string;
  readonly files: ModelFiles;
  /** `model.json`, parsed. */
  readonly card: Readonly<Record<string, unknown>>;
  /** SHA-256 of the weights, as computed here. */
  readonly sha256: string;
}

/** A checkpoint of the authors' network, read but not yet understood. */
export interface LoadedCheckpoint {
  readonly kind: 'checkpoint';
  readonly file: string;
  readonly bytes: ArrayBuffer;
  readonly sha256: string;
}

/** Everything a network can be made of. */
export type LoadedNetwork = LoadedModel | LoadedCheckpoint;

/** The network that a card is of: its configuration, how many numbers its z has (0 where it gives one map), and its modules. */
export function describeModel(card: LoadedModel['card']) {
  if (isBaselineCard(card)) {
    const config = parseBaselineConfig(card);
    return { config, latentDim: 0, table: baselineTable(config) };
  }
  if (isPhotoDepthCard(card)) {
    const config = parsePhotoDepthConfig(card);
    return { config, latentDim: 0, table: photoDepthTable(config) };
  }
  const config = parseModelConfig(card);
  return { config, latentDim: config.latentDim, table: moduleTable(config) };
}

/** Whether all samples of an image would be the same. */
export function givesOneMap(network: LoadedNetwork): boolean {
  return network.kind === 'folder' && describeModel(network.card).latentDim === 0;
}

function hash(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/**
 * Reads the checkpoint when one is given, else the model's folder.
 *
 * @throws BadInput when a file is missing
 */
export async function readNetwork(options: {
  readonly modelDir: string;
  readonly weights?: string;
}): Promise<LoadedNetwork> {
  const { modelDir, weights } = options;
  if (weights === undefined) return readModel(modelDir);
  const bytes = await readBytes(weights);
  return { kind: 'checkpoint', file: weights, bytes: bytes.buffer, sha256: hash(bytes) };
}

/** Names of the models for saliency that come with the program. */
export function shippedModels(): string[] {
  return readdirSync(MODELS, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && entry.name !== path.basename(DEPTH_MODEL))
    .map(({ name }) => name);
}

/** What the command line says of the model to use. */
export interface ModelChoice {
  readonly modelDir?: string | undefined;
  /** Name of a model that comes with the program. */
  readonly model?: string | undefined;
}

/** The folder of the model: the given one, that of the named one, else `UCNET_MODEL_DIR`, else the default's. */
export function modelFolder({ modelDir, model }: ModelChoice): string {
  if (modelDir !== undefined) return modelDir;
  if (model !== undefined) return path.join(MODELS, model);
  return process.env['UCNET_MODEL_DIR'] || path.join(MODELS, DEFAULT_MODEL);
}

/**
 * Reads `model.json` and the weights it names.
 *
 * @throws BadInput when a file is missing or the weights are not those of `model.json`
 */
export async function readModel(folder: string): Promise<LoadedModel> {
  await requireFolder(folder);
  const cardFile = path.join(folder, 'model.json');
  if ((await lookUp(cardFile)) === null) {
    throw new BadInput(`${folder} holds no model.json: give the folder of a model.`);
  }
  const card = await readJson(cardFile);
  if (typeof card !== 'object' || card === null || Array.isArray(card)) {
    throw new BadInput(`${cardFile} is not a model description: it should hold a JSON object.`);
  }
  const facts = weightFacts(card as Readonly<Record<string, unknown>>);
  const weightsFile = path.join(folder, facts.file);
  const weights = await readBytes(weightsFile);
  const sha256 = hash(weights);
  if (facts.sha256 !== null && facts.sha256 !== sha256) {
    throw new BadInput(
      `${weightsFile} does not match model.json: it is damaged or belongs to another model, so get both files again.`,
    );
  }
  return {
    kind: 'folder',
    folder,
    files: { config: card, weights: weights.buffer },
    card: card as Readonly<Record<string, unknown>>,
    sha256,
  };
}
