import { useState } from 'react';
import { formatNumber } from '../format.ts';
import { formatFixed } from '../../parts/format.ts';
import { useLearnMessages } from '../messages/messages.ts';
import type { Measured } from './measureMap.ts';

/** S at least, adaptive F at most. */
const LEAST_S = 0.55;
const MOST_F = 0.3;

/** A map to be drawn that one measure likes and another does not. */
export function Challenge({ measured, onShow }: { measured: Measured | null; onShow: () => void }) {
  const words = useLearnMessages().measures.challenge;
  const [shown, setShown] = useState(false);
  if (measured === null) return null;
  const s = measured.scores.sMeasure;
  const f = measured.adaptiveF;
  const done = s >= LEAST_S && f <= MOST_F;
  return (
    <section className="predict" aria-labelledby="challenge">
      <p className="predict-title" id="challenge">
        {words.title}
      </p>
      <p>{words.text(formatNumber(LEAST_S, 2), formatNumber(MOST_F, 2))}</p>
      <p role="status" data-testid="challenge">
        {words.now(formatFixed(s, 2), formatFixed(f, 2))} {done && <strong>{words.done}</strong>}
      </p>
      <button
        type="button"
        className="button"
        onClick={() => {
          setShown(true);
          onShow();
        }}
      >
        {words.show}
      </button>
      {(shown || done) && <p>{words.why}</p>}
    </section>
  );
}
