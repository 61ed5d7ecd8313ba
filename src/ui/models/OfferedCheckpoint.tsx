import { acceptCheckpoint } from './openModel.ts';
import { useEffect, useId, useRef, useState } from 'react';
import { useStore } from '../engine/usePage.ts';
import { useMessages } from '../messages.ts';
import { leaveFocus } from '../parts/leaveFocus.ts';
import type { CheckpointOffer } from './modelMenu.ts';

interface OfferedCheckpointProps {
  readonly offer: CheckpointOffer;
  readonly onAccepted: () => void;
}

/** Asks whether to use a checkpoint, and whether the browser should keep it. */
export function OfferedCheckpoint({ offer, onAccepted }: OfferedCheckpointProps) {
  const store = useStore();
  const [keep, setKeep] = useState(false);
  const id = useId();
  const place = useRef<HTMLDivElement>(null);
  // It took the place of the button that chose the file.
  useEffect(() => place.current?.focus({ preventScroll: true }), []);
  const { file, room } = offer;
  const words = useMessages().models;
  const canKeep = 'caches' in globalThis;
  const isTight = room !== null && room < file.size;
  return (
    <div
      ref={place}
      className="checkpoint-offer"
      role="group"
      aria-labelledby={id}
      tabIndex={-1}
      data-first-focus
    >
      <p id={id}>
        <strong className="model-title">{file.name}</strong>{' '}
        <span className="hint">{words.megabytes(file.size)}</span>
      </p>
      <label className="check">
        <input
          type="checkbox"
          checked={keep}
          disabled={!canKeep}
          onChange={(event) => setKeep(event.target.checked)}
        />
        <span>
          {words.keep}
          <span className={canKeep && isTight ? 'hint warning' : 'hint'}>
            {!canKeep
              ? words.cannotKeep
              : isTight
                ? words.noRoom(file.size, room)
                : words.keepSize(file.size, room)}
          </span>
        </span>
      </label>
      <div className="offer-actions">
        <button
          type="button"
          className="button primary"
          onClick={() => {
            acceptCheckpoint(store, keep);
            onAccepted();
          }}
        >
          {words.use}
        </button>
        <button
          ref={leaveFocus}
          type="button"
          className="button"
          onClick={() => store.update({ offer: null })}
        >
          {words.dismiss}
        </button>
      </div>
    </div>
  );
}
