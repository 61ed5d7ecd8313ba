import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { decodeDepthRaw } from '../../src/image/decodeDepth.ts';
import { decodePhoto } from '../../src/image/decodePhoto.ts';
import { ImageError } from '../../src/image/imageError.ts';
import { decodeTruth } from '../../src/image/truthMask.ts';
import { MetricInputError } from '../../src/metrics/metricInput.ts';
import { listFiles } from '../../src/ui/batch/batchFiles.ts';
import { CheckpointError } from '../../src/weights/byteReader.ts';
import { readCheckpoint } from '../../src/weights/readCheckpoint.ts';
import { SafetensorsError } from '../../src/weights/safetensors.ts';
import { Chance, mutate } from './mutate.ts';

/** A file to damage. */
interface Original {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** One damaged file and what came of it. */
export interface Attempt {
  readonly seed: number;
  readonly name: string;
  readonly reader: string;
  readonly milliseconds: number;
  /** What was wrong with the reader's answer; null where it read the file or refused it in one sentence. */
  readonly finding: string | null;
}

const SLOW_MS = 2000;
const LONGEST_SENTENCE = 1200;

function filesOf(folder: string, names: RegExp): Original[] {
  const path = fileURLToPath(new URL(`../../src/${folder}/`, import.meta.url));
  return readdirSync(path)
    .filter((name) => names.test(name))
    .map((name) => ({ name, bytes: new Uint8Array(readFileSync(path + name)) }));
}

const PICTURES = filesOf('image/fixtures', /\.(?!py$|ts$)\w+$/);
const CHECKPOINTS = filesOf('weights/fixtures', /\.pth$/);

type Reader = (bytes: Uint8Array<ArrayBuffer>, name: string) => Promise<unknown>;

/** What reads a visitor's files, and what is fed to each. */
const READERS: Readonly<Record<string, { read: Reader; files: readonly Original[] }>> = {
  photo: { read: (bytes, name) => decodePhoto(bytes, name), files: PICTURES },
  depth: { read: (bytes, name) => decodeDepthRaw(bytes, name), files: PICTURES },
  truth: { read: (bytes, name) => decodeTruth(bytes, name), files: PICTURES },
  checkpoint: { read: (bytes) => readCheckpoint(bytes.buffer), files: CHECKPOINTS },
  archive: {
    read: async (bytes) => {
      const listed = await listFiles([new File([bytes], 'set.zip')]);
      // Reading is lazy: an entry is unpacked when its turn comes.
      for (const file of listed.slice(0, 3)) await file.read();
    },
    files: CHECKPOINTS,
  },
};

/** Errors whose message is a sentence for the visitor. */
const KNOWN = [ImageError, MetricInputError, CheckpointError, SafetensorsError];

function isSentence(error: unknown, reader: string): boolean {
  if (!(error instanceof Error) || error.message.length > LONGEST_SENTENCE) return false;
  // A batch shows the message of any plain error, of its own making.
  const isKnown =
    KNOWN.some((kind) => error instanceof kind) ||
    (reader === 'archive' && error.constructor === Error);
  return isKnown && error.message !== '';
}

/** Damages a file and has it read. The same seed makes the same file. */
export async function attempt(seed: number): Promise<Attempt> {
  const chance = new Chance(seed);
  const reader = chance.of(Object.keys(READERS));
  const { read, files } = READERS[reader]!;
  const { name, bytes } = chance.of(files);
  const damaged = new Uint8Array(mutate(bytes, chance.of(files).bytes, chance));
  const start = performance.now();
  let finding: string | null = null;
  try {
    await read(damaged, name);
  } catch (error) {
    if (!isSentence(error, reader)) {
      finding = error instanceof Error ? (error.stack ?? error.message) : String(error);
    }
  }
  const milliseconds = performance.now() - start;
  return { seed, name, reader, milliseconds, finding };
}

/** Whether a reading took so long that a visitor would think the page stuck. */
export function isSlow({ milliseconds }: Attempt): boolean {
  return milliseconds > SLOW_MS;
}
