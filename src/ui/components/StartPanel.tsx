import { useController, usePageState } from '../hooks/usePage.ts';
import { messages } from '../messages.ts';
import type { StartStage } from '../../worker/protocol.ts';

const STAGES: readonly StartStage[] = ['backend', 'download', 'build', 'warm-up'];

/** Progress of getting the network ready: bytes first, then stages. Gone once it is ready. */
export function StartPanel() {
  const engine = usePageState((state) => state.engine);
  const controller = useController();
  const words = messages.start;
  if (engine.phase === 'ready') return null;
  if (engine.phase === 'failed') {
    const notice = { kind: 'problem', problem: engine.problem } as const;
    return (
      <section className="start-panel failed" role="alert">
        <h2>{words.failed}</h2>
        <p>{messages.notices.text(notice)}</p>
        <button type="button" className="button primary" onClick={() => void controller.retry()}>
          {words.retry}
        </button>
      </section>
    );
  }
  const { progress } = engine;
  const stage = progress?.stage ?? 'backend';
  const downloading = stage === 'download' && progress !== null;
  const share =
    downloading && progress.totalBytes > 0 ? progress.loadedBytes / progress.totalBytes : null;
  const detail = !downloading
    ? ''
    : progress.fromCache
      ? words.fromCache
      : words.bytes(progress.loadedBytes, progress.totalBytes);
  return (
    <section className="start-panel" aria-label={words.title} data-stage={stage}>
      <div className="start-text">
        <strong>{words.stages[stage]}</strong>
        <span>{detail}</span>
        <span className="start-step">{`${STAGES.indexOf(stage) + 1}/${STAGES.length}`}</span>
      </div>
      <progress
        max={1}
        {...(share === null ? {} : { value: share })}
        aria-label={words.stages[stage]}
      />
    </section>
  );
}
