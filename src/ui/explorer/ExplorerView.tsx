import {
  glimpseInUse,
  isWithinReach,
  latentPoint,
  priorInUse,
  setLatent,
  sigmaPosition,
} from './latent.ts';
import { useMemo, useState } from 'react';
import { fitTruth, liveScore } from './liveScore.ts';
import { MAX_LATENT_SIGMA } from '../result/appearance.ts';
import { Help } from '../parts/Help.tsx';
import { Icon } from '../parts/Icon.tsx';
import { Slider } from '../parts/Slider.tsx';
import { useReducedMotion, useTicks } from '../parts/motion.ts';
import { AtlasFold } from './AtlasFold.tsx';
import { PadWithAxes } from './PadWithAxes.tsx';
import { type LatentMeaning, meaningsInUse } from '../models/modelFacts.ts';
import { usePageState, useStore } from '../engine/usePage.ts';
import { useMessages } from '../messages.ts';
import { formatFixed, formatSigned } from '../parts/format.ts';
import { drawsSlowly } from '../engine/selectors.ts';
import type { PageState } from '../engine/state.ts';
import { parseLearnHash } from '../parts/learnLinks.ts';
import type { LatentEffect } from '../../inference/latentEffect.ts';
import type { Distribution } from './Atlas.tsx';
import type { ImageFacts, PosteriorFacts } from '../../worker/protocol.ts';
import '../styles/tables.css';

/** How people may differ: one slider per latent dimension. The main picture and the strip's last one follow them. */
export function ExplorerView() {
  const messages = useMessages();
  const latent = usePageState((state) => state.latent);
  const prior = usePageState(priorInUse);
  const explored = usePageState((state) => state.result.explored);
  const samples = usePageState((state) => state.result.samples);
  const effects = usePageState((state) => state.result.effects);
  const isWhole = usePageState(drawsSlowly);
  const meanings = usePageState(meaningsInUse);
  const store = useStore();
  const words = messages.explorer;
  const dots =
    prior === null || samples === null
      ? []
      : samples.z.filter((z) => z.length === latent.length).map((z) => sigmaPosition(prior, z));
  const show = (to: readonly number[]) => {
    store.setAppearance({ layer: 'answer', focus: null });
    setLatent(store, to);
  };
  const [played, setPlayed] = useState<Played | null>(null);
  const still = useReducedMotion();
  const along = (axis: number, value: number) =>
    latent.map((before, index) => (index === axis ? value : before));
  const play = (axis: number) =>
    setPlayed((now) => (now?.axis === axis ? null : { axis, step: 0, left: null }));
  useTicks(played !== null, PLAY_MS, () => {
    if (played === null) return;
    if (played.left !== null && !isAsLeft(store.get(), played.left)) {
      setPlayed(null);
      return;
    }
    const step = played.step + 1;
    show(along(played.axis, placeAfter(step)));
    setPlayed({ ...played, step, left: store.get().latent });
  });
  /** The visitor's hand, which ends what plays by itself. */
  const go = (to: readonly number[]) => {
    setPlayed(null);
    show(to);
  };
  const posterior = usePageState((state) => state.result.assessed?.posterior ?? null);
  const truthPlace = prior && posteriorPlace(prior, posterior);
  const atRest = latent.every((value) => value === 0);
  return (
    <section className="panel explorer" aria-labelledby="explorer-title">
      <div className="panel-head">
        <span className="titled">
          <h2 id="explorer-title">{words.title}</h2>
          <Help
            about={words.title}
            text={isWhole ? messages.models.wholeRun : words.help}
            chapter="uc-net"
          />
        </span>
        <button
          type="button"
          className="button quiet"
          disabled={atRest}
          onClick={() => go(latent.map(() => 0))}
        >
          <Icon name="reset" />
          {words.reset}
        </button>
      </div>
      <div className="latents">
        {latent.map((value, axis) => (
          <LatentSlider
            key={axis}
            axis={axis}
            value={value}
            effect={effects?.[axis] ?? null}
            meaning={meanings[axis] ?? null}
            dots={dots.map((dot) => dot[axis]!)}
            onMove={(next) => go(along(axis, next))}
            playing={played?.axis === axis}
            onPlay={still ? null : () => play(axis)}
          />
        ))}
      </div>
      {effects !== null && <p className="hint latent-legend">{words.legend}</p>}
      <TruthScore />
      {truthPlace !== null && !isWithinReach(truthPlace.middle) && (
        <p className="hint">{words.posteriorBeyond}</p>
      )}
      {truthPlace !== null && isWithinReach(truthPlace.middle) && (
        <button
          type="button"
          className="button"
          title={words.posteriorHelp}
          onClick={() => go(truthPlace.middle)}
        >
          <Icon name="target" />
          {words.posterior}
        </button>
      )}
      {latent.length > 1 && (
        // It stays open while the next image is on its way.
        <AtlasFold latent={latent} dots={dots} posterior={truthPlace} onGo={go} />
      )}
      <details className="fold" data-fold="numbers">
        <summary>{words.numbers}</summary>
        <p className="hint">
          {words.effectHelp} <Help about={words.numbers} text={words.terms} chapter="uc-net" />
        </p>
        {prior !== null && <LatentNumbers prior={prior} latent={latent} />}
        {explored !== null && <p className="hint number">{words.time(explored.milliseconds)}</p>}
        {latent.length > 1 && (
          <PadWithAxes latent={latent} dots={dots} meanings={meanings} onMove={go} />
        )}
      </details>
    </section>
  );
}

