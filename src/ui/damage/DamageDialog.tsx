import { useMemo, useState } from 'react';
import { type DamageKind, DAMAGES } from '../../image/damage.ts';
import { mean } from '../../math/statistics.ts';
import type { DepthDamage } from '../../worker/protocol.ts';
import { drawsSlowly } from '../engine/selectors.ts';
import { useOutcome, useOwnRequest, type Whole } from '../engine/useBeside.ts';
import { usePageState } from '../engine/usePage.ts';
import { pageTexts, useMessages } from '../messages.ts';
import { Dialog } from '../parts/Dialog.tsx';
import { Segments } from '../parts/Segments.tsx';
import { Slider } from '../parts/Slider.tsx';
import { TrialPicture } from '../result/TrialPicture.tsx';
import { type Effect, findChange } from './changeSearch.ts';
import { DamageCurves } from './DamageCurves.tsx';
import { OtherDepth, useOtherDepth } from './OtherDepth.tsx';
import { useTrial } from './useTrial.ts';
import '../styles/cutout.css';
import '../styles/trial.css';
import '../styles/damage.css';

const SEED = 1;

/** The window in which the depth is damaged: what the network is given, what it makes of it, and from where on the answer changes. */
export function DamageDialog({ onClose }: { onClose: () => void }) {
  const [kind, setKind] = useState<DamageKind>('noise');
  const [amount, setAmount] = useState(0.25);
  const other = useOtherDepth();
  const isSlow = usePageState(drawsSlowly);
  const own = useOwnRequest();
  const whole = useOutcome(own);
  const needed = kind === 'other' ? other.depth : null;
  const damage = useMemo<DepthDamage | null>(
    () =>
      kind === 'other' && needed === null ? null : { kind, amount, seed: SEED, other: needed },
    [kind, amount, needed],
  );
  const { outcome, effects, isMeasured } = useTrial(own, damage, whole, isSlow);
  const start = useMemo(() => (whole === null ? null : withoutDamage(whole)), [whole]);
  const change = isMeasured ? findChange(effects) : null;
  const words = useMessages().damage;
  return (
    <Dialog label={words.title} className="viewer damage" onClose={onClose}>
      <div className="cut-out-layout">
        <h2>{words.title}</h2>
        <Pictures whole={whole} outcome={outcome} />
        <div className="cut-out-side damage-side">
          <p>{words.intro}</p>
          <Segments
            showLegend
            legend={words.kind}
            options={DAMAGES}
            labels={words.kinds}
            value={kind}
            onChange={setKind}
          />
          {kind === 'other' && <OtherDepth {...other} />}
          <label className="cut-out-field">
            <span className="label">{words.amount}</span>
            <span className="cut-out-ends">
              {words.least}
              <Slider
                min="0"
                max="1"
                step="0.01"
                value={amount}
                aria-valuetext={amountText(kind, amount)}
                data-testid="damage-amount"
                onSlide={setAmount}
              />
              {words.most}
            </span>
            <span className="number">{amountText(kind, amount)}</span>
          </label>
          <p
            className="damage-verdict"
            role="status"
            data-testid="damage-verdict"
            data-done={isMeasured}
          >
            {isSlow
              ? words.slow
              : !isMeasured
                ? words.measuring(effects.length)
                : change === null
                  ? words.holds
                  : words.changes(amountText(kind, change.after))}
          </p>
          {start !== null && (
            <DamageCurves
              effects={[start, ...effects]}
              amount={amount}
              change={change?.after ?? null}
            />
          )}
          <p className="hint">{words.changeHelp}</p>
        </div>
      </div>
    </Dialog>
  );
}

function amountText(kind: DamageKind, amount: number): string {
  const words = pageTexts.present().damage.amounts;
  return amount === 0 ? words.none : words[kind](amount);
}

function withoutDamage({ image, samples }: Whole): Effect {
  return {
    amount: 0,
    saliency: 0,
    depth: image.correctedDepth === null ? null : 0,
    disagreement: mean(samples.disagreement.data),
    overlap: 1,
  };
}

/** What the network is given and what it makes of it, beside what it made of the depth before. */
function Pictures({ whole, outcome }: { whole: Whole | null; outcome: Whole | null }) {
  const words = useMessages().damage.pictures;
  const damaged = outcome?.image.damagedDepth;
  return (
    <div className="trial-pictures">
      <TrialPicture title={words.damaged} map={damaged} valid={damaged?.valid} role="depth" />
      <TrialPicture title={words.corrected} map={outcome?.image.correctedDepth} role="depth" />
      <TrialPicture title={words.before} map={whole?.samples.mean} role="saliency" />
      <TrialPicture title={words.after} map={outcome?.samples.mean} role="saliency" />
    </div>
  );
}
