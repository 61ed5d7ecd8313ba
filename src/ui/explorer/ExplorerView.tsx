import { latentPoint, priorInUse, setLatent, sigmaPosition } from './latent.ts';
import { useState } from 'react';
import { MAX_LATENT_SIGMA } from '../result/appearance.ts';
import { DownloadButton } from '../result/DownloadButton.tsx';
import { Help } from '../parts/Help.tsx';
import { Icon } from '../parts/Icon.tsx';
import { LatentPad } from './LatentPad.tsx';
import { MapPicture } from '../result/MapPicture.tsx';
import { ModelTag } from '../models/ModelButton.tsx';
import { type LatentMeaning, latentMeanings } from '../models/modelFacts.ts';
import { usePageState, useStore } from '../engine/usePage.ts';
import type { ShownMap } from '../result/mapList.ts';
import { messages } from '../messages.ts';
import { drawsSlowly } from '../engine/selectors.ts';
import type { LatentEffect } from '../../inference/latentEffect.ts';
import type { ImageFacts } from '../../worker/protocol.ts';

interface ExplorerViewProps {
  readonly maps: ReadonlyMap<string, ShownMap>;
  readonly onEnlarge: (key: string) => void;
}

/** One slider per latent dimension, and a map that follows them. */
export function ExplorerView({ maps, onEnlarge }: ExplorerViewProps) {
  const latent = usePageState((state) => state.latent);
  const prior = usePageState(priorInUse);
  const explored = usePageState((state) => state.result.explored);
  const samples = usePageState((state) => state.result.samples);
  const effects = usePageState((state) => state.result.effects);
  const isWhole = usePageState(drawsSlowly);
  const busy = usePageState((state) => state.stage !== 'idle');
  const card = usePageState(({ engine }) => (engine.phase === 'ready' ? engine.facts.model : null));
  const meanings = card === null ? [] : latentMeanings(card);
  const store = useStore();
  const words = messages.explorer;
  const dots =
    prior === null || samples === null
      ? []
      : samples.z.filter((z) => z.length === latent.length).map((z) => sigmaPosition(prior, z));
  const move = (axis: number, value: number) =>
    setLatent(
      store,
      latent.map((before, index) => (index === axis ? value : before)),
    );
  const atRest = latent.every((value) => value === 0);
  return (
    <section className="panel explorer" aria-labelledby="explorer-title">
      <div className="panel-head">
        <span className="titled">
          <h2 id="explorer-title">{words.title}</h2>
          {effects !== null && <Help about={words.title} text={words.effectHelp} />}
          {explored !== null && <ModelTag />}
        </span>
        <div className="panel-controls">
          {explored !== null && (
            <span className="hint number">{words.time(explored.milliseconds)}</span>
          )}
          <button
            type="button"
            className="button"
            disabled={atRest}
            onClick={() =>
              setLatent(
                store,
                latent.map(() => 0),
              )
            }
          >
            <Icon name="reset" />
            {words.reset}
          </button>
        </div>
      </div>
      <div className="explorer-body">
        <div className="explorer-map" aria-busy={busy}>
          <MapPicture
            shown={maps.get('explored') ?? null}
            title={messages.maps.explored}
            onEnlarge={onEnlarge}
          />
          {explored !== null && (
            <div className="card-foot">
              <span className="hint">{isWhole ? messages.models.wholeRun : words.help}</span>
              <span className="card-downloads">
                <DownloadButton what={{ kind: 'explored' }} title={messages.maps.explored}>
                  {messages.maps.png}
                </DownloadButton>
              </span>
            </div>
          )}
        </div>
        {latent.length > 1 && <PadWithAxes latent={latent} dots={dots} />}
        <div className="latents">
          {latent.map((value, axis) => (
            <LatentSlider
              key={axis}
              axis={axis}
              value={value}
              prior={prior}
              effect={effects?.[axis] ?? null}
              meaning={meanings[axis] ?? null}
              dots={dots.map((dot) => dot[axis]!)}
              onMove={(next) => move(axis, next)}
            />
          ))}
        </div>
      </div>
    </section>
  );
}