/** The posterior in σ of the prior; null without one for the present latents. */
function posteriorPlace(prior: ImageFacts, posterior: PosteriorFacts | null): Distribution | null {
  if (posterior === null || posterior.mu.length !== prior.priorMu.length) return null;
  return {
    middle: sigmaPosition(prior, posterior.mu),
    reach: posterior.sigma.map((sigma, axis) => sigma / prior.priorSigma[axis]!),
  };
}

/** How well the sliders' answer explains the ground truth, while they move. */
function TruthScore() {
  const messages = useMessages();
  const truth = usePageState((state) => state.image.truth);
  const explored = usePageState((state) => state.result.explored);
  const moving = usePageState((state) => glimpseInUse(state) !== null);
  const height = explored?.map.height ?? 1;
  const width = explored?.map.width ?? 1;
  const fitted = useMemo(
    () => truth && fitTruth(truth.facts.preview, height, width),
    [truth, height, width],
  );
  if (fitted === null || explored === null) return null;
  const { mae, iou } = liveScore(explored.map, fitted);
  return (
    // Not spoken by itself: it changes with every step of a slider.
    <p className="number live-score" data-testid="live-score" data-stale={moving}>
      {messages.explorer.score(mae, iou)}
    </p>
  );
}

const PLAY_MS = 120;
/** From end to end and back, in this many steps. */
const PLAY_STEPS = 60;
const PLAY_REACH = 2.5;

/** A slider that goes from end to end and back until it is stopped. */
interface Played {
  readonly axis: number;
  /** Steps since it began. */
  readonly step: number;
  /** The sliders as the last step left them; null before the first. */
  readonly left: readonly number[] | null;
}

/** Whether the page still shows what the last step left, and nobody else has the network. */
function isAsLeft({ latent, appearance, resting }: PageState, left: readonly number[]): boolean {
  const { layer, focus } = appearance;
  const isShown = layer === 'answer' && focus === null && parseLearnHash(location.hash) === null;
  return isShown && latent === left && resting === null;
}

/** Where a slider is after some steps, in σ. */
function placeAfter(step: number): number {
  return Math.round(PLAY_REACH * Math.sin((2 * Math.PI * step) / PLAY_STEPS) * 20) / 20;
}

function LatentNumbers({ prior, latent }: { prior: ImageFacts; latent: readonly number[] }) {
  const words = useMessages().explorer;
  const point = latentPoint(prior, latent);
  return (
    <table className="facts-table number">
      <thead>
        <tr>
          <th />
          <th>μ</th>
          <th>σ</th>
          <th>z</th>
        </tr>
      </thead>
      <tbody>
        {point.map((z, axis) => (
          <tr key={axis}>
            <th scope="row">{words.axis(axis)}</th>
            <td>{formatSigned(prior.priorMu[axis]!)}</td>
            <td>{formatFixed(prior.priorSigma[axis]!, 2)}</td>
            <td>{formatSigned(z)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

interface LatentSliderProps {
  readonly axis: number;
  readonly value: number;
  readonly effect: LatentEffect | null;
  /** What its two ends mean, where the model says so. */
  readonly meaning: LatentMeaning | null;
  /** Where the drawn samples lie on this axis, in σ. */
  readonly dots: readonly number[];
  readonly onMove: (value: number) => void;
  readonly playing: boolean;
  /** Null where nothing is to move by itself. */
  readonly onPlay: (() => void) | null;
}

/** A smaller share of the picture can hardly be seen to change. */
const LEAST_CHANGE = 0.03;

function LatentSlider({
  axis,
  value,
  effect,
  meaning,
  dots,
  onMove,
  playing,
  onPlay,
}: LatentSliderProps) {
  const { explorer: words, sliderEnd } = useMessages();
  const end = (text: string | undefined) =>
    text === undefined ? words.axis(axis) : sliderEnd(text);
  const place = (sigma: number) =>
    `${((sigma + MAX_LATENT_SIGMA) / (2 * MAX_LATENT_SIGMA)) * 100}%`;
  const isLittle = effect !== null && effect.changedShare < LEAST_CHANGE;
  return (
    <div className="latent-row" data-little={isLittle}>
      <label className="latent">
        <span className="latent-track">
          <Slider
            min={-MAX_LATENT_SIGMA}
            max={MAX_LATENT_SIGMA}
            step="0.05"
            value={value}
            aria-label={words.axisName(axis, meaning)}
            aria-valuetext={words.sigma(value)}
            data-testid={`latent-${axis}`}
            onSlide={onMove}
          />
          <span className="latent-dots" aria-hidden="true">
            {dots
              .filter((dot) => Math.abs(dot) <= MAX_LATENT_SIGMA)
              .map((dot, index) => (
                <i key={index} style={{ insetInlineStart: place(dot) }} />
              ))}
          </span>
        </span>
        <span className="latent-foot">
          <span data-testid={`meaning-${axis}`}>← {end(meaning?.low)}</span>
          {effect !== null && (
            <span className="latent-effect number" data-testid={`effect-${axis}`}>
              {isLittle ? words.noEffect : words.effect(effect.changedShare)}
            </span>
          )}
          <span>{end(meaning?.high)} →</span>
        </span>
      </label>
      {onPlay !== null && (
        <button
          type="button"
          className="icon-button"
          title={playing ? words.stop : words.play}
          aria-label={`${playing ? words.stop : words.play}: ${words.axisName(axis, meaning)}`}
          aria-pressed={playing}
          onClick={onPlay}
        >
          <Icon name={playing ? 'pause' : 'play'} />
        </button>
      )}
    </div>
  );
}
