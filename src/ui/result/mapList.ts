import type { ColourMapName } from '../../image/colourMaps.ts';
import type { Painting } from '../../image/paintMap.ts';
import type { ScalarMap } from '../../image/types.ts';
import { maximum } from '../../math/statistics.ts';
import type { DepthFacts, DownloadKind, SampleSet } from '../../worker/protocol.ts';
import type { OpenImage } from '../input/openImage.ts';
import { isOneMap } from '../engine/selectors.ts';
import type { ShownResult } from '../engine/state.ts';
import type { Messages } from '../english.ts';
import { type Appearance, UNCERTAINTIES, type Uncertainty } from './appearance.ts';

/** What a map's values mean, which decides how it is drawn. */
export type MapRole = 'saliency' | 'uncertainty' | 'depth' | 'error';

/** A map of the page with all that is needed to show it. */
export interface ShownMap {
  readonly key: string;
  readonly title: string;
  readonly role: MapRole;
  readonly map: ScalarMap;
  readonly valid?: Uint8Array;
  /** Values of the first and the last colour. */
  readonly range: readonly [number, number];
  readonly download: DownloadKind | null;
  /** It is shown from a level on, of as many as there are answers. */
  readonly levels?: number;
  /** It is what went in: the model in use did not make it. */
  readonly given?: true;
  /** What the view of differences compares with, and the largest difference to expect. */
  readonly reference?: { readonly map: ScalarMap; readonly spread: number };
}

/** A range never so narrow that it shows noise as signal. */
const SMALLEST_VARIANCE = 1e-4;
const SMALLEST_DISAGREEMENT = 0.1;

/** What is shown of what went in. */
export interface ShownInput extends Pick<OpenImage, 'truth'> {
  readonly depth: { readonly facts: DepthFacts; readonly estimated: boolean } | null;
}

/** Every map that is there, in the order of the page. */
export function listMaps(result: ShownResult, input: ShownInput, messages: Messages): ShownMap[] {
  const { image, samples } = result;
  const correctedDepth = image?.correctedDepth ?? null;
  return [
    ...(samples === null ? [] : summaryMaps(samples, isOneMap(result), messages)),
    ...(correctedDepth === null ? [] : [correctedDepthMap(correctedDepth, messages)]),
    ...givenMaps(input, messages),
    ...truthMaps(result, messages),
    ...answerMaps(result, messages),
  ];
}

/** What all answers say together; a network of one map has no more to say than that. */
function summaryMaps(samples: SampleSet, hasOne: boolean, { maps: words }: Messages): ShownMap[] {
  return [
    saliency('consensus', hasOne ? words.only : words.consensus, samples.consensus, 'consensus'),
    saliency('mean', words.mean, samples.mean, 'mean'),
    {
      ...saliency('share', words.share, samples.regions.share, 'mean'),
      download: null,
      levels: samples.count,
    },
    ...UNCERTAINTIES.map((kind): ShownMap => ({
      key: kind,
      title: `${words.uncertainty} (${words.uncertainties[kind].toLowerCase()})`,
      role: 'uncertainty',
      map: samples[kind],
      range: [0, mostOf(kind, samples[kind])],
      download: { kind },
    })),
  ];
}

function correctedDepthMap(map: ScalarMap, { maps: words }: Messages): ShownMap {
  return {
    key: 'corrected-depth',
    title: words.correctedDepth,
    role: 'depth',
    map,
    range: [0, 1],
    download: { kind: 'corrected-depth' },
  };
}

/** What went in. */
function givenMaps({ depth, truth }: ShownInput, { maps: words, input }: Messages): ShownMap[] {
  const maps: ShownMap[] = [];
  if (depth !== null) {
    maps.push({
      key: 'input-depth',
      title: depth.estimated ? words.estimatedDepth : input.slots.depth.title,
      role: 'depth',
      map: depth.facts.preview,
      valid: depth.facts.previewValid,
      range: [0, 1],
      download: depth.estimated ? { kind: 'estimated-depth' } : null,
      given: true,
    });
  }
  if (truth !== null) {
    maps.push({
      key: 'truth',
      title: input.slots.truth.title,
      role: 'saliency',
      map: truth.facts.preview,
      range: [0, 1],
      download: null,
      given: true,
    });
  }
  return maps;
}

