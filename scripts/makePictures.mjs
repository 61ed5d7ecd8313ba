/**
 * Makes the pictures that come with the page and that are not photos: thumbnails of the samples, the result that a first
 * visit shows before the network is there, the icons and the picture of shared links.
 *
 * usage: node scripts/makePictures.mjs MAPS
 *   MAPS  folder with consensus.png and uncertainty.png of the first sample, as `npm run ucnet -- predict` writes them
 */
import { Buffer } from 'node:buffer';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import { findChromium } from './chromium.mjs';

const THUMB_WIDTH = 256;
const LOOK_WIDTH = 480;
const INK = '#141517';

const maps = process.argv[2];
if (maps === undefined) throw new Error('Say where the maps of the first sample are.');

const dataOf = (path, type) => `data:${type};base64,${readFileSync(path).toString('base64')}`;
const browser = await chromium.launch({ executablePath: findChromium(), args: ['--no-sandbox'] });
const page = await browser.newPage();

/** Draws pictures on a canvas of a size, each where it says, and returns the file. */
async function draw(size, pictures, type, quality) {
  const address = await page.evaluate(
    async ([{ width, height, ground }, list, format, strength]) => {
      const canvas = globalThis.document.createElement('canvas');
      Object.assign(canvas, { width, height });
      const drawing = canvas.getContext('2d');
      if (ground !== undefined) {
        drawing.fillStyle = ground;
        drawing.fillRect(0, 0, width, height);
      }
      for (const { source, x = 0, y = 0, w = width, h } of list) {
        const picture = new globalThis.Image();
        picture.src = source;
        await picture.decode();
        drawing.imageSmoothingQuality = 'high';
        drawing.drawImage(picture, x, y, w, h ?? (w * picture.height) / picture.width);
      }
      return canvas.toDataURL(format, strength);
    },
    [size, pictures, type, quality],
  );
  return Buffer.from(address.slice(address.indexOf(',') + 1), 'base64');
}

const samples = JSON.parse(readFileSync('public/samples/samples.json', 'utf8'));
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

const [first] = samples;
const photo = dataOf(join('public/samples', first.rgb), 'image/jpeg');
const look = { width: LOOK_WIDTH, height: Math.round((LOOK_WIDTH * first.height) / first.width) };
const made = {};
for (const name of ['consensus', 'uncertainty']) {
  made[name] = dataOf(join(maps, `${name}.png`), 'image/png');
  const file = await draw(look, [{ source: made[name] }], 'image/jpeg', 0.8);
  writeFileSync(join('public/samples', first.id, `${name}.jpg`), file);
}

const icon = dataOf('public/icon.svg', 'image/svg+xml');
const square = (side) => ({ width: side, height: side });
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
  [photo, made.consensus, made.uncertainty].map((source, at) => ({
    source,
    x: at * 400,
    ...third,
  })),
  'image/jpeg',
  0.85,
);
writeFileSync('public/og.jpg', og);
await browser.close();
