import { convertCheckpoint, HalfPrecisionError } from '../released/releasedCheckpoint.ts';
import { CheckpointError } from '../weights/byteReader.ts';
import { readCheckpoint } from '../weights/readCheckpoint.ts';
import { ParameterMismatchError } from '../nn/parameters.ts';
import { SafetensorsError } from '../weights/safetensors.ts';
import type { ConvertOptions } from './commandOptions.ts';
import { BadInput, describeError } from './failures.ts';
import { prepareOutput, readBytes, writeOutput } from './files.ts';
import type { ProgressStream } from './progress.ts';

/** What can be wrong with a checkpoint, each told in one sentence. */
const FILE_ERRORS = [CheckpointError, SafetensorsError, ParameterMismatchError, HalfPrecisionError];

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}

/**
 * Writes an official UC-Net checkpoint as safetensors.
 *
 * @throws BadInput when the file is not a checkpoint of the released network
 */
export async function convert(options: ConvertOptions, messages: ProgressStream): Promise<void> {
  const { checkpoint, out, fp16 } = options;
  await prepareOutput(out);
  const { buffer } = await readBytes(checkpoint);
  let converted: ArrayBuffer;
  try {
    converted = convertCheckpoint(await readCheckpoint(buffer), { half: fp16 });
  } catch (cause) {
    if (!FILE_ERRORS.some((kind) => cause instanceof kind)) throw cause;
    throw new BadInput(`${checkpoint} cannot be converted: ${describeError(cause)}`, { cause });
  }
  await writeOutput(out, new Uint8Array(converted));
  const [from, to] = [buffer.byteLength, converted.byteLength].map(megabytes);
  messages.write(`Wrote ${out}: ${to}, from ${from}.\n`);
}
