import { hasExampleTruth, removeTruth } from '../assessment/assess.ts';
import type { OpenPhoto, OpenTruth } from './openImage.ts';
import { usePageState, useStore } from '../engine/usePage.ts';
import type { Messages } from '../english.ts';
import { InspectButton } from '../inspector/InspectButton.tsx';
import { useMessages } from '../messages.ts';
import { Icon } from '../parts/Icon.tsx';
import { Segments } from '../parts/Segments.tsx';
import { WithoutDepth } from '../pin/WithoutDepth.tsx';
import { MapCanvas } from '../result/MapCanvas.tsx';
import { NEAR_CHOICES, setNear } from './depthChoice.ts';
import { DepthChoices, DepthSlot } from './DepthSlot.tsx';
import { estimateProblem } from './estimate.ts';
import { ExampleTruthButton } from './ExampleTruthButton.tsx';
import { FilePicker } from './FilePicker.tsx';
import { swap } from './photo.ts';
import { RemoveButton, Slot, SlotPicture } from './Slot.tsx';

/** What the network is given, and what it is held against. */
export function InputPanel({ onEnlarge }: { readonly onEnlarge: (key: string) => void }) {
  const messages = useMessages();
  const words = messages.input;
  const image = usePageState((state) => state.image);
  const analysed = usePageState(({ result }) => (result.stale ? null : result.image));
  const canOpenTruth = usePageState(hasExampleTruth);
  const isEstimated = usePageState((state) => estimateProblem(state) === null);
  const store = useStore();
  const { photo, depth, depthChoice, near } = image;
  const hasFile = depth !== null && depthChoice === 'file';
  return (
    <section className="panel input-panel" aria-label={words.title} tabIndex={-1}>
      <div className="slots">
        {photo !== null && (
          <Slot role="photo" facts={photoFacts(photo, words)}>
            <img src={photo.address} alt={words.photoAlt(photo.file.name)} draggable={false} />
          </Slot>
        )}
        <DepthSlot onEnlarge={() => onEnlarge('input-depth')} />
        {image.truth !== null && (
          <TruthSlot truth={image.truth} onEnlarge={() => onEnlarge('truth')} />
        )}
      </div>
      <div className="input-row">
        {photo !== null && <DepthChoices />}
        <WithoutDepth />
        {hasFile && (
          <Segments
            legend={words.near}
            showLegend
            small
            help={words.nearHelp}
            chapter="saliency"
            options={NEAR_CHOICES}
            labels={words.nearChoices}
            value={near}
            onChange={(choice) => setNear(store, choice)}
          />
        )}
      </div>
      <div className="add-row">
        {hasFile && <InspectButton />}
        {photo !== null && hasFile && depth.file.key !== photo.file.key && (
          <button
            type="button"
            className="button quiet"
            title={words.swapHelp}
            onClick={() => swap(store)}
          >
            <Icon name="swap" />
            {words.swap}
          </button>
        )}
        <FilePicker role="depth" className="button quiet">
          <Icon name="add" />
          {depth === null ? words.add.depth : words.another.depth}
        </FilePicker>
        <FilePicker role="truth" className="button quiet">
          <Icon name="add" />
          {image.truth === null ? words.add.truth : words.another.truth}
        </FilePicker>
        {image.truth === null && canOpenTruth && <ExampleTruthButton className="button quiet" />}
      </div>
      {photo !== null && photo.facts.remarks.length > 0 && (
        <p className="hint warning">{messages.sayAll(photo.facts.remarks)}</p>
      )}
      {hasFile && near === 'auto' && analysed !== null && analysed.near !== null && (
        <p className="hint" role="status" data-testid="near-decided">
          {words.nearDecided(words.nearChoices[analysed.near], analysed.nearBy === 'file')}
        </p>
      )}
      {hasFile && depth.facts.remarks.length > 0 && (
        <p className="hint warning">{messages.sayAll(depth.facts.remarks)}</p>
      )}
      {photo !== null && depthChoice === 'none' && <p className="hint">{words.noDepth}</p>}
      {photo !== null && depthChoice === 'estimated' && isEstimated && (
        <p className="hint">{words.estimatedHint}</p>
      )}
      <p className="hint privacy">
        <Icon name="lock" />
        {words.privacy}
      </p>
    </section>
  );
}

function TruthSlot({ truth, onEnlarge }: { truth: OpenTruth; onEnlarge: () => void }) {
  const messages = useMessages();
  const words = messages.input;
  const store = useStore();
  return (
    <Slot
      role="truth"
      facts={truthFacts(truth, messages)}
      actions={<RemoveButton role="truth" onRemove={() => removeTruth(store)} />}
    >
      <SlotPicture role="truth" onEnlarge={onEnlarge}>
        <MapCanvas
          map={truth.facts.preview}
          painting={{ colours: 'grey', range: [0, 1], cover: 'opaque', opacity: 1 }}
          label={words.truthAlt}
        />
      </SlotPicture>
    </Slot>
  );
}

function photoFacts({ facts }: OpenPhoto, words: Messages['input']): string {
  return words.size(facts.width, facts.height);
}

function truthFacts({ facts }: OpenTruth, { input: words, say }: Messages): string {
  const { width, height, objects, note } = facts;
  const text = words.truthFacts(words.size(width, height), objects);
  return note === null ? text : words.withNote(text, say(note));
}
