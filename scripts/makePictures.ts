/**
 * Makes the pictures that come with the page and that are not photos: thumbnails of the samples, the result that a first
 * visit shows before the network is there, the icons and the picture of shared links.
 *
 * usage: npx tsx scripts/makePictures.ts MAPS NUMBERS
 *   MAPS     folder with consensus.png, uncertainty.png and sample-1.png … of the first sample, as
 *            `npm run ucnet -- predict` writes them with five samples and a seed that `scripts/liveliest.ts` finds
 *   NUMBERS  the file of numbers that the page saves of the same result ("Share", "All numbers")
 */
import { Buffer } from 'node:buffer';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import type { ContestedRegion, Region } from '../src/inference/regions.ts';
import { DEFAULT_LINK } from '../src/ui/link/hashCodec.ts';
import { chromiumNeeded } from './chromium.mjs';

const THUMB_WIDTH = 256;
const LOOK_WIDTH = 640;
const ANSWER_WIDTH = 240;
const INK = '#141517';

const [maps, numbers] = process.argv.slice(2);
if (maps === undefined || numbers === undefined) {
  throw new Error('Say where the maps of the first sample are, and the file of its numbers.');
}

interface Layer {
  readonly source: string;
  readonly x?: number;
  readonly y?: number;
  readonly w?: number;
  readonly h?: number;
  /** Whether it is a map, which lies over what is drawn already. */
  readonly dims?: boolean;
}

interface Size {
  readonly width: number;
  readonly height: number;
  readonly ground?: string;
}

/** A sample of `public/samples/samples.json`, as far as this reads and writes it. */
interface Sample extends Size {
  readonly id: string;
  readonly rgb: string;
  readonly depth: string;
  look?: object;
}

/** What this reads of the file of numbers. */
interface Numbers {
  readonly request: { readonly seed: number };
  readonly agreed: readonly Region[];
  readonly contested: readonly ContestedRegion[];
  readonly answers: readonly object[];
}

const dataOf = (path: string, type: string) =>
  `data:${type};base64,${readFileSync(path).toString('base64')}`;
const executablePath = chromiumNeeded();
const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
const page = await browser.newPage();

/** Draws pictures on a canvas of a size, each where it says, and returns the file. */
async function draw(
  size: Size,
  pictures: readonly Layer[],
  type: string,
  quality?: number,
): Promise<Buffer> {
  const address = await page.evaluate(
    async ({ size: { width, height, ground }, list, format, strength, dimming }) => {
      const canvas = globalThis.document.createElement('canvas');
      Object.assign(canvas, { width, height });
      const drawing = canvas.getContext('2d')!;
      if (ground !== undefined) {
        drawing.fillStyle = ground;
        drawing.fillRect(0, 0, width, height);
      }
      for (const { source, x = 0, y = 0, w = width, h, dims = false } of list) {
        const picture = new globalThis.Image();
        picture.src = source;
        await picture.decode();
        const box = [x, y, w, h ?? (w * picture.height) / picture.width] as const;
        drawing.imageSmoothingQuality = 'high';
        if (!dims) {
          drawing.drawImage(picture, ...box);
          continue;
        }
        // A map over the photo, as the page paints it: dark and grey where nothing is marked, with twice the contrast.
        const layer = globalThis.document.createElement('canvas');
        Object.assign(layer, { width: picture.width, height: picture.height });
        const painting = layer.getContext('2d')!;
        painting.drawImage(picture, 0, 0);
        const pixels = painting.getImageData(0, 0, layer.width, layer.height);
        for (let at = 0; at < pixels.data.length; at += 4) {
          pixels.data[at + 3] = dimming * Math.min(Math.max(382.5 - 2 * pixels.data[at]!, 0), 255);
          pixels.data.fill(0, at, at + 3);
        }
        painting.putImageData(pixels, 0, 0);
        drawing.drawImage(layer, ...box);
        drawing.globalCompositeOperation = 'saturation';
        drawing.drawImage(layer, ...box);
        drawing.globalCompositeOperation = 'source-over';
      }
      return canvas.toDataURL(format, strength);
    },
    {
      size,
      list: pictures,
      format: type,
      strength: quality,
      dimming: DEFAULT_LINK.appearance.opacity,
    },
  );
  return Buffer.from(address.slice(address.indexOf(',') + 1), 'base64');
}

const samples = JSON.parse(readFileSync('public/samples/samples.json', 'utf8')) as Sample[];
for (const { id, rgb, depth, width, height } of samples) {
  const size = { width: THUMB_WIDTH, height: Math.round((THUMB_WIDTH * height) / width) };
  const photo = dataOf(join('public/samples', rgb), 'image/jpeg');
  const map = dataOf(join('public/samples', depth), 'image/png');
  const folder = join('public/samples', id);
  writeFileSync(
    join(folder, 'thumb.jpg'),
    await draw(size, [{ source: photo }], 'image/jpeg', 0.8),
  );
  const small = { width: size.width / 2, height: Math.round(size.height / 2) };
  const shown = await draw(small, [{ source: map }], 'image/jpeg', 0.8);
  writeFileSync(join(folder, 'depth-thumb.jpg'), shown);
}

const first = samples[0]!;
const photo = dataOf(join('public/samples', first.rgb), 'image/jpeg');
const mapOf = (name: string) => dataOf(join(maps, `${name}.png`), 'image/png');
const sized = (width: number) => ({
  width,
  height: Math.round((width * first.height) / first.width),
});
const overPhoto = async (name: string, width: number, file: string) => {
  const layers = [{ source: photo }, { source: mapOf(name), dims: true }];
  const path = `${first.id}/${file}.jpg`;
  writeFileSync(join('public/samples', path), await draw(sized(width), layers, 'image/jpeg', 0.8));
  return path;
};
const { request, agreed, contested, answers } = JSON.parse(
  readFileSync(numbers, 'utf8'),
) as Numbers;
const round = (value: number) => Math.round(value * 1e4) / 1e4;
const placed = ({ area, x, y, holders }: Region) => ({
  ...{ area: round(area), x: round(x), y: round(y) },
  holders,
});
const looks: string[] = [];
for (const index of answers.keys()) {
  const number = index + 1;
  looks.push(await overPhoto(`sample-${number}`, ANSWER_WIDTH, `look-${number}`));
}
first.look = {
  seed: request.seed,
  consensus: await overPhoto('consensus', LOOK_WIDTH, 'look'),
  answers: looks,
  agreed: agreed.map(placed),
  contested: contested.map((region) => ({ ...placed(region), adjoins: region.adjoins })),
};
writeFileSync('public/samples/samples.json', `${JSON.stringify(samples, null, 2)}\n`);

const icon = dataOf('public/icon.svg', 'image/svg+xml');
const square = (side: number) => ({ width: side, height: side });
for (const side of [192, 512]) {
  const file = await draw(square(side), [{ source: icon, h: side }], 'image/png');
  writeFileSync(`public/icon-${side}.png`, file);
}
// Systems cut a circle out of it: the middle four fifths are safe.
const inside = { source: icon, x: 77, y: 77, w: 358, h: 358 };
const maskable = await draw({ ...square(512), ground: '#f6f6f3' }, [inside], 'image/png');
writeFileSync('public/icon-maskable.png', maskable);

const third = { w: 400, y: 165 };
const og = await draw(
  { width: 1200, height: 630, ground: INK },
  [photo, mapOf('consensus'), mapOf('uncertainty')].map((source, at) => ({
    source,
    x: at * 400,
    ...third,
  })),
  'image/jpeg',
  0.85,
);
writeFileSync('public/og.jpg', og);
await browser.close();
