import { readFile } from 'node:fs/promises';
import { Uint8ArrayReader, Uint8ArrayWriter, ZipWriter } from '@zip.js/zip.js';
import { describe, expect, it } from 'vitest';
import { SafetensorsError, type StoredTensor, toFloat32, writeSafetensors } from './safetensors.ts';
import { CheckpointError } from './byteReader.ts';
import { readCheckpoint } from './readCheckpoint.ts';
import { floatStorage, legacyFile, type Pickled, tensorOf } from './testing/pickleWriter.ts';

/** Signature of an entry in a zip archive's directory, and where its checksum stands. */
const CENTRAL_ENTRY = 0x02014b50;
const CHECKSUM_AT = 16;

const FOLDER = new URL('./fixtures/', import.meta.url);

/** Written by PyTorch itself: `training/released/make_checkpoint_fixtures.py`. */
async function fixture(name: string): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await readFile(new URL(name, FOLDER)));
}

type Described = Record<string, { readonly shape: number[]; readonly values: number[] }>;

async function expected(name: 'plain' | 'training'): Promise<Described> {
  const text = await readFile(new URL('expected.json', FOLDER), 'utf8');
  return (JSON.parse(text) as Record<string, Described>)[name]!;
}

function valuesOf(tensor: StoredTensor): number[] {
  const { dtype, bytes } = tensor;
  if (dtype === 'I64') return Array.from(new BigInt64Array(bytes.slice().buffer), Number);
  return Array.from(dtype === 'BOOL' ? bytes : toFloat32(tensor));
}

function expectTensors(actual: ReadonlyMap<string, StoredTensor>, wanted: Described): void {
  expect([...actual.keys()]).toEqual(Object.keys(wanted));
  for (const [name, tensor] of actual) {
    const { shape, values } = wanted[name]!;
    expect(tensor.shape, name).toEqual(shape);
    expect(valuesOf(tensor), name).toEqual(values.map(Math.fround));
  }
}

/** An archive of one file. */
async function zipOf(
  name: string,
  content: Uint8Array,
  level: number,
): Promise<Uint8Array<ArrayBuffer>> {
  const writer = new ZipWriter(new Uint8ArrayWriter());
  await writer.add(name, new Uint8ArrayReader(content), { level });
  return new Uint8Array(await writer.close());
}

/** The archive with the name of its only file replaced in both places where it stands. */
function renamed(archive: Uint8Array<ArrayBuffer>, from: string, to: string) {
  const text = Buffer.from(archive).toString('latin1').replaceAll(from, to);
  return new Uint8Array(Buffer.from(text, 'latin1'));
}

async function refusal(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  try {
    await readCheckpoint(bytes.slice().buffer);
  } catch (error) {
    expect(error).toBeInstanceOf(CheckpointError);
    return (error as Error).message;
  }
  throw new Error('The file was read.');
}

