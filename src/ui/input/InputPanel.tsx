import { useRef } from 'react';
import { type Role, ROLES } from '../../evaluation/fileRole.ts';
import { openSampleTruth, removeTruth } from '../assessment/assess.ts';
import { type BatchFile, listFiles } from '../batch/batchFiles.ts';
import type { OpenDepth, OpenPhoto, OpenTruth } from '../engine/image.ts';
import { usePageState, useStore } from '../engine/usePage.ts';
import { messages } from '../messages.ts';
import { focusAround } from '../parts/Dialog.tsx';
import { Icon } from '../parts/Icon.tsx';
import { Segments } from '../parts/Segments.tsx';
import { MapCanvas } from '../result/MapCanvas.tsx';
import { gradientOf } from '../result/paintMap.ts';
import { NEAR_CHOICES, openFiles, removeDepth, setNear, swap } from './photo.ts';

const ACCEPTED =
  'image/png,image/jpeg,image/webp,.png,.jpg,.jpeg,.jfif,.webp,.bmp,.pgm,.ppm,.pfm,.npy,.npz';

interface InputPanelProps {
  readonly onEnlarge: (key: string) => void;
  /** Takes more files than one image has. */
  readonly onFiles: (files: Promise<BatchFile[]>) => void;
  readonly onBatch: () => void;
}

/** The slots: what the network is given, and what it is held against. */
export function InputPanel({ onEnlarge, onFiles, onBatch }: InputPanelProps) {
  const image = usePageState((state) => state.image);
  const decided = usePageState(({ result }) =>
    result.stale ? null : (result.image?.near ?? null),
  );
  const hasSampleTruth = usePageState(
    ({ samplePairs, image: { origin } }) =>
      origin.kind === 'sample' &&
      samplePairs.some(({ id, truth }) => id === origin.id && truth !== null),
  );
  const store = useStore();
  const both = image.photo !== null && image.depth !== null;
  const words = messages.input;
  return (
    <section className="panel input-panel" aria-label={words.title}>
      <div className="slots">
        <Slot
          onFiles={onFiles}
          role="photo"
          filled={image.photo !== null}
          facts={photoFacts(image.photo)}
        >
          {image.photo && (
            <img
              src={image.photo.address}
              alt={words.photoAlt(image.photo.file.name)}
              draggable={false}
            />
          )}
        </Slot>
        <Slot
          onFiles={onFiles}
          role="depth"
          filled={image.depth !== null}
          facts={depthFacts(image.depth)}
          onRemove={image.photo === null ? null : () => removeDepth(store)}
        >
          {image.depth && (
            <DepthPicture depth={image.depth} onEnlarge={() => onEnlarge('input-depth')} />
          )}
        </Slot>
        <Slot
          onFiles={onFiles}
          role="truth"
          filled={image.truth !== null}
          facts={truthFacts(image.truth)}
          onRemove={() => removeTruth(store)}
          extra={
            hasSampleTruth && (
              <button
                type="button"
                className="button quiet slot-extra"
                onClick={(event) => {
                  focusAround(event.currentTarget);
                  openSampleTruth(store);
                }}
              >
                {words.sampleTruth}
              </button>
            )
          }
        >
          {image.truth && (
            <button
              type="button"
              className="picture-button"
              aria-label={messages.maps.enlarge(words.slots.truth.title)}
              onClick={() => onEnlarge('truth')}
            >
              <MapCanvas
                map={image.truth.facts.preview}
                painting={{ colours: 'grey', range: [0, 1], cover: 'opaque', opacity: 1 }}
                label={words.truthAlt}
              />
            </button>
          )}
        </Slot>
      </div>
      <div className="input-row">
        {image.depth !== null && (
          <Segments
            legend={words.near}
            showLegend
            small
            help={words.nearHelp}
            options={NEAR_CHOICES}
            labels={words.nearChoices}
            value={image.near}
            onChange={(near) => setNear(store, near)}
          />
        )}
        {both && (
          <button
            type="button"
            className="button quiet"
            title={words.swap}
            aria-label={words.swap}
            onClick={() => swap(store)}
          >
            <Icon name="swap" />
            {words.swapShort}
          </button>
        )}
        <button type="button" className="button quiet" onClick={onBatch}>
          <Icon name="stack" />
          {messages.batch.open}
        </button>
      </div>
      {image.near === 'auto' && decided !== null && (
        <p className="hint" role="status" data-testid="near-decided">
          {words.nearDecided(words.nearChoices[decided])}
        </p>
      )}
      {image.depth?.facts.warning && <p className="hint warning">{image.depth.facts.warning}</p>}
      {image.photo !== null && image.depth === null && <p className="hint">{words.noDepth}</p>}
      <p className="hint privacy">
        <Icon name="lock" />
        {words.privacy}
      </p>
    </section>
  );
}

