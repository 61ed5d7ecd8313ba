import { srgbLight } from './colourProfile.ts';

/** Points with a colour each. */
export interface ColouredPoints {
  /** x, y and z of each point, interleaved. */
  readonly positions: Float32Array;
  /** Red, green and blue of sRGB, interleaved. */
  readonly colours: Uint8Array;
}

const PLY_POINT_BYTES = 15;

/** A binary PLY file (G. Turk, 1994), little-endian: three floats and three bytes a point. */
export function encodePly({ positions, colours }: ColouredPoints): Uint8Array<ArrayBuffer> {
  const count = positions.length / 3;
  const header = new TextEncoder().encode(
    [
      'ply',
      'format binary_little_endian 1.0',
      'comment made by UC-Net in the browser: the unit of length is the distance of the nearest possible reading',
      `element vertex ${count}`,
      ...['x', 'y', 'z'].map((axis) => `property float ${axis}`),
      ...['red', 'green', 'blue'].map((colour) => `property uchar ${colour}`),
      'end_header\n',
    ].join('\n'),
  );
  const bytes = new Uint8Array(header.length + count * PLY_POINT_BYTES);
  bytes.set(header);
  const view = new DataView(bytes.buffer);
  for (let point = 0; point < count; point++) {
    const at = header.length + point * PLY_POINT_BYTES;
    for (let axis = 0; axis < 3; axis++) {
      view.setFloat32(at + axis * 4, positions[point * 3 + axis]!, true);
      bytes[at + 12 + axis] = colours[point * 3 + axis]!;
    }
  }
  return bytes;
}

/** Codes of glTF 2.0. */
const FLOAT = 5126;
const ARRAY_BUFFER = 34962;
const POINTS = 0;
const GLB_HEADER_BYTES = 12;
const CHUNK_HEADER_BYTES = 8;

/**
 * A binary glTF file (Khronos, glTF 2.0): one primitive of points whose colours need no light. Colours of glTF are linear, so they
 * are written as floats.
 */
export function encodeGlb({ positions, colours }: ColouredPoints): Uint8Array<ArrayBuffer> {
  const count = positions.length / 3;
  const description = JSON.stringify({
    asset: { version: '2.0', generator: 'UC-Net in the browser' },
    extensionsUsed: ['KHR_materials_unlit'],
    scene: 0,
    scenes: [{ nodes: [0] }],
    nodes: [{ mesh: 0, name: 'photo' }],
    meshes: [
      { primitives: [{ attributes: { POSITION: 0, COLOR_0: 1 }, mode: POINTS, material: 0 }] },
    ],
    materials: [{ extensions: { KHR_materials_unlit: {} } }],
    buffers: [{ byteLength: count * 24 }],
    bufferViews: [0, 1].map((index) => ({
      buffer: 0,
      byteOffset: index * count * 12,
      byteLength: count * 12,
      target: ARRAY_BUFFER,
    })),
    accessors: [
      { bufferView: 0, componentType: FLOAT, count, type: 'VEC3', ...extent(positions) },
      { bufferView: 1, componentType: FLOAT, count, type: 'VEC3' },
    ],
  });
  const json = new TextEncoder().encode(description.padEnd(Math.ceil(description.length / 4) * 4));
  const start = GLB_HEADER_BYTES + CHUNK_HEADER_BYTES + json.length + CHUNK_HEADER_BYTES;
  const bytes = new Uint8Array(start + count * 24);
  const view = new DataView(bytes.buffer);
  const words = [tag('glTF'), 2, bytes.length, json.length, tag('JSON')];
  words.forEach((word, index) => view.setUint32(index * 4, word, true));
  bytes.set(json, GLB_HEADER_BYTES + CHUNK_HEADER_BYTES);
  view.setUint32(start - 8, count * 24, true);
  view.setUint32(start - 4, tag('BIN\0'), true);
  positions.forEach((value, index) => view.setFloat32(start + index * 4, value, true));
  const linear = Float32Array.from({ length: 256 }, (_, level) => srgbLight(level / 255));
  colours.forEach((level, index) =>
    view.setFloat32(start + (positions.length + index) * 4, linear[level]!, true),
  );
  return bytes;
}

/** Four letters as a little-endian word. */
function tag(letters: string): number {
  return [...letters].reduce((word, letter, i) => word + letter.charCodeAt(0) * 256 ** i, 0);
}

/** The smallest and the largest coordinate along each axis, which glTF asks for. */
function extent(positions: Float32Array): { min: number[]; max: number[] } {
  const min = [Infinity, Infinity, Infinity];
  const max = [-Infinity, -Infinity, -Infinity];
  positions.forEach((value, index) => {
    min[index % 3] = Math.min(min[index % 3]!, value);
    max[index % 3] = Math.max(max[index % 3]!, value);
  });
  return { min, max };
}
