import { useMemo } from 'react';
import type { LatentSample, SampleSet } from '../../worker/protocol.ts';
import type { Request } from '../engine/shelf.ts';
import { useBeside, useOutcome, useOwnRequest } from '../engine/useBeside.ts';
import { usePageState, useStore } from '../engine/usePage.ts';
import { explore } from '../explorer/latent.ts';
import type { Messages } from '../english.ts';
import { useMessages } from '../messages.ts';
import { type LatentMeaning, meaningsInUse } from '../models/modelFacts.ts';
import { formatLearnHash } from '../parts/learnLinks.ts';
import { MAX_LATENT_SIGMA } from '../result/appearance.ts';
import { measureReasons, type Reasons, swing } from './reasons.ts';

interface WhyUnsureProps {
  readonly samples: SampleSet;
  /** The contested place, from 0. */
  readonly part: number;
}

/** A slider that changes a place by less does not decide it. */
const LEAST_SWING = 0.25;
/** The depth decides a place where so many of the answers change their mind, as a share. */
const LEAST_TURN = 0.4;

/** One measured reason why the answers differ about a place: what the sliders and the depth do to it, and where it lies. */
export function WhyUnsure({ samples, part }: WhyUnsureProps) {
  const words = useMessages();
  const reasons = useReasons(samples, part);
  return (
    <p className="why" role="status" data-testid="why">
      {reasons === null ? words.why.measuring : <Told reasons={reasons} count={samples.count} />}{' '}
      <a href={formatLearnHash({ chapter: 'saliency', state: 'question=people' })}>
        {words.why.learn}
      </a>
    </p>
  );
}

function Told({ reasons, count }: { readonly reasons: Reasons; readonly count: number }) {
  const words = useMessages();
  const meanings = usePageState(meaningsInUse);
  const { distance, cut } = reasons;
  return (
    <>
      {causeOf(reasons, count, words, meanings)}
      {(distance !== null || cut) && ` ${words.why.lies(distance, cut)}`}
    </>
  );
}

function causeOf(
  { slider, depth }: Reasons,
  count: number,
  { why, explorer, sliderEnd }: Messages,
  meanings: readonly LatentMeaning[],
): string {
  if (depth !== null && Math.abs(depth.with - depth.without) >= LEAST_TURN * count) {
    return why.depth(depth.without, count);
  }
  if (slider === null || swing(slider) < LEAST_SWING) {
    return depth === null ? why.noSlider : why.nothing;
  }
  const { axis, low, high } = slider;
  const meaning = meanings[axis];
  const end = high > low ? meaning?.high : meaning?.low;
  return why.slider(end === undefined ? explorer.axis(axis) : sliderEnd(end), low, high);
}

/** Measured once for a place, by the network; null until all of it is there. */
function useReasons(samples: SampleSet, part: number): Reasons | null {
  const own = useOwnRequest();
  const dimensions = usePageState(({ result }) => result.image?.priorMu.length ?? 0);
  const asked = useMemo(() => (own === null ? [] : endsOf(own, dimensions)), [own, dimensions]);
  const bare = useMemo(
    () => (own === null || own.depth === null ? null : { ...own, depth: null }),
    [own],
  );
  useBeside(useMemo(() => (bare === null ? asked : [...asked, bare]), [asked, bare]));
  const ends = useExplored(asked);
  const withoutDepth = useOutcome(bare);
  const image = usePageState(({ result }) => result.image);
  return useMemo(() => {
    if (ends === null || (bare !== null && withoutDepth === null)) return null;
    return measureReasons({
      regions: samples.regions,
      part,
      ends: Array.from({ length: ends.length / 2 }, (_, axis) => ({
        low: ends[2 * axis]!.map,
        high: ends[2 * axis + 1]!.map,
      })),
      withoutDepth: withoutDepth?.samples.maps ?? null,
      depth: bare === null ? null : (image?.correctedDepth ?? null),
    });
  }, [samples, part, ends, bare, withoutDepth, image]);
}

/** Each latent at its low and at its high end. */
function endsOf(own: Request, dimensions: number): readonly Request[] {
  const at = (axis: number, sigma: number) =>
    Array.from({ length: dimensions }, (_, each) => (each === axis ? sigma : 0));
  return Array.from({ length: dimensions }, (_, axis) =>
    [-MAX_LATENT_SIGMA, MAX_LATENT_SIGMA].map((sigma) => ({ ...own, latent: at(axis, sigma) })),
  ).flat();
}

/** The explored maps of requests; null until all are there. */
function useExplored(requests: readonly Request[]): readonly LatentSample[] | null {
  const shelf = usePageState((state) => state.shelf);
  const store = useStore();
  return useMemo(() => {
    const found = requests.flatMap(
      (request) => shelf.explore.get(explore.key(request, store.get()) ?? '') ?? [],
    );
    return found.length === requests.length ? found : null;
  }, [shelf, store, requests]);
}
