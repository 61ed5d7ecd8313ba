import { useEffect, useState } from 'react';
import { usePageState } from '../hooks/usePage.ts';
import { messages } from '../messages.ts';
import type { Stage } from '../state.ts';

/** What is being computed, or how long the result on the screen took and on what. */
export function RunStatus() {
  const engine = usePageState((state) => state.engine);
  const stage = usePageState((state) => state.stage);
  const image = usePageState((state) => state.result.image);
  const samples = usePageState((state) => state.result.samples);
  const busy = stage !== 'idle' && engine.phase !== 'failed';
  let text = '';
  if (busy) {
    const waiting = stage === 'network' && engine.phase === 'starting';
    text = waiting ? messages.run.waitingForNetwork : messages.run.stages[stage];
  } else if (image !== null && samples !== null && engine.phase === 'ready') {
    const { name } = engine.facts.backend;
    text = messages.run.timing(
      image.milliseconds,
      samples.milliseconds,
      samples.count,
      messages.backend.names[name],
    );
  }
  return (
    <p className="run-status" data-busy={busy} data-testid="run-status">
      <span role="status">{text}</span>
      {busy && <Elapsed key={stage} stage={stage} />}
    </p>
  );
}

/** Seconds that a stage has taken, once it is worth telling. */
function Elapsed({ stage }: { stage: Stage }) {
  const [seconds, setSeconds] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => setSeconds((before) => before + 1), 1000);
    return () => clearInterval(timer);
  }, [stage]);
  return seconds < 2 ? null : <span>{messages.run.seconds(seconds)}</span>;
}
