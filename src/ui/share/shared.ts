import { lineColour } from '../../image/paintOutlines.ts';
import { nextTask } from '../../inference/drawSamples.ts';
import { hasPinned, pinnedRequestOf, requestOf } from '../engine/selectors.ts';
import { ownFilesOf } from '../link/linkOf.ts';
import type { PageState } from '../engine/state.ts';
import { runsOnEstimate, shownDepth } from '../input/estimate.ts';
import { pageTexts } from '../messages.ts';
import { shortName, tellApart } from '../pin/apart.ts';
import { besideKey, listBeside } from '../pin/besideMaps.ts';
import { besideLines, linesOf } from '../pin/numberLines.ts';
import { listMaps, type ShownMap } from '../result/mapList.ts';
import { numbersOf } from '../result/numbers.ts';
import { outlineOf } from '../result/OutlinesLayer.tsx';
import { paintedCanvas } from '../result/paintedCanvas.ts';
import { tellRegions } from '../result/sentence.ts';
import type { SharedLayer, SharedPage, SharedTable } from './sharedPage.ts';

/** All maps on the page, by their keys. */
export function mapsOf(state: PageState): ReadonlyMap<string, ShownMap> {
  const { result, image } = state;
  const depth = shownDepth(state);
  const estimated = runsOnEstimate(state);
  const given = { depth: depth && { facts: depth, estimated }, truth: image.truth };
  return new Map(listMaps(result, given, pageTexts.present()).map((shown) => [shown.key, shown]));
}

/** Those of a result that is pinned beside it. */
export function pinnedMapsOf(state: PageState): readonly ShownMap[] {
  if (!hasPinned(state)) return [];
  const { pinnedResult } = state;
  const messages = pageTexts.present();
  const name = shortName(tellApart(state, messages), 'pinned', pinnedResult.model);
  return listBeside('pinned', pinnedResult, messages, name);
}

/** What the page's sentence says, as one text. */
export function sentenceOf({ result }: PageState): string {
  const { samples, image } = result;
  if (samples === null) return '';
  const oneMap = image?.priorMu.length === 0;
  const messages = pageTexts.present();
  const { lead, gap } = messages.sentence;
  const start = oneMap ? messages.sampling.oneAnswer : lead(samples.count);
  const told = tellRegions(samples.regions, samples.count, messages).map(({ text }) => text);
  return `${start}${gap}${told.join('')}`;
}

/** What the page's table of numbers says, of the present result and of one that is pinned beside it. */
export function sharedTable(state: PageState): SharedTable {
  const { result, pinnedResult } = state;
  const { pin: words, share } = pageTexts.present();
  const lines = linesOf(requestOf(state), result, numbersOf(result));
  if (!hasPinned(state)) {
    const model = { title: share.file.model, text: result.model };
    const rows = [model, ...lines].map(({ title, text }) => ({
      ...{ title, cells: [text], best: [false] },
    }));
    return { heads: [], rows };
  }
  const pinned = linesOf(pinnedRequestOf(state), pinnedResult, numbersOf(pinnedResult));
  return {
    heads: [words.measure, words.now(result.model), words.column(pinnedResult.model)],
    rows: besideLines(lines, pinned),
  };
}

/** Lines of one width whatever the picture's size; the halo keeps them visible on any photo. */
function outlinesOf(maps: readonly string[], width: number, height: number): string {
  const line = (path: string, colour: string, strength: number) =>
    `<path d="${path}" fill="none" stroke="${colour}" stroke-width="${strength}" vector-effect="non-scaling-stroke"/>`;
  const lines = maps.map(
    (path, index) =>
      line(path, 'rgb(0 0 0 / 55%)', 4) + line(path, lineColour(index, maps.length), 2),
  );
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" preserveAspectRatio="none">${lines.join('')}</svg>`;
}

/** Everything that a saved page shows of the present result and of a pinned one. A picture at a time, so that the page stays free. */
export async function sharedPage(state: PageState, address: string): Promise<SharedPage> {
  const { image, result, appearance } = state;
  const words = pageTexts.present().share.file;
  const photo = image.photo!;
  const layers: SharedLayer[] = [{ title: words.photo, address: null }];
  let right = 0;
  for (const shown of [...mapsOf(state).values(), ...pinnedMapsOf(state)]) {
    // The level of the page's slider is no map of its own.
    if (shown.levels !== undefined) continue;
    await nextTask();
    if (shown.key === besideKey('pinned', 'consensus')) right = layers.length;
    const { canvas, dims } = paintedCanvas(shown, appearance);
    layers.push({ title: shown.title, address: await dataAddress(await pngOf(canvas)), dims });
  }
  const answers = result.samples?.maps ?? [];
  const paths: string[] = [];
  for (const map of answers) {
    await nextTask();
    paths.push(outlineOf(map));
  }
  const { width = 1, height = 1 } = answers[0] ?? {};
  const svg = new Blob([outlinesOf(paths, width, height)], { type: 'image/svg+xml' });
  layers.push({ title: words.outlines, address: await dataAddress(svg) });
  const files = ownFilesOf(state);
  return {
    title: words.title(photo.file.name),
    sentence: sentenceOf(state),
    photo: await dataAddress(photo.facts.preview),
    ratio: photo.facts.width / photo.facts.height,
    layers,
    right,
    table: sharedTable(state),
    link: { address, text: files.length === 0 ? words.again : words.againOwn(files.join(', ')) },
    language: document.documentElement.lang,
  };
}

/** Bytes that become text in one go, small enough for a call's arguments. */
const PART = 0x8000;

/** Everything of a blob in one address, for a file that stands alone. */
async function dataAddress(blob: Blob): Promise<string> {
  const bytes = new Uint8Array(await blob.arrayBuffer());
  let text = '';
  for (let from = 0; from < bytes.length; from += PART) {
    text += String.fromCharCode(...bytes.subarray(from, from + PART));
  }
  return `data:${blob.type};base64,${btoa(text)}`;
}

/** A canvas as PNG. @throws Error where the browser makes none */
export function pngOf(canvas: HTMLCanvasElement): Promise<Blob> {
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => {
      if (blob === null) reject(new Error('The browser makes no PNG of this canvas.'));
      else resolve(blob);
    }, 'image/png');
  });
}
