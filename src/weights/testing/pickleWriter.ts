/** Writes pickles that `torch.save` never would, for the tests. */

/** A reference to an imported name. */
export interface Imported {
  readonly module: string;
  readonly member: string;
}

/** callee(…items) */
export interface Call {
  readonly callee: Imported;
  readonly items: readonly Pickled[];
}

export interface Persistent {
  readonly persistent: Pickled;
}

export interface TupleOf {
  readonly tuple: readonly Pickled[];
}

export type Pickled =
  | null
  | boolean
  | number
  | bigint
  | string
  | Imported
  | Call
  | Persistent
  | TupleOf
  | readonly Pickled[]
  | ReadonlyMap<Pickled, Pickled>;

function littleEndian(value: number | bigint, count: number): number[] {
  const whole = BigInt.asUintN(count * 8, BigInt(value));
  return Array.from({ length: count }, (_, byte) => Number((whole >> BigInt(8 * byte)) & 0xffn));
}

function ascii(text: string): number[] {
  return Array.from(new TextEncoder().encode(text));
}

function encode(value: Pickled): number[] {
  if (value === null) return ascii('N');
  if (typeof value === 'boolean') return [value ? 0x88 : 0x89];
  if (typeof value === 'number' || typeof value === 'bigint') {
    return [0x8a, 12, ...littleEndian(value, 12)];
  }
  if (typeof value === 'string') {
    const text = ascii(value);
    return [...ascii('X'), ...littleEndian(text.length, 4), ...text];
  }
  if (value instanceof Map) {
    const items = [...(value as ReadonlyMap<Pickled, Pickled>)].flat();
    return [...ascii('}('), ...items.flatMap(encode), ...ascii('u')];
  }
  if (Array.isArray(value)) {
    return [...ascii(']('), ...(value as readonly Pickled[]).flatMap(encode), ...ascii('e')];
  }
  if ('module' in value) return ascii(`c${value.module}\n${value.member}\n`);
  if ('tuple' in value) return [...ascii('('), ...value.tuple.flatMap(encode), ...ascii('t')];
  if ('persistent' in value) return [...encode(value.persistent), ...ascii('Q')];
  const { callee, items } = value as Call;
  return [...encode(callee), ...encode({ tuple: items }), ...ascii('R')];
}

/** One pickle of protocol 2. */
export function pickle(value: Pickled): number[] {
  return [0x80, 2, ...encode(value), ...ascii('.')];
}

/** A storage of 32-bit floats. */
export function floatStorage(key: string, count: number | bigint): Persistent {
  const type = { module: 'torch', member: 'FloatStorage' };
  return { persistent: { tuple: ['storage', type, key, 'cpu', count, null] } };
}

/** A tensor as `torch.save` describes it. */
export function tensorOf(
  storage: Pickled,
  offset: number | bigint,
  shape: readonly (number | bigint)[],
  strides: readonly (number | bigint)[],
): Call {
  return {
    callee: { module: 'torch._utils', member: '_rebuild_tensor_v2' },
    items: [storage, offset, { tuple: shape }, { tuple: strides }, false, null],
  };
}

/** A whole file in the format before 1.6, its storages filled with zeros. */
export function legacyFile(root: Pickled, storages: ReadonlyMap<string, number>): ArrayBuffer {
  const head = [
    ...pickle(0x1950a86a20f9469cfc6cn),
    ...pickle(1001),
    ...pickle(new Map([['little_endian', true]])),
    ...pickle(root),
    ...pickle([...storages.keys()]),
  ];
  const contents = [...storages.values()].flatMap((count) => [
    ...littleEndian(count, 8),
    ...new Uint8Array(count * 4),
  ]);
  return Uint8Array.from([...head, ...contents]).buffer;
}