describe('readCheckpoint', () => {
  it.each(['plain-zip.pth', 'plain-zip-protocol-4.pth', 'plain-legacy.pth'])(
    'reads every type and layout in %s',
    async (name) =>
      expectTensors(await readCheckpoint((await fixture(name)).buffer), await expected('plain')),
  );

  it.each(['training-zip.pth', 'training-legacy.pth'])(
    'finds the state_dict behind DataParallel in %s',
    async (name) =>
      expectTensors(await readCheckpoint((await fixture(name)).buffer), await expected('training')),
  );

  it('reads safetensors, wrapped names too', async () => {
    const bytes = new Uint8Array(new Float32Array([1, 2]).buffer);
    const file = writeSafetensors(
      new Map([['module.weight', { dtype: 'F32' as const, shape: [2], bytes }]]),
    );
    expectTensors(await readCheckpoint(file), { weight: { shape: [2], values: [1, 2] } });
  });

  it('takes a safetensors header of 128 bytes for no pickle', async () => {
    const bytes = new Uint8Array(4);
    const tensors = new Map([['weight', { dtype: 'F32' as const, shape: [1], bytes }]]);
    const lengths = Array.from({ length: 64 }, (_, count) => ({ note: 'x'.repeat(count) }));
    const files = lengths.map((metadata) => writeSafetensors(tensors, metadata));
    expect(files.some((file) => new Uint8Array(file)[0] === 0x80)).toBe(true);
    for (const file of files) expect((await readCheckpoint(file)).size).toBe(1);
  });

  it.each(['attack-zip.pth', 'attack-legacy.pth'])('names the function in %s', async (name) =>
    expect(await refusal(await fixture(name))).toContain('posix.system'),
  );

  it('names the class of a whole model', async () =>
    expect(await refusal(await fixture('whole-model-zip.pth'))).toContain(
      'torch.nn.modules.linear.Linear',
    ));

  it('says what other files are', async () => {
    const text = new TextEncoder().encode('these are no weights at all, only words');
    expect(await refusal(new Uint8Array(text))).toContain('neither a PyTorch checkpoint');
    expect(await refusal(new Uint8Array(3))).toContain('only 3 bytes');
    const tar = new Uint8Array(1024);
    tar.set(new TextEncoder().encode('ustar'), 257);
    expect(await refusal(tar)).toContain('tar archive');
    expect(await refusal(await zipOf('a.txt', new Uint8Array(9), 0))).toContain(
      'no PyTorch checkpoint',
    );
  });

  it('says of an archive that names files outside of itself that it does', async () => {
    const outside = renamed(await zipOf('xx/data.pkl', new Uint8Array(9), 0), 'xx/', '../');
    expect(await refusal(outside)).toContain('names a file outside of itself (../)');
  });

  it('finds a single wrong bit in the values', async () => {
    const bytes = await fixture('plain-zip.pth');
    const { byteOffset } = (await readCheckpoint(bytes.buffer)).values().next().value!.bytes;
    bytes[byteOffset]! ^= 1;
    expect(await refusal(bytes)).toMatch(/data\/\d+ in the checkpoint's archive is damaged/);
  });

  it('goes without checksums where PyTorch was told not to write them', async () => {
    const bytes = await fixture('plain-zip.pth');
    const view = new DataView(bytes.buffer);
    for (let at = 0; at + 20 < bytes.length; at++) {
      if (view.getUint32(at, true) === CENTRAL_ENTRY) view.setUint32(at + CHECKSUM_AT, 0, true);
    }
    expectTensors(await readCheckpoint(bytes.buffer), await expected('plain'));
  });

  it('inflates nothing', async () => {
    const bomb = await zipOf('x/data.pkl', new Uint8Array(10_000_000), 9);
    expect(bomb.length).toBeLessThan(20_000);
    expect(await refusal(bomb)).toContain('compressed');
  });
});

describe('hostile tensors', () => {
  const read = (root: Pickled, storages: Record<string, number> = { s: 4 }): Promise<string> =>
    refusal(new Uint8Array(legacyFile(root, new Map(Object.entries(storages)))));
  const one = (tensor: Pickled): Pickled => new Map([['w', tensor]]);
  const storage = floatStorage('s', 4);

  it('are written well enough that an honest one is read', async () => {
    const file = legacyFile(one(tensorOf(storage, 1, [3], [1])), new Map([['s', 4]]));
    expectTensors(await readCheckpoint(file), { w: { shape: [3], values: [0, 0, 0] } });
  });

  it.each<[string, Pickled, string]>([
    ['an offset past the end', tensorOf(storage, 2, [3], [1]), 'does not fit'],
    ['an offset beyond 2^53', tensorOf(storage, 2n ** 70n, [3], [1]), 'no storage or shape'],
    ['a negative offset', tensorOf(storage, -1, [3], [1]), 'no storage or shape'],
    ['a huge shape', tensorOf(storage, 0, [2 ** 40, 2 ** 40], [1, 1]), 'does not fit'],
    ['one value repeated a billion times', tensorOf(storage, 0, [2 ** 30], [0]), 'does not fit'],
    ['a stride past the end', tensorOf(storage, 0, [2, 2], [2 ** 50, 1]), 'does not fit'],
    ['a negative stride', tensorOf(storage, 0, [2], [-1]), 'no storage or shape'],
    ['more strides than sizes', tensorOf(storage, 0, [2], [1, 1]), 'no storage or shape'],
    ['a thousand dimensions', tensorOf(storage, 0, Array(1000).fill(1), []), 'no storage or shape'],
    ['a text as its storage', tensorOf('s', 0, [2], [1]), 'no storage or shape'],
    ['a storage of a huge size', tensorOf(floatStorage('s', 2n ** 60n), 0, [2], [1]), 'no storage'],
  ])('with %s are refused', async (_, tensor, message) =>
    expect(await read(one(tensor))).toContain(message),
  );

  it('cannot lie about the size of a storage', async () =>
    expect(await read(one(tensorOf(floatStorage('s', 1e12), 0, [1e12], [1])))).toContain(
      'list of storages does not fit',
    ));

  it('cannot describe a storage in two ways', async () => {
    const twice = new Map<Pickled, Pickled>([
      ['a', tensorOf(floatStorage('s', 4), 0, [4], [1])],
      ['b', tensorOf(floatStorage('s', 8), 0, [8], [1])],
    ]);
    expect(await read(twice)).toContain('in two ways');
  });

  it('cannot have their values copied without end', async () => {
    const turned = tensorOf(floatStorage('s', 400), 0, [20, 20], [1, 20]);
    const many = new Map(
      Array.from({ length: 300 }, (_, i): [Pickled, Pickled] => [`w${i}`, turned]),
    );
    expect(await read(many, { s: 400 })).toContain('over and over');
  });

  it('need a dictionary around them', async () => {
    expect(await read([tensorOf(storage, 0, [4], [1])])).toContain('no dictionary');
    expect(await read(new Map([['epoch', 3]]), {})).toContain('no tensors');
    const both = new Map<Pickled, Pickled>(
      ['first', 'second'].map((key) => [key, one(tensorOf(storage, 0, [4], [1]))]),
    );
    expect(await read(both)).toContain('several dictionaries of tensors (first, second)');
  });

  it('are found under the usual name beside a measured value', async () => {
    const measured: Pickled = new Map<Pickled, Pickled>([
      ['epoch', 3],
      ['best_acc1', tensorOf(storage, 0, [1], [1])],
      ['state_dict', one(tensorOf(storage, 0, [4], [1]))],
    ]);
    const tensors = await readCheckpoint(legacyFile(measured, new Map([['s', 4]])));
    expectTensors(tensors, { w: { shape: [4], values: [0, 0, 0, 0] } });
  });

  it('are found under the usual name among others', async () => {
    const both = new Map<Pickled, Pickled>(
      ['average', 'state_dict'].map((key) => [key, one(tensorOf(storage, 0, [4], [1]))]),
    );
    expect((await readCheckpoint(legacyFile(both, new Map([['s', 4]])))).size).toBe(1);
  });
});

/** Uniform in [0,1), the same on every run. */
function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

function mutate(original: Uint8Array, random: () => number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(original);
  const at = () => Math.floor(random() * bytes.length);
  const kind = random();
  if (kind < 0.6) {
    const count = 1 + Math.floor(random() * 6);
    for (let i = 0; i < count; i++) bytes[at()] = Math.floor(random() * 256);
    return bytes;
  }
  if (kind < 0.75) {
    bytes.fill(random() < 0.5 ? 0xff : 0, at(), at());
    return bytes;
  }
  if (kind < 0.9) {
    bytes.copyWithin(at(), at(), at());
    return bytes;
  }
  const [from, to] = [at(), at()].sort((first, second) => first - second) as [number, number];
  return new Uint8Array([...bytes.subarray(0, from), ...bytes.subarray(to)]);
}

describe('damaged files', () => {
  const names = [
    'plain-zip.pth',
    'plain-zip-protocol-4.pth',
    'plain-legacy.pth',
    'training-zip.pth',
  ];

  it.each(names)('%s cut off at any byte is refused', async (name) => {
    const whole = await fixture(name);
    for (let length = 0; length < whole.length; length++) await refusal(whole.slice(0, length));
  });

  it.each(names)('%s changed at random is read or refused, never worse', async (name) => {
    const whole = await fixture(name);
    const random = seededRandom(20_200);
    let refused = 0;
    for (let trial = 0; trial < 1500; trial++) {
      const bytes = mutate(whole, random);
      try {
        for (const [tensorName, tensor] of await readCheckpoint(bytes.buffer)) {
          expect(tensor.bytes.length, tensorName).toBeLessThanOrEqual(bytes.length);
        }
      } catch (error) {
        if (!(error instanceof CheckpointError || error instanceof SafetensorsError)) throw error;
        expect(error.message.length).toBeLessThanOrEqual(1000);
        refused++;
      }
    }
    expect(refused).toBeGreaterThan(300);
  });
});
