import type { StartProgress } from '../../worker/startProtocol.ts';
import { usePage, usePageState } from '../engine/usePage.ts';
import type { Messages } from '../english.ts';
import { useMessages } from '../messages.ts';
import { leaveFocus } from '../parts/leaveFocus.ts';
import { stageOf } from '../result/shownStage.ts';

/**
 * Progress from opening the page to the first map, or of opening another model. It lies over the page's end, so that
 * nothing moves when it goes.
 */
export function StartPanel() {
  const messages = useMessages();
  const engine = usePageState((state) => state.engine);
  const opening = usePageState((state) => state.opening);
  const firstMapPending = usePageState(
    (state) => state.firstMapMs === null && stageOf(state) !== 'idle',
  );
  const { engine: network } = usePage();
  const words = messages.start;
  if (engine.phase === 'failed') {
    const notice = { kind: 'problem', problem: engine.problem } as const;
    return (
      <section className="start-panel failed" role="alert">
        <h2>{words.failed}</h2>
        <p>{messages.notices.text(notice)}</p>
        <button
          ref={leaveFocus}
          type="button"
          className="button primary"
          onClick={() => network.retry()}
        >
          {words.retry}
        </button>
      </section>
    );
  }
  if (engine.phase === 'starting') {
    return <StartProgressPanel title={words.title} progress={engine.progress} />;
  }
  if (firstMapPending) {
    return <StartProgressPanel title={words.title} progress={ANSWERING} />;
  }
  if (opening === null) return null;
  return (
    <StartProgressPanel
      title={words.opening(opening.title)}
      progress={opening.progress}
      onStop={() => void network.stopOpening()}
    />
  );
}

/** The network is there, and its first run takes longer than the others. */
const ANSWERING = {
  stage: 'first-answer',
  loadedBytes: 0,
  totalBytes: 0,
  fromCache: false,
} as const;

type ShownProgress = Omit<StartProgress, 'stage'> & {
  readonly stage: StartProgress['stage'] | 'first-answer';
};

interface StartProgressPanelProps {
  readonly title: string;
  readonly progress: ShownProgress | null;
  /** Of a model beside the one in use, which is told by its title; null while there is no other. */
  readonly onStop?: (() => void) | null;
}

function StartProgressPanel({ title, progress, onStop = null }: StartProgressPanelProps) {
  const messages = useMessages();
  const named = onStop !== null;
  const words = messages.start;
  const stage = progress?.stage ?? (named ? 'read' : 'backend');
  const share =
    progress !== null && progress.totalBytes > 0
      ? progress.loadedBytes / progress.totalBytes
      : null;
  return (
    <section className="start-panel" aria-label={title} data-stage={stage}>
      <div className="start-text">
        <strong>{named ? title : words.stages[stage]}</strong>
        <span>{named ? words.stages[stage] : ''}</span>
        <span>{detailOf(progress, words)}</span>
        {onStop !== null && (
          <button ref={leaveFocus} type="button" className="button quiet" onClick={onStop}>
            {messages.run.stop}
          </button>
        )}
      </div>
      <progress
        max={1}
        {...(share === null ? {} : { value: share })}
        aria-label={words.stages[stage]}
      />
      <span className="visually-hidden" role="status">
        {words.stages[stage]}
      </span>
    </section>
  );
}

function detailOf(progress: ShownProgress | null, words: Messages['start']): string {
  if (progress === null) return '';
  const { stage, fromCache, loadedBytes, totalBytes } = progress;
  if (stage !== 'download' && stage !== 'read') return '';
  return fromCache ? words.fromCache : words.bytes(loadedBytes, totalBytes);
}
