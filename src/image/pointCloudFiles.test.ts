import type { Mesh } from 'three';
import { GLTFLoader } from 'three/addons/loaders/GLTFLoader.js';
import { PLYLoader } from 'three/addons/loaders/PLYLoader.js';
import { describe, expect, it } from 'vitest';
import { encodeGlb, encodePly } from './pointCloudFiles.ts';

const cloud = {
  positions: Float32Array.of(0, 1, -2, 3.5, -4, -5),
  colours: Uint8Array.of(0, 128, 255, 10, 20, 30),
};

/** Of a level of sRGB, as three.js keeps colours. */
const linear = (level: number) =>
  level <= 10 ? level / 255 / 12.92 : ((level / 255 + 0.055) / 1.055) ** 2.4;
const LINEAR = [...cloud.colours].map(linear);

describe('encodePly', () => {
  it('is read by three.js with the same places and colours', () => {
    const geometry = new PLYLoader().parse(encodePly(cloud).buffer);
    expect(geometry.getAttribute('position').array).toEqual(cloud.positions);
    const colours = geometry.getAttribute('color');
    LINEAR.forEach((value, index) =>
      expect(colours.getComponent(Math.floor(index / 3), index % 3)).toBeCloseTo(value, 2),
    );
  });
});

describe('encodeGlb', () => {
  it('is read by three.js as points with the same places and colours', async () => {
    // The loader asks for the browser's name.
    Object.assign(globalThis, { self: globalThis });
    const { scene } = await new GLTFLoader().parseAsync(encodeGlb(cloud).buffer, '');
    const points = scene.getObjectByName('photo') as Mesh;
    expect(points.type).toBe('Points');
    expect(points.geometry.getAttribute('position').array).toEqual(cloud.positions);
    const colours = [...points.geometry.getAttribute('color').array];
    colours.forEach((value, index) => expect(value).toBeCloseTo(LINEAR[index]!, 5));
    points.geometry.computeBoundingBox();
    expect(points.geometry.boundingBox!.min.toArray()).toEqual([0, -4, -5]);
  });

  it('has chunks whose lengths are multiples of four', () => {
    const bytes = encodeGlb(cloud);
    const view = new DataView(bytes.buffer);
    expect(view.getUint32(8, true)).toBe(bytes.length);
    expect(view.getUint32(12, true) % 4).toBe(0);
    expect(bytes.length % 4).toBe(0);
  });
});
