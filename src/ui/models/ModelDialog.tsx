import { chooseModel, removeModel } from './openModel.ts';
import { Dialog } from '../parts/Dialog.tsx';
import { leaveFocus } from '../parts/leaveFocus.ts';
import { usePage, usePageState, useStore } from '../engine/usePage.ts';
import { useMessages } from '../messages.ts';
import type { ModelEntry } from './modelMenu.ts';
import { OfferedCheckpoint } from './OfferedCheckpoint.tsx';
import { FileButton } from '../parts/FileButton.tsx';
import { Icon } from '../parts/Icon.tsx';
import { runBeside } from '../pin/pin.ts';
import { formatScore } from '../../evaluation/resultTables.ts';

const ACCEPTED = '.pth,.pt,.ckpt,.bin,.safetensors';

/** Which model makes the results: those of the page, and the visitor's own checkpoints. */
export function ModelDialog({ onClose }: { onClose: () => void }) {
  const models = usePageState((state) => state.models);
  const offer = usePageState((state) => state.offer);
  const store = useStore();
  const words = useMessages().models;
  const hasFigures = models.some(({ figures }) => figures);
  const close = () => {
    store.update({ offer: null });
    onClose();
  };
  return (
    <Dialog label={words.title} className="models" onClose={close}>
      <h2>{words.title}</h2>
      {hasFigures && <p className="hint model-figures">{words.figuresHelp}</p>}
      <ul className="model-list" tabIndex={-1}>
        {models.map((entry) => (
          <ModelRow key={entry.id} entry={entry} onChosen={close} />
        ))}
      </ul>
      <h3>{words.own}</h3>
      <div className="model-own" tabIndex={-1}>
        {offer === null ? (
          <>
            <p className="hint">
              {words.ownHelp} <span className="drop-only">{words.ownDrop}</span>
            </p>
            <FileButton
              accept={ACCEPTED}
              label={words.own}
              testId="file-checkpoint"
              className="button"
              onFiles={([file]) => store.update({ incoming: { kind: 'checkpoint', file } })}
            >
              <Icon name="upload" />
              {words.chooseFile}
            </FileButton>
          </>
        ) : (
          <OfferedCheckpoint key={offer.file.name} offer={offer} onAccepted={close} />
        )}
      </div>
    </Dialog>
  );
}

function ModelRow({ entry, onChosen }: { entry: ModelEntry; onChosen: () => void }) {
  const inUse = usePageState((state) => state.model.id === entry.id);
  const offered = usePageState((state) => state.offer !== null);
  const { store, engine } = usePage();
  const messages = useMessages();
  const words = messages.models;
  const canRun = usePageState((state) => state.image.photo !== null);
  const about = words.abouts[entry.id];
  const { figures } = entry;
  const facts = [words.megabytes(entry.bytes), words.origins[entry.origin]];
  return (
    <li className="model-row">
      <button
        type="button"
        className="model-choice"
        aria-pressed={inUse}
        data-first-focus={(inUse && !offered) || undefined}
        onClick={() => {
          onChosen();
          chooseModel(store, entry.id);
        }}
      >
        <span className="model-dot" aria-hidden="true" />
        <span className="model-about">
          <span className="model-line">
            <span className="model-title">{entry.title}</span>
            <span className="hint">{facts.filter(Boolean).join(' · ')}</span>
          </span>
          {about !== undefined && <span>{about}</span>}
          {figures && (
            <span className="hint number">
              {words.figures(
                formatScore(figures.sMeasure),
                formatScore(figures.meanF),
                formatScore(figures.mae),
                figures.energyDistance === undefined ? null : formatScore(figures.energyDistance),
              )}
            </span>
          )}
        </span>
      </button>
      {!inUse && (
        <button
          type="button"
          className="button"
          disabled={!canRun}
          title={messages.pin.besideHelp(entry.title)}
          aria-label={messages.pin.besideHelp(entry.title)}
          onClick={() => {
            onChosen();
            runBeside(store, entry);
          }}
        >
          <Icon name="compare" />
          {messages.pin.beside}
        </button>
      )}
      {entry.origin !== 'shipped' && (
        <button
          ref={leaveFocus}
          type="button"
          className="icon-button"
          title={words.remove(entry.title)}
          aria-label={words.remove(entry.title)}
          onClick={() => void removeModel(store, engine.menu, entry.id)}
        >
          <Icon name="close" />
        </button>
      )}
    </li>
  );
}
