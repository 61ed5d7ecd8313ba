import { MAIN_SCORES } from '../../evaluation/resultRows.ts';
import { lineColour } from '../../image/paintOutlines.ts';
import { nextTask } from '../../inference/drawSamples.ts';
import { heldRegions } from '../../inference/regions.ts';
import {
  givesOneMap,
  hasPinned,
  isOneMap,
  pinnedRequestOf,
  requestOf,
} from '../engine/selectors.ts';
import { ownFilesOf } from '../link/linkOf.ts';
import type { PageState, ShownResult } from '../engine/state.ts';
import type { Messages } from '../english.ts';
import { runsOnEstimate, shownDepth } from '../input/estimate.ts';
import { pageTexts } from '../messages.ts';
import { shortName, tellApart } from '../pin/apart.ts';
import { besideKey, listBeside } from '../pin/besideMaps.ts';
import { besideLines, linesOf, type NumberLine, scoreLines } from '../pin/numberLines.ts';
import { answerKey, listMaps, type ShownMap } from '../result/mapList.ts';
import { numbersOf } from '../result/numbers.ts';
import { outlineOf } from '../result/OutlinesLayer.tsx';
import { paintedCanvas } from '../result/paintedCanvas.ts';
import { tellHeld, tellRegions } from '../result/sentence.ts';
import { answerOnShow } from '../result/useHeld.ts';
import type { SharedLayer, SharedPage, SharedScores, SharedTable } from './sharedPage.ts';

/** The page's texts for a file's reader, who is not the visitor: the visitor's own answer is the sender's there. */
function textsForOthers(): Messages {
  const messages = pageTexts.present();
  const { explored, own } = messages.share.file;
  return {
    ...messages,
    maps: { ...messages.maps, explored },
    sentence: { ...messages.sentence, own },
  };
}

/** All maps on the page, by their keys. */
export function mapsOf(state: PageState): ReadonlyMap<string, ShownMap> {
  const { result, image } = state;
  const depth = shownDepth(state);
  const estimated = runsOnEstimate(state);
  const given = { depth: depth && { facts: depth, estimated }, truth: image.truth };
  return new Map(listMaps(result, given, textsForOthers()).map((shown) => [shown.key, shown]));
}

/** Those of a result that is pinned beside it. */
export function pinnedMapsOf(state: PageState): readonly ShownMap[] {
  if (!hasPinned(state)) return [];
  const { pinnedResult } = state;
  const messages = textsForOthers();
  const name = shortName(tellApart(state, messages), 'pinned', pinnedResult.model);
  return listBeside('pinned', pinnedResult, messages, name);
}

/** What the page's sentence says of all answers, as one text. */
export function sentenceOf({ result }: PageState): string {
  const { samples } = result;
  if (samples === null) return '';
  const oneMap = isOneMap(result);
  const messages = pageTexts.present();
  const { lead, gap } = messages.sentence;
  const start = oneMap ? messages.sampling.oneAnswer : lead(samples.count);
  const told = tellRegions(samples.regions, samples.count, messages).map(({ text }) => text);
  return `${start}${gap}${told.join('')}`;
}

/** What it says of the answer that is the main picture, where there is such a one. */
export function sentenceOnShow(state: PageState): string {
  const { samples } = state.result;
  const map = answerOnShow(state);
  if (map === null || samples === null) return sentenceOf(state);
  const { regions, count } = samples;
  const { focus } = state.appearance;
  const number = focus === null ? null : focus + 1;
  const told = tellHeld(regions, heldRegions(map, regions), number, count, textsForOthers());
  return told.map(({ text }) => text).join('');
}

/** The key of what a file shows first of a result: the answer that is the main picture, where it has that, or the consensus. */
export function openedKey(state: PageState, has: (key: string) => boolean): string {
  const { layer, focus } = state.appearance;
  const opened = layer === 'answer' && !givesOneMap(state) ? answerKey(focus) : 'consensus';
  return has(opened) ? opened : 'consensus';
}

/** The layers that a saved page opens on, behind the bare photo. */
export function openedLayers(
  state: PageState,
  maps: readonly ShownMap[],
): Pick<SharedPage, 'left' | 'right'> {
  const keys = maps.map(({ key }) => key);
  const find = (keyOf: (key: string) => string) =>
    1 + keys.indexOf(keyOf(openedKey(state, (key) => keys.includes(keyOf(key)))));
  return { left: find((key) => key), right: find((key) => besideKey('pinned', key)) };
}

/**
 * What the page's table of numbers says, of the present result and of one that is pinned beside it.
 *
 * @param isWanted which of its lines
 */
export function sharedTable(
  state: PageState,
  isWanted: (line: NumberLine) => boolean = () => true,
): SharedTable {
  const { result, pinnedResult } = state;
  const { pin: words, share } = pageTexts.present();
  const lines = linesOf(requestOf(state), result, numbersOf(result)).filter(isWanted);
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
    rows: besideLines(lines, pinned.filter(isWanted)),
  };
}

/** Maps that are scored, by the names of their rows. The answers' own scores are left to the file of numbers. */
const SCORED = ['consensus', 'mean', 'posterior'] as const;

/** The scores of what all answers say, and of an answer that saw the truth; null where there are none. */
export function sharedScores(state: PageState): SharedScores | null {
  const { result, pinnedResult } = state;
  const { assessment, pin } = pageTexts.present();
  const results = hasPinned(state) ? [result, pinnedResult] : [result];
  const scale = results.find(({ assessed }) => assessed !== null)?.assessed?.scale;
  if (scale === undefined) return null;
  const scored = SCORED.map((name) => ({
    title: assessment.names[name],
    columns: results.map((each) => scoresOf(each, name)),
  })).filter(({ columns }) => columns.some((lines) => lines.length > 0));
  const title = assessment.scored[scale];
  if (!hasPinned(state)) {
    const columns = scored.flatMap((each) => each.columns);
    const heads = ['', ...scored.map((each) => each.title)];
    const rows = columns[0]!.map((line, at) => ({
      ...{ title: line.title, best: [] },
      cells: columns.map((lines) => lines[at]!.text),
    }));
    return { title, tables: [{ heads, rows }] };
  }
  const names = [pin.now(result.model), pin.column(pinnedResult.model)];
  const tables = scored.map((each) => ({
    heads: [each.title, ...names],
    rows: besideLines(each.columns[0]!, each.columns[1]!),
  }));
  return { title, tables };
}

/** The scores of one of a result's maps; empty where it has none. */
function scoresOf({ assessed }: ShownResult, name: string): readonly NumberLine[] {
  const scored = assessed?.report.maps.find(({ row }) => row.name === name);
  return scored === undefined ? [] : scoreLines(scored.row);
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
  // The level of the page's slider is no map of its own.
  const maps = [...mapsOf(state).values(), ...pinnedMapsOf(state)].filter(
    ({ levels }) => levels === undefined,
  );
  for (const shown of maps) {
    await nextTask();
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
    sentence: sentenceOnShow(state),
    photo: await dataAddress(photo.facts.preview),
    ratio: photo.facts.width / photo.facts.height,
    layers,
    ...openedLayers(state, maps),
    table: sharedTable(state, ({ key }) => !['scored', ...MAIN_SCORES].includes(key)),
    scores: sharedScores(state),
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
