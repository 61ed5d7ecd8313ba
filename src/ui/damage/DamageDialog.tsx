import { useEffect, useId, useMemo, useState } from 'react';
import { type DamageKind, DAMAGES } from '../../image/damage.ts';
import { mean } from '../../math/statistics.ts';
import type { DepthDamage } from '../../worker/protocol.ts';
import { drawsSlowly } from '../engine/selectors.ts';
import { useOutcome, useOwnRequest, type Whole } from '../engine/useBeside.ts';
import { usePageState } from '../engine/usePage.ts';
import { exampleAddress, type ExamplePair } from '../input/exampleList.ts';
import { pageTexts, useMessages } from '../messages.ts';
import { Dialog } from '../parts/Dialog.tsx';
import { Segments } from '../parts/Segments.tsx';
import { TrialPicture } from '../result/TrialPicture.tsx';
import { type Effect, findChange } from './changeSearch.ts';
import { DamageCurves } from './DamageCurves.tsx';
import { useTrial } from './useTrial.ts';
import '../styles/cutout.css';
import '../styles/trial.css';
import '../styles/damage.css';

const SEED = 1;

/** The window in which the depth is damaged: what the network is given, what it makes of it, and from where on the answer changes. */
export function DamageDialog({ onClose }: { onClose: () => void }) {
  const [kind, setKind] = useState<DamageKind>('noise');
  const [amount, setAmount] = useState(0.25);
  const other = useOther();
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
          {kind === 'other' && <OtherChoice {...other} />}
          <label className="cut-out-field">
            <span className="label">{words.amount}</span>
            <span className="cut-out-ends">
              {words.least}
              <input
                type="range"
                min="0"
                max="1"
                step="0.01"
                value={amount}
                aria-valuetext={amountText(kind, amount)}
                data-testid="damage-amount"
                onChange={({ target }) => setAmount(target.valueAsNumber)}
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

interface Other {
  readonly pairs: readonly ExamplePair[];
  readonly id: string;
  readonly depth: DepthDamage['other'];
  readonly failed: boolean;
  readonly onChoose: (id: string) => void;
}

/** Another sample's depth, fetched when it is chosen. */
function useOther(): Other {
  const examplePairs = usePageState((state) => state.examplePairs);
  const origin = usePageState((state) => state.image.origin);
  const pairs = examplePairs.filter(({ id }) => origin.kind !== 'example' || origin.id !== id);
  const [chosen, setChosen] = useState<string | null>(null);
  const pair = pairs.find(({ id }) => id === chosen) ?? pairs[0];
  const [fetched, setFetched] = useState<{ id: string; depth: DepthDamage['other'] } | null>(null);
  const [id, path, near] = [pair?.id, pair?.depth, pair?.near];
  useEffect(() => {
    if (id === undefined || path === undefined || near === undefined) return;
    const address = exampleAddress(path);
    let gone = false;
    void fetch(address)
      .then((response) => (response.ok ? response.blob() : Promise.reject(new Error(path))))
      .then(
        (blob) => ({ file: { key: address, name: path, blob }, near }),
        () => null,
      )
      .then((depth) => {
        if (!gone) setFetched({ id, depth });
      });
    return () => {
      gone = true;
    };
  }, [id, path, near]);
  const isThere = fetched !== null && fetched.id === id;
  return {
    pairs,
    id: id ?? '',
    depth: isThere ? fetched.depth : null,
    failed: isThere && fetched.depth === null,
    onChoose: setChosen,
  };
}

function OtherChoice({ pairs, id, failed, onChoose }: Other) {
  const select = useId();
  const words = useMessages().damage;
  return (
    <div className="cut-out-field">
      <label className="label" htmlFor={select}>
        {words.other}
      </label>
      <select id={select} value={id} onChange={({ target }) => onChoose(target.value)}>
        {pairs.map((pair) => (
          <option key={pair.id} value={pair.id}>
            {pair.title}
          </option>
        ))}
      </select>
      {failed && <p role="alert">{words.otherFailed}</p>}
    </div>
  );
}
