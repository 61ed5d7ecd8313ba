import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { CheckpointError } from './byteReader.ts';
import { readCheckpoint } from './readCheckpoint.ts';
import { SafetensorsError } from './safetensors.ts';
import {
  checkpoint,
  join,
  laughingVersion,
  laughs,
  overlappingZip,
  safetensors,
  text,
  zip,
} from './testing/hostile.ts';

/** Small files that ask for much work. Each is refused before the work is done, in one sentence. */

const CASES = new URL('../../../shared/cases/hostile/', import.meta.url);

async function refusal(file: ArrayBuffer): Promise<string> {
  const error: unknown = await readCheckpoint(file).then(
    () => null,
    (reason: unknown) => reason,
  );
  expect(error instanceof CheckpointError || error instanceof SafetensorsError).toBe(true);
  const { message } = error as Error;
  expect(message.length).toBeLessThanOrEqual(1000);
  return message;
}

describe('a checkpoint is refused', () => {
  it('whose format version is a nest of shared lists', async () => {
    expect(await refusal(laughingVersion())).toContain('format version of no number');
  });

  it('whose storage is named by a nest of shared lists', async () => {
    const type = text('ctorch\nFloatStorage\n');
    const name = Uint8Array.of(...[0x58, 7, 0, 0, 0], ...text('storage'));
    const id = join(laughs, text('('), name, type, Uint8Array.of(0x68, 26), text('NK\x01tQ'));
    expect(await refusal(checkpoint(id))).toContain('the name of a storage in it is no text');
  });

  it('that imports by a nest of shared lists', async () => {
    const body = join(laughs, Uint8Array.of(0x68, 26, 0x93));
    expect(await refusal(checkpoint(body))).toContain('do not fit together');
  });

  it.each([
    ['dictionaries', '}'],
    ['lists', ']'],
    ['marks', '('],
    ['nothings', 'N'],
  ])('of millions of %s', async (_, instruction) => {
    const body = new Uint8Array(20_000_000).fill(instruction.charCodeAt(0));
    expect(await refusal(checkpoint(body))).toContain('more than 500000 instructions');
  });

  it('whose archive names one body many times', async () => {
    expect(await refusal(overlappingZip())).toContain('over another file');
  });

  it('whose archive has more files than any network', async () => {
    const body = new Uint8Array(1);
    const files = Array.from({ length: 6000 }, (_, index) => ({ name: `${index}`, body }));
    expect(await refusal(zip(files))).toContain('more than 5000 files');
  });

  it.each(['dtype', 'shape', 'data_offsets'])('whose header nests its %s', async (field) => {
    const entry = { dtype: '"F32"', shape: '[1]', data_offsets: '[0,4]' };
    const nest = '['.repeat(100_000) + ']'.repeat(100_000);
    const fields = Object.entries({ ...entry, [field]: nest });
    const header = fields.map(([name, value]) => `"${name}":${value}`).join(',');
    expect(await refusal(safetensors(`{"a":{${header}}}`))).toContain('a in the safetensors file');
  });

  it('whose names are as long as the file', async () => {
    const name = 'n'.repeat(1_000_000);
    expect(await refusal(safetensors(`{"${name}":{"dtype":"F99"}}`))).toMatch(/^nnn/);
  });

  it('whose header is larger than any network needs', async () => {
    const header = `{"a":${'[],'.repeat(5_000_000)}}`;
    expect(await refusal(safetensors(header))).toContain('more than any network needs');
  });

  const cases = ['pth-laughs-version', 'pth-laughs-key26', 'st-nested-dtype'];
  it.skipIf(!existsSync(CASES)).each(cases)('that once took for ever: %s', async (name) => {
    expect(await refusal(new Uint8Array(readFileSync(new URL(name, CASES))).buffer)).not.toBe('');
  });
});
