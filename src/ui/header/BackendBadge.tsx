import { useId } from 'react';
import { useMessages } from '../messages.ts';
import { usePageState } from '../engine/usePage.ts';
import type { BackendReason } from '../../worker/startProtocol.ts';
import { formatMilliseconds } from '../parts/format.ts';

/** With other reasons, no adapter only means that the browser was not asked for one. */
const FOUND_NONE: readonly BackendReason[] = ['no-webgpu', 'no-adapter'];

/** Which backend computes, and on what; opens to say why. */
export function BackendBadge() {
  const words = useMessages().backend;
  const panel = useId();
  const engine = usePageState((state) => state.engine);
  const firstMapMs = usePageState((state) => state.firstMapMs);
  if (engine.phase !== 'ready') return null;
  const { backend, startMs, warmUpMs, fromCache, checkpoint } = engine.facts;
  const summary = words.summary(backend);
  const terms = words.terms(words.names[backend.name], backend.simd, summary);
  const adapter =
    backend.adapter === null
      ? FOUND_NONE.includes(backend.reason) && words.noAdapter
      : backend.software
        ? words.software(backend.adapter)
        : backend.adapter;
  return (
    <>
      <button
        type="button"
        className="badge"
        title={terms}
        data-backend={backend.name}
        popoverTarget={panel}
      >
        <span className="badge-light" aria-hidden="true" />
        <span className="visually-hidden">{words.label}: </span>
        <strong>{words.shortNames[backend.name]}</strong>
        <span className="badge-summary">{summary}</span>
      </button>
      <div id={panel} popover="auto" className="popover">
        <p>{words.reasons[backend.reason]}</p>
        <dl className="facts">
          <dt>{words.label}</dt>
          <dd>{terms}</dd>
          {adapter !== false && (
            <>
              <dt>{words.adapter}</dt>
              <dd>{adapter}</dd>
            </>
          )}
          <dt>{words.startTime}</dt>
          <dd>{formatMilliseconds(startMs)}</dd>
          {warmUpMs >= 1 && (
            <>
              <dt>{words.warmUp}</dt>
              <dd>{formatMilliseconds(warmUpMs)}</dd>
            </>
          )}
          {firstMapMs !== null && (
            <>
              <dt>{words.firstMap}</dt>
              <dd>{formatMilliseconds(firstMapMs)}</dd>
            </>
          )}
          <dt>{words.weights}</dt>
          <dd>
            {checkpoint !== null
              ? words.ownCheckpoint
              : fromCache
                ? words.fromCache
                : words.downloaded}
          </dd>
        </dl>
      </div>
    </>
  );
}