/** What follows from the ground truth. */
function truthMaps({ assessed, samples }: ShownResult, { assessment: words }: Messages) {
  if (assessed === null) return [];
  const { errorMap, posterior } = assessed;
  const maps: ShownMap[] = [
    {
      key: 'error',
      title: words.errorMap,
      role: 'error',
      map: errorMap,
      range: [-1, 1],
      download: null,
    },
  ];
  if (posterior !== null) {
    const shown = saliency('posterior', words.posteriorMap, posterior.map, 'posterior');
    maps.push({ ...shown, ...comparedWith(samples) });
  }
  return maps;
}

/** The key of an answer's map, by its index; null is the sliders' own. */
export function answerKey(index: number | null): string {
  return index === null ? 'explored' : `sample-${index}`;
}

/** The explored map and each answer. */
function answerMaps({ samples, explored }: ShownResult, { maps: words }: Messages): ShownMap[] {
  const reference = comparedWith(samples);
  const maps: ShownMap[] = [];
  if (explored !== null) {
    const shown = saliency(answerKey(null), words.explored, explored.map, 'explored');
    maps.push({ ...shown, ...reference });
  }
  samples?.maps.forEach((map, index) => {
    const shown = saliency(answerKey(index), words.sample(index + 1), map, 'explored');
    maps.push({ ...shown, ...reference, download: { kind: 'sample', index } });
  });
  return maps;
}

function comparedWith(samples: SampleSet | null): Pick<ShownMap, 'reference'> {
  if (samples === null) return {};
  // Two standard deviations hold nearly every sample.
  const spread = 2 * Math.sqrt(mostOf('variance', samples.variance));
  return { reference: { map: samples.mean, spread } };
}

/** Where the scale of an uncertainty ends. What answers disagree by is small beside what each is unsure of by itself. */
export function mostOf(kind: Uncertainty, { data }: ScalarMap): number {
  if (kind === 'variance') return Math.max(maximum(data), SMALLEST_VARIANCE);
  return kind === 'disagreement' ? Math.max(maximum(data), SMALLEST_DISAGREEMENT) : 1;
}

function saliency(
  key: string,
  title: string,
  map: ScalarMap,
  kind: 'consensus' | 'mean' | 'explored' | 'posterior',
): ShownMap {
  return { key, title, role: 'saliency', map, range: [0, 1], download: { kind } };
}

/** Over the photo, what is salient stays as bright as it is. */
const OVERLAYS = {
  saliency: 'dimming',
  uncertainty: 'fading',
  depth: 'even',
  error: 'opaque',
} as const satisfies Record<MapRole, Painting['cover']>;

/** What a map's colours depend on. */
type Paintable = Pick<ShownMap, 'role' | 'range' | 'levels' | 'reference'>;

/** How a map is drawn in the chosen view. Masks, cut-outs and differences concern saliency alone. */
export function paintingOf(shown: Paintable, appearance: Appearance): Painting {
  const { view, opacity } = appearance;
  if (view === 'difference' && shown.reference !== undefined) {
    const { map, spread } = shown.reference;
    const range = [-spread, spread] as const;
    return { colours: 'coolwarm', range, cover: 'opaque', opacity, base: map };
  }
  if (shown.role === 'error') {
    return { colours: 'coolwarm', range: shown.range, cover: 'opaque', opacity };
  }
  const colours: ColourMapName =
    (view === 'mask' || view === 'difference') && shown.role === 'saliency'
      ? 'grey'
      : appearance.colours;
  const cover =
    view === 'overlay'
      ? OVERLAYS[shown.role]
      : view === 'cut-out' && shown.role === 'saliency'
        ? 'cut-out'
        : 'opaque';
  const { range, levels } = shown;
  const level = levels === undefined ? undefined : Math.min(appearance.level, levels) / levels;
  return { colours, range, cover, opacity, level };
}
