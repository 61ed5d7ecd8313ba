import type { ColourMapName } from '../../image/colourMaps.ts';
import type { Painting } from '../../image/paintMap.ts';
import type { ScalarMap } from '../../image/types.ts';
import { maximum } from '../../math/statistics.ts';
import type { DepthFacts, DownloadKind } from '../../worker/protocol.ts';
import type { OpenImage } from '../input/openImage.ts';
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
export function listMaps(
  result: ShownResult,
  { depth, truth }: ShownInput,
  messages: Messages,
): ShownMap[] {
  const { image, samples, explored, assessed } = result;
  const maps: ShownMap[] = [];
  const largestVariance =
    samples === null ? 0 : Math.max(maximum(samples.variance.data), SMALLEST_VARIANCE);
  // Two standard deviations hold nearly every sample.
  const reference =
    samples === null
      ? {}
      : { reference: { map: samples.mean, spread: 2 * Math.sqrt(largestVariance) } };
  if (samples !== null) {
    maps.push(saliency('consensus', messages.maps.consensus, samples.consensus, 'consensus'));
    maps.push(saliency('mean', messages.maps.mean, samples.mean, 'mean'));
    maps.push({
      ...saliency('share', messages.maps.share, samples.regions.share, 'mean'),
      download: null,
      levels: samples.count,
    });
    for (const kind of UNCERTAINTIES) {
      maps.push({
        key: kind,
        title: `${messages.maps.uncertainty} (${messages.maps.uncertainties[kind].toLowerCase()})`,
        role: 'uncertainty',
        map: samples[kind],
        range: [0, mostOf(kind, samples[kind])],
        download: { kind },
      });
    }
  }
  if (image !== null && image.correctedDepth !== null) {
    maps.push({
      key: 'corrected-depth',
      title: messages.maps.correctedDepth,
      role: 'depth',
      map: image.correctedDepth,
      range: [0, 1],
      download: { kind: 'corrected-depth' },
    });
  }
  if (depth !== null) {
    maps.push({
      key: 'input-depth',
      title: depth.estimated ? messages.maps.estimatedDepth : messages.input.slots.depth.title,
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
      title: messages.input.slots.truth.title,
      role: 'saliency',
      map: truth.facts.preview,
      range: [0, 1],
      download: null,
      given: true,
    });
  }
  if (assessed !== null) {
    const { errorMap, posterior } = assessed;
    maps.push({
      key: 'error',
      title: messages.assessment.errorMap,
      role: 'error',
      map: errorMap,
      range: [-1, 1],
      download: null,
    });
    if (posterior !== null) {
      maps.push({
        ...saliency('posterior', messages.assessment.posteriorMap, posterior.map, 'posterior'),
        ...reference,
      });
    }
  }
  if (explored !== null) {
    maps.push({
      ...saliency('explored', messages.maps.explored, explored.map, 'explored'),
      ...reference,
    });
  }
  samples?.maps.forEach((map, index) => {
    maps.push({
      ...saliency(`sample-${index}`, messages.maps.sample(index + 1), map, 'explored'),
      ...reference,
      download: { kind: 'sample', index },
    });
  });
  return maps;
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
