import { util } from '@tensorflow/tfjs-core';

/** A field of a program's uniform buffer: one to six numbers. */
export interface UniformField {
  readonly type: string;
  readonly data: readonly number[];
}

/** What a program's uniforms say of the shapes that it works on. */
export interface UniformShapes {
  readonly inputs: readonly (readonly number[])[];
  readonly output: readonly number[];
  /** How many elements the program writes; null of programs that do not ask. */
  readonly size: number | null;
}

/** The fields that tfjs puts before a program's own, in the order of its shaders' `Uniforms`. */
export function shapeFields({ inputs, output, size }: UniformShapes): UniformField[] {
  const shapes = [...inputs, output].flatMap((shape) => [
    { type: 'int32', data: [...shape] },
    { type: 'int32', data: util.computeStrides([...shape]) },
  ]);
  return [
    { type: 'float32', data: [NaN] },
    { type: 'float32', data: [Infinity] },
    ...shapes,
    ...(size === null ? [] : [{ type: 'int32', data: [size] }]),
  ];
}

/** Bytes to whose multiples WGSL moves a field of so many numbers; five and six are a struct of vectors. */
function alignmentOf(length: number): number {
  return length === 1 ? 4 : length === 2 ? 8 : 16;
}

/** Lays fields out as WGSL lays out a struct of them. */
export function packFields(fields: readonly UniformField[]): ArrayBuffer {
  // A scalar has no shape, and WGSL no field of no numbers.
  const filled = fields.map(({ type, data }) => ({ type, data: data.length === 0 ? [1] : data }));
  let end = 0;
  let afterStruct = false;
  const offsets = filled.map(({ data: { length } }) => {
    const alignment = afterStruct ? 16 : alignmentOf(length);
    const offset = Math.ceil(end / alignment) * alignment;
    end = offset + 4 * length;
    afterStruct = length > 4;
    return offset;
  });
  const largest = Math.max(4, ...filled.map(({ data }) => alignmentOf(data.length)));
  const view = new DataView(new ArrayBuffer(Math.ceil(end / largest) * largest));
  filled.forEach(({ type, data }, field) => {
    data.forEach((value, index) => {
      const at = offsets[field]! + 4 * index;
      if (type === 'float32') view.setFloat32(at, value, true);
      else if (type === 'uint32') view.setUint32(at, value, true);
      else view.setInt32(at, value, true);
    });
  });
  return view.buffer;
}
