import { HEIGHT, MIDDLES, SCENE, THINGS, WIDTH } from './scene.ts';

export const TASKS = ['segmentation', 'salient', 'fixation'] as const;
export type Task = (typeof TASKS)[number];

const CLASS_COLOURS = [
  [230, 159, 0],
  [86, 180, 233],
  [0, 158, 115],
  [204, 121, 167],
] as const;

/** Spread of the looks about the middle of a thing, in pixels. */
const SPREAD = 4;

/** What each of three tasks answers about the scene, RGBA. */
export function drawTask(task: Task): Uint8ClampedArray<ArrayBuffer> {
  const pixels = new Uint8ClampedArray(HEIGHT * WIDTH * 4).fill(255);
  for (let pixel = 0; pixel < HEIGHT * WIDTH; pixel++) {
    const [x, y] = [pixel % WIDTH, Math.floor(pixel / WIDTH)];
    const at = THINGS.findIndex((name) => SCENE[name].inside(x, y));
    if (task === 'segmentation') {
      pixels.set(at < 0 ? [40, 40, 40] : CLASS_COLOURS[at]!, pixel * 4);
    } else if (task === 'salient') {
      // What more than half of all people mark.
      pixels.fill(at >= 0 && SCENE[THINGS[at]!].share > 0.5 ? 255 : 0, pixel * 4, pixel * 4 + 3);
    } else {
      pixels.fill(255 * Math.min(1, looksAt(x, y)), pixel * 4, pixel * 4 + 3);
    }
  }
  return pixels;
}

/** How often eyes land on a place: near the middle of what people mark. */
function looksAt(x: number, y: number): number {
  return THINGS.reduce((sum, name) => {
    const middle = MIDDLES[name];
    const distance = Math.hypot(x - (middle % WIDTH), y - Math.floor(middle / WIDTH));
    return sum + SCENE[name].share * Math.exp(-((distance / SPREAD) ** 2) / 2);
  }, 0);
}
