import { useMemo, useState } from 'react';
import { type Variant, VARIANTS } from '../../inference/predictor.ts';
import { mean } from '../../math/statistics.ts';
import { measureEffect } from '../damage/measureEffect.ts';
import { useBeside, useOutcome, useOwnRequest, type Whole } from '../engine/useBeside.ts';
import { useMessages } from '../messages.ts';
import { Dialog } from '../parts/Dialog.tsx';
import { formatPercent } from '../parts/format.ts';
import { TRAINED } from '../parts/trained.ts';
import { mostOf } from '../result/mapList.ts';
import { TrialPicture } from '../result/TrialPicture.tsx';
import '../styles/cutout.css';
import '../styles/trial.css';
import '../styles/whatif.css';

type Part = Exclude<Variant, 'full'>;
const PARTS = VARIANTS.filter((variant): variant is Part => variant !== 'full');

/** The window in which a part of the network is taken out: its answers with and without it, on the same weights. */
export function WhatIfDialog({ onClose }: { onClose: () => void }) {
  const [part, setPart] = useState<Part>('m2');
  const own = useOwnRequest();
  const request = useMemo(() => own && { ...own, variant: part }, [own, part]);
  useBeside(useMemo(() => (request === null ? [] : [request]), [request]));
  const whole = useOutcome(own);
  const without = useOutcome(request);
  const words = useMessages().whatIf;
  // One scale for both, so that they can be compared.
  const most = Math.max(
    ...[whole, without].map((each) =>
      each === null ? 0 : mostOf('disagreement', each.samples.disagreement),
    ),
  );
  return (
    <Dialog label={words.title} className="viewer what-if" onClose={onClose}>
      <div className="cut-out-layout">
        <h2>{words.title}</h2>
        <div
          className="what-if-columns"
          role="group"
          aria-label={words.pictures}
          // It scrolls, by the keyboard as well.
          tabIndex={0}
          aria-busy={without === null}
        >
          <Column title={words.asItIs} outcome={whole} most={most} />
          <Column title={words.without} outcome={without} most={most} />
        </div>
        <div className="cut-out-side">
          <fieldset className="what-if-parts">
            <legend className="label">{words.choice}</legend>
            {PARTS.map((each) => (
              <label key={each}>
                <input
                  type="radio"
                  name="part"
                  checked={part === each}
                  onChange={() => setPart(each)}
                />
                {words.variants[each]}
              </label>
            ))}
          </fieldset>
          <p>{words.texts[part]}</p>
          <Numbers whole={whole} without={without} />
          <p className="hint">{words.weights}</p>
          <p className="hint">{words.trained(TRAINED[part], TRAINED.full)}</p>
        </div>
      </div>
    </Dialog>
  );
}

interface ColumnProps {
  readonly title: string;
  readonly outcome: Whole | null;
  readonly most: number;
}

function Column({ title, outcome, most }: ColumnProps) {
  const words = useMessages().whatIf;
  const samples = outcome?.samples;
  return (
    <section className="what-if-column" aria-label={title}>
      <h3>{title}</h3>
      <TrialPicture title={words.mean} map={samples?.mean} role="saliency" />
      <ul className="what-if-answers" aria-label={words.answers}>
        {samples?.maps.slice(0, 5).map((map, index) => (
          <li key={index}>
            <TrialPicture title={words.answer(index + 1)} map={map} role="saliency" />
          </li>
        ))}
      </ul>
      <TrialPicture
        title={words.disagreement}
        map={samples?.disagreement}
        role="uncertainty"
        most={most}
      />
      <TrialPicture title={words.depth} map={outcome?.image.correctedDepth} role="depth" />
    </section>
  );
}

function Numbers({ whole, without }: { whole: Whole | null; without: Whole | null }) {
  const words = useMessages().whatIf;
  if (whole === null || without === null) return <p role="status">{words.waiting}</p>;
  const { saliency, overlap, disagreement } = measureEffect(1, whole, without);
  const before = mean(whole.samples.disagreement.data);
  return (
    <div role="status" data-testid="what-if-numbers">
      <dl className="what-if-numbers">
        <dt>{words.overlap}</dt>
        <dd className="number">{formatPercent(overlap)}</dd>
        <dt>{words.saliency}</dt>
        <dd className="number">{words.change(saliency)}</dd>
        <dt>{words.disagree}</dt>
        <dd className="number">{words.bits(before, disagreement)}</dd>
      </dl>
    </div>
  );
}
