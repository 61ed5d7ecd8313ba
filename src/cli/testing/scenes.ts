import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { encodeGrey16Png, encodeGreyPng } from '../../image/encodePng.ts';
import { encodeRgbPng } from '../../image/testing/pngFiles.ts';
import type { RgbImage, ScalarMap } from '../../image/types.ts';

export const SCENE = { height: 40, width: 56 } as const;

type Field = (x: number, y: number) => number;

function draw(value: Field): ScalarMap {
  const { height, width } = SCENE;
  const data = Float32Array.from({ length: height * width }, (_, i) =>
    value(i % width, Math.floor(i / width)),
  );
  return { height, width, data };
}

function box(index: number): Field {
  const left = 4 + 3 * (index % 8);
  return (x, y) => Number(x >= left && x < left + 16 && y >= 10 && y < 32);
}

function photo(index: number): RgbImage {
  const inside = box(index);
  const { height, width } = SCENE;
  const data = new Uint8Array(height * width * 3);
  for (let i = 0; i < height * width; i++) {
    const [x, y] = [i % width, Math.floor(i / width)];
    data.set(inside(x, y) === 1 ? [220, 40 + 10 * (x % 5), 60] : [60 + 2 * y, 110, 90 + x], 3 * i);
  }
  return { height, width, data };
}

/** Files of a small scene: a red box on the ground, its depth (16 bits, near bright) and its mask. */
export function sceneFiles(index: number): Record<'RGB' | 'depth' | 'GT', Uint8Array> {
  const inside = box(index);
  return {
    RGB: encodeRgbPng(photo(index)),
    depth: encodeGrey16Png(draw((x, y) => Math.max(0.7 * inside(x, y), 0.05 + (0.6 * y) / 40))),
    GT: encodeGreyPng(draw(inside)),
  };
}

/** Writes a data set of small scenes named `scene-0`, `scene-1`, … */
export function writeScenes(folder: string, count: number): void {
  for (let index = 0; index < count; index++) {
    for (const [name, bytes] of Object.entries(sceneFiles(index))) {
      mkdirSync(path.join(folder, name), { recursive: true });
      writeFileSync(path.join(folder, name, `scene-${index}.png`), bytes);
    }
  }
}