interface SlotProps {
  readonly role: Role;
  readonly onFiles: InputPanelProps['onFiles'];
  readonly filled: boolean;
  readonly facts: string;
  readonly onRemove?: (() => void) | null;
  /** Another way to fill it. */
  readonly extra?: React.ReactNode;
  readonly children: React.ReactNode;
}

/** A labelled place for one file: click, drop or paste. */
function Slot(props: SlotProps) {
  const store = useStore();
  const { role, filled, facts, onFiles, onRemove = null, extra, children } = props;
  const picker = useRef<HTMLInputElement>(null);
  const words = messages.input;
  const { title, hint } = words.slots[role];
  return (
    <div className="slot" data-slot={role} data-filled={filled} tabIndex={-1}>
      <div className="slot-head">
        <h2>{title}</h2>
        {!filled && extra}
        <span className="slot-facts" title={facts}>
          {facts}
        </span>
      </div>
      <div className="slot-picture">
        {filled ? (
          children
        ) : (
          <button type="button" className="slot-empty" onClick={() => picker.current?.click()}>
            <Icon name="add" />
            <span>{words.choose(role)}</span>
            <small>{hint}</small>
          </button>
        )}
        {filled && (
          <div className="slot-actions">
            <button
              type="button"
              className="button over-picture"
              aria-label={words.replaceOne(role)}
              onClick={() => picker.current?.click()}
            >
              <Icon name="upload" />
              <span>{words.replace}</span>
            </button>
            {onRemove !== null && (
              <button
                type="button"
                className="button over-picture"
                aria-label={words.removeOne(role)}
                onClick={(event) => {
                  focusAround(event.currentTarget);
                  onRemove();
                }}
              >
                <Icon name="close" />
                <span>{words.remove}</span>
              </button>
            )}
          </div>
        )}
      </div>
      <input
        ref={picker}
        type="file"
        className="visually-hidden"
        tabIndex={-1}
        accept={ACCEPTED}
        multiple
        aria-label={words.choose(role)}
        data-testid={`file-${role}`}
        onChange={(event) => {
          const files = [...(event.target.files ?? [])];
          // The same file can be chosen again.
          event.target.value = '';
          if (files.length > ROLES.length) onFiles(listFiles(files));
          else openFiles(store, files, role);
        }}
      />
    </div>
  );
}

function DepthPicture({ depth, onEnlarge }: { depth: OpenDepth; onEnlarge: () => void }) {
  const colours = usePageState((state) => state.appearance.colours);
  const words = messages.input;
  return (
    <>
      <button
        type="button"
        className="picture-button"
        aria-label={messages.maps.enlarge(words.slots.depth.title)}
        onClick={onEnlarge}
      >
        <MapCanvas
          map={depth.facts.preview}
          valid={depth.facts.previewValid}
          painting={{ colours, range: [0, 1], cover: 'opaque', opacity: 1 }}
          label={words.depthAlt}
        />
      </button>
      <div className="scale scale-over" aria-hidden="true">
        <span>{words.farLegend}</span>
        <span className="scale-bar" style={{ background: gradientOf(colours) }} />
        <span>{words.nearLegend}</span>
      </div>
    </>
  );
}

function photoFacts(photo: OpenPhoto | null): string {
  return photo === null ? '' : messages.input.size(photo.facts.width, photo.facts.height);
}

function truthFacts(truth: OpenTruth | null): string {
  if (truth === null) return '';
  const { width, height, objects, note } = truth.facts;
  const facts = `${messages.input.size(width, height)}, ${messages.input.truthFacts(objects)}`;
  return note === null ? facts : `${facts}. ${note}`;
}

function depthFacts(depth: OpenDepth | null): string {
  if (depth === null) return '';
  const { width, height, bitDepth, missingShare } = depth.facts;
  return `${messages.input.size(width, height)}, ${messages.input.depthFacts(bitDepth, missingShare)}`;
}
