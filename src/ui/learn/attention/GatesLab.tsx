import { useMemo } from 'react';
import type { Activation, GateWeights } from '../../../inference/ucNetLens.ts';
import { Segments } from '../../parts/Segments.tsx';
import { formatNumber } from '../format.ts';
import { formatFixed } from '../../parts/format.ts';
import { placeOn } from '../../parts/usePoint.ts';
import { useLearnMessages } from '../messages/messages.ts';
import { channelOf, rangeOf } from '../parts/maps.ts';
import { Formula } from '../parts/Formula.tsx';
import { Handle } from '../parts/Handle.tsx';
import { MapFigure } from '../parts/MapFigure.tsx';
import { Numbers } from '../parts/Numbers.tsx';
import { ATTENTION_FIELDS, type AttentionProps } from './fields.ts';
import { cbamGates, scaled, seGates, squeeze } from './gates.ts';

const STAGES = ['0', '1', '2'] as const;

/** A gate that moves by less is drawn alike. */
const CHANGED = 0.01;

interface GatesLabProps extends AttentionProps {
  /** What the attention of the stage is given. */
  readonly activation: Activation;
  readonly weights: GateWeights;
}

/** Squeeze and excitation of one stage, with one channel's mean in the reader's hand. */
export function GatesLab({ values, change, activation, weights }: GatesLabProps) {
  const words = useLearnMessages().attention.gates;
  const { stage, factor } = values;
  const channel = Math.min(values.channel, activation.channels - 1);
  const squeezed = useMemo(() => squeeze(activation), [activation]);
  const map = useMemo(() => channelOf(activation, channel), [activation, channel]);
  const moved = scaled(squeezed, channel, factor);
  const gates = seGates(weights, moved);
  const before = seGates(weights, squeezed);
  const changed = gates.filter((gate, i) => Math.abs(gate - before[i]!) > CHANGED).length;
  const gated = { ...map, data: map.data.map((value) => value * gates[channel]!) };
  return (
    <div className="lab" data-testid="gates-lab">
      <div className="lab-picture">
        <Segments
          legend={words.stage}
          options={STAGES}
          labels={{
            '0': words.stageName(formatNumber(4)),
            '1': words.stageName(formatNumber(8)),
            '2': words.stageName(formatNumber(16)),
          }}
          value={STAGES[stage]!}
          onChange={(next) => change({ stage: Number(next), factor: 1 })}
        />
        <Bars
          means={moved.averages}
          gates={gates}
          chosen={channel}
          onPick={(picked) => change({ channel: picked, factor: 1 })}
        />
        <div className="map-row map-row-two map-row-cells">
          <MapFigure
            label={words.map(formatNumber(channel + 1))}
            map={map}
            range={rangeOf(map.data)}
          />
          <MapFigure label={words.gated} map={gated} range={rangeOf(map.data)} />
        </div>
      </div>
      <div className="lab-handles">
        <Handle
          label={words.channel}
          min={1}
          max={activation.channels}
          value={channel + 1}
          onChange={(value) => change({ channel: value - 1, factor: 1 })}
        />
        <Handle
          label={words.factor}
          min={ATTENTION_FIELDS.factor.min}
          max={ATTENTION_FIELDS.factor.max}
          step={0.1}
          value={factor}
          onChange={(value) => change({ factor: value })}
        />
        <div className="lab-row">
          <button type="button" className="button" onClick={() => change({ factor: 1 })}>
            {words.reset}
          </button>
        </div>
        <Numbers
          entries={[
            [words.numbers.mean, formatFixed(moved.averages[channel]!, 3), 'squeeze-mean'],
            [words.numbers.greatest, formatFixed(moved.greatest[channel]!, 2)],
            [words.numbers.gate, formatFixed(gates[channel]!, 3), 'gate'],
            [words.numbers.cbam, formatFixed(cbamGates(weights, moved)[channel]!, 3), 'cbam'],
            [words.numbers.others, formatNumber(changed), 'gates-changed'],
          ]}
        />
        <p className="hint">{words.note}</p>
        <Formula lines={words.formula} source={words.source} />
      </div>
    </div>
  );
}

interface BarsProps {
  readonly means: Float64Array;
  readonly gates: Float64Array;
  readonly chosen: number;
  readonly onPick: (channel: number) => void;
}

function Bars({ means, gates, chosen, onPick }: BarsProps) {
  const words = useLearnMessages().attention.gates;
  const most = Math.max(...means.map(Math.abs), 1e-6);
  return (
    <svg
      className="bars"
      viewBox={`0 0 ${means.length} 20`}
      preserveAspectRatio="none"
      role="img"
      aria-label={words.chart}
      onPointerDown={(event) => {
        const at = Math.floor(placeOn(event.currentTarget, event).x * means.length);
        onPick(Math.min(Math.max(at, 0), means.length - 1));
      }}
    >
      <path className="curve-axis bars-axis" d={`M0 5H${means.length}M0 20H${means.length}`} />
      {Array.from(means, (mean, channel) => {
        const height = (Math.abs(mean) / most) * 4.8;
        return (
          <g key={channel} data-chosen={channel === chosen}>
            <rect x={channel + 0.15} width={0.7} y={mean > 0 ? 5 - height : 5} height={height} />
            <rect
              x={channel + 0.15}
              width={0.7}
              y={20 - gates[channel]! * 8.5}
              height={gates[channel]! * 8.5}
            />
          </g>
        );
      })}
    </svg>
  );
}