interface LatentSliderProps {
  readonly axis: number;
  readonly value: number;
  readonly prior: ImageFacts | null;
  readonly effect: LatentEffect | null;
  /** What its two ends mean, where the model says so. */
  readonly meaning: LatentMeaning | null;
  /** Where the drawn samples lie on this axis, in σ. */
  readonly dots: readonly number[];
  readonly onMove: (value: number) => void;
}

function LatentSlider({ axis, value, prior, effect, meaning, dots, onMove }: LatentSliderProps) {
  const words = messages.explorer;
  const place = (sigma: number) =>
    `${((sigma + MAX_LATENT_SIGMA) / (2 * MAX_LATENT_SIGMA)) * 100}%`;
  return (
    <label className="latent">
      <span className="latent-head">
        <strong>{words.axis(axis)}</strong>
        {effect !== null && (
          <span className="hint number" data-testid={`effect-${axis}`}>
            {words.effect(effect.changedShare)}
          </span>
        )}
        <output className="number">{words.sigma(value)}</output>
      </span>
      <span className="latent-track">
        <input
          type="range"
          min={-MAX_LATENT_SIGMA}
          max={MAX_LATENT_SIGMA}
          step="0.05"
          value={value}
          aria-label={words.axisName(axis)}
          aria-valuetext={words.sigma(value)}
          data-testid={`latent-${axis}`}
          onChange={(event) => onMove(event.target.valueAsNumber)}
        />
        <span className="latent-dots" aria-hidden="true">
          {dots
            .filter((dot) => Math.abs(dot) <= MAX_LATENT_SIGMA)
            .map((dot, index) => (
              <i key={index} style={{ insetInlineStart: place(dot) }} />
            ))}
        </span>
      </span>
      {meaning !== null && (
        <span className="latent-foot" data-testid={`meaning-${axis}`}>
          <span>{meaning.low}</span>
          <span>{meaning.high}</span>
        </span>
      )}
      {prior !== null && (
        <span className="latent-foot number">
          <span>{words.prior(prior.priorMu[axis]!, prior.priorSigma[axis]!)}</span>
          <span>{words.value(latentPoint(prior, axisOnly(axis, value))[axis]!)}</span>
        </span>
      )}
    </label>
  );
}

function axisOnly(axis: number, value: number): number[] {
  const position: number[] = [];
  position[axis] = value;
  return position;
}

function PadWithAxes({ latent, dots }: { latent: readonly number[]; dots: readonly number[][] }) {
  const store = useStore();
  const [axes, setAxes] = useState<readonly [number, number]>([0, 1]);
  const words = messages.explorer;
  const [across, up] = axes;
  const choice = (which: 0 | 1) => (
    <select
      aria-label={words.padAxis(which)}
      value={axes[which]}
      onChange={(event) => {
        const axis = Number(event.target.value);
        const other = axes[1 - which]!;
        const swapped = axis === other ? axes[which] : other;
        setAxes(which === 0 ? [axis, swapped] : [swapped, axis]);
      }}
    >
      {latent.map((_, axis) => (
        <option key={axis} value={axis}>
          {words.axis(axis)}
        </option>
      ))}
    </select>
  );
  return (
    <div className="pad-place">
      <LatentPad
        label={words.pad(words.axis(across), words.axis(up))}
        x={latent[across] ?? 0}
        y={latent[up] ?? 0}
        valueText={`${words.axis(across)} ${words.sigma(latent[across] ?? 0)}, ${words.axis(up)} ${words.sigma(latent[up] ?? 0)}`}
        dots={dots.map((dot) => [dot[across]!, dot[up]!] as const)}
        onMove={(x, y) =>
          setLatent(
            store,
            latent.map((before, axis) => (axis === across ? x : axis === up ? y : before)),
          )
        }
      />
      <div className="pad-axes">
        <span aria-hidden="true">→</span>
        {choice(0)}
        <span aria-hidden="true">↑</span>
        {choice(1)}
      </div>
    </div>
  );
}
