// @vitest-environment jsdom
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { mount, type Mounted } from '../parts/testing/mount.ts';
import { stubScreen } from '../parts/testing/screen.ts';
import { MapCanvas } from './MapCanvas.tsx';

const map = { height: 1, width: 1, data: Float32Array.of(0.5) };
const painting = { colours: 'grey', range: [0, 1], cover: 'dimming', opacity: 0.7 } as const;

let mounted: Mounted;
/** How the canvases' contexts were asked for. */
let asked: unknown[];

beforeEach(() => {
  stubScreen();
  asked = [];
  HTMLCanvasElement.prototype.getContext = (_: string, how?: unknown) => {
    asked.push(how);
    return null;
  };
  vi.stubGlobal('requestAnimationFrame', (paint: () => void) => paint());
});
afterEach(async () => {
  await mounted.close();
  vi.unstubAllGlobals();
});

async function contexts(gpu: boolean): Promise<unknown[]> {
  vi.stubGlobal('navigator', gpu ? { gpu: {} } : {});
  mounted = await mount(<MapCanvas {...{ map, painting }} label="Consensus" />);
  return asked;
}

it('paints on canvases of the processor where no GPU paints: the others do not blend everywhere', async () => {
  const each = { willReadFrequently: true };
  expect(await contexts(false)).toEqual([each, each]);
});

it('leaves canvases to the GPU where it paints them', async () => {
  const each = { willReadFrequently: false };
  expect(await contexts(true)).toEqual([each, each]);
});
