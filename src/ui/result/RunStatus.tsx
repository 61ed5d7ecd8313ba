import { useEffect, useState } from 'react';
import { drawsSlowly } from '../engine/selectors.ts';
import type { SamplingProgress } from '../engine/state.ts';
import { usePage, usePageState } from '../engine/usePage.ts';
import type { Messages } from '../english.ts';
import { runsOnEstimate } from '../input/estimate.ts';
import { useMessages } from '../messages.ts';
import { leaveFocus } from '../parts/leaveFocus.ts';
import { type ShownStage, stageOf } from './shownStage.ts';

/** What is being computed, or how long the result on the screen took and on what. */
export function RunStatus() {
  const messages = useMessages();
  const engine = usePageState((state) => state.engine);
  const stage = usePageState(stageOf);
  const image = usePageState((state) => state.result.image);
  const samples = usePageState((state) => state.result.samples);
  const sampling = usePageState((state) => state.sampling);
  const count = usePageState((state) => state.count);
  const { engine: network } = usePage();
  const estimated = usePageState(runsOnEstimate);
  const isSlow = usePageState(drawsSlowly);
  const busy = stage !== 'idle' && engine.phase !== 'failed';
  let text = '';
  let brief = '';
  let terms: string | undefined;
  if (busy) {
    const waiting = stage === 'network' && engine.phase === 'starting';
    text = waiting
      ? messages.run.waitingForNetwork
      : isSlow && stage === 'sampling'
        ? sampleText(sampling, count, messages.run)
        : messages.run.stages[stage];
  } else if (image !== null && samples !== null && engine.phase === 'ready') {
    const { name } = engine.facts.backend;
    const backend = messages.backend.places[name];
    terms = messages.backend.names[name];
    const [first, then] = [image.milliseconds, samples.milliseconds];
    text = messages.run.timing(first, then, samples.count, backend, estimated);
    brief = messages.run.timingBrief(first + then, backend, estimated);
  }
  return (
    <p className="run-status" data-busy={busy} data-testid="run-status" tabIndex={-1}>
      <span role="status" title={terms}>
        <span className={brief === '' ? '' : 'wide-only'}>{text}</span>
        <span className="narrow-only">{brief}</span>
      </span>
      {busy && isSlow && stage === 'sampling' ? (
        <progress max={sampling?.total ?? count} value={sampling?.done ?? 0} aria-label={text} />
      ) : (
        busy && <Elapsed key={stage} stage={stage} />
      )}
      {busy && (isSlow || stage === 'reading') && (
        <button
          ref={leaveFocus}
          type="button"
          className="button quiet"
          title={stage === 'reading' ? messages.run.stopReading : messages.run.stopHelp}
          onClick={() => void (stage === 'reading' ? network.stopReading() : network.stop())}
        >
          {messages.run.stop}
        </button>
      )}
    </p>
  );
}

function sampleText(
  sampling: SamplingProgress | null,
  count: number,
  words: Messages['run'],
): string {
  if (sampling === null) return words.sample(0, count, 0);
  const { done, total, milliseconds } = sampling;
  // The last sample's word comes just before the set itself.
  const current = Math.min(done, total - 1);
  return words.sample(current, total, (milliseconds / done) * (total - done));
}

/** Seconds that a stage has taken, once it is worth telling. */
function Elapsed({ stage }: { stage: ShownStage }) {
  const messages = useMessages();
  const [seconds, setSeconds] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => setSeconds((before) => before + 1), 1000);
    return () => clearInterval(timer);
  }, [stage]);
  return seconds < 2 ? null : <span>{messages.run.seconds(seconds)}</span>;
}
