/**
 * What a cut-out of a large photo takes: processor time of each step as the page's worker goes through them, and the most
 * memory that its process ever had. The photo is a sample, enlarged; its true mask, at the network's size, stands for the map.
 *
 * Run: `npm run bench:cutout`; with `-- --megapixels 48` for another size.
 */
import { execFileSync } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { decodeMap } from '../src/image/decodeMap.ts';
import { decodePhoto } from '../src/image/decodePhoto.ts';
import { encodePicture, PICTURE_FORMATS, type PictureFormat } from '../src/image/encodePicture.ts';
import { resizeBilinear } from '../src/math/resize.ts';
import { CutOutSession } from '../src/worker/cutOutSession.ts';
import { markdownTable } from './markdownTable.ts';

const SAMPLE = fileURLToPath(new URL('../public/samples/kettle/', import.meta.url));
/** Of the network's maps. */
const MAP_SIDE = 352;

const { values } = parseArgs({
  options: {
    megapixels: { type: 'string', default: '12' },
    photo: { type: 'string' },
    format: { type: 'string' },
  },
});

async function enlarged(megapixels: number): Promise<Uint8Array> {
  const { height, width, data } = await decodePhoto(await readFile(path.join(SAMPLE, 'rgb.jpg')));
  const scale = Math.sqrt((megapixels * 1e6) / (height * width));
  const size = { height: Math.round(height * scale), width: Math.round(width * scale) };
  const out = new Uint8Array(size.height * size.width * 4).fill(255);
  for (let channel = 0; channel < 3; channel++) {
    const plane = Float32Array.from({ length: height * width }, (_, i) => data[3 * i + channel]!);
    const large = resizeBilinear(plane, height, width, 1, size.height, size.width);
    for (let i = 0; i < large.length; i++) out[4 * i + channel] = large[i]!;
  }
  return encodePicture({ ...size, data: out }, 'jpg');
}

/** Seconds of the processor that this process has taken. */
function processorTime(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}

/** One cut-out in this process; prints seconds of the steps, and megabytes. */
async function measure(file: string, format: PictureFormat): Promise<void> {
  const mask = await decodeMap(await readFile(path.join(SAMPLE, 'gt.png')));
  const small = resizeBilinear(mask.data, mask.height, mask.width, 1, MAP_SIDE, MAP_SIDE);
  const map = { height: MAP_SIDE, width: MAP_SIDE, data: Float32Array.from(small) };
  const background =
    format === 'jpg' ? ({ kind: 'blur' } as const) : ({ kind: 'transparent' } as const);
  const request = {
    ...{ mapKey: 'map', map, answers: [map], threshold: 0.5 },
    ...{ kept: {}, strokes: [], feather: 0, background, trim: false },
  };
  const photo = new Blob([new Uint8Array(await readFile(file))]);
  const times = [processorTime()];
  const session = await CutOutSession.open({ name: 'photo.jpg', key: 'photo', blob: photo });
  times.push(processorTime());
  await session.preview(request);
  times.push(processorTime());
  await session.make(request, format, () => undefined);
  times.push(processorTime());
  const steps = times.slice(1).map((time, i) => time - times[i]!);
  console.log(JSON.stringify([...steps, process.resourceUsage().maxRSS / 1024]));
}

if (values.photo !== undefined) {
  await measure(values.photo, values.format as PictureFormat);
} else {
  const folder = await mkdtemp(path.join(tmpdir(), 'ucnet-cutout-'));
  try {
    const photo = path.join(folder, 'photo.jpg');
    await writeFile(photo, await enlarged(Number(values.megapixels)));
    const rows = PICTURE_FORMATS.map((format) => {
      const script = fileURLToPath(import.meta.url);
      const args = ['--import', 'tsx', script, '--photo', photo, '--format', format];
      const printed = execFileSync(process.execPath, args, { encoding: 'utf8' });
      const [open, preview, make, megabytes] = JSON.parse(printed) as number[];
      const seconds = [open!, preview!, make!].map((time) => `${time.toFixed(2)} s`);
      return [format, ...seconds, `${Math.round(megabytes!)} MB`];
    });
    const columns = ['format', 'opened', 'preview', 'file', 'memory'].map((title) => ({ title }));
    console.log(markdownTable(columns, rows));
  } finally {
    await rm(folder, { recursive: true });
  }
}
