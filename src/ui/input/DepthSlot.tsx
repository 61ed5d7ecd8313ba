import { gradientOf } from '../../image/paintMap.ts';
import type { DepthFacts } from '../../worker/protocol.ts';
import type { DepthChoice } from './openImage.ts';
import { usePageState, useStore } from '../engine/usePage.ts';
import type { Messages } from '../english.ts';
import { useMessages } from '../messages.ts';
import { leaveFocus } from '../parts/leaveFocus.ts';
import { Segments } from '../parts/Segments.tsx';
import { MapCanvas } from '../result/MapCanvas.tsx';
import { removeDepth, setDepth } from './depthChoice.ts';
import { estimateProblem, retryEstimate, shownDepth } from './estimate.ts';
import { RemoveButton, Slot, SlotPicture } from './Slot.tsx';

/** The depth that the network is given: the visitor's file, or an estimate from the photo. */
export function DepthSlot({ onEnlarge }: { onEnlarge: () => void }) {
  const words = useMessages().input;
  const { photo, depthChoice } = usePageState((state) => state.image);
  const shown = usePageState(shownDepth);
  const store = useStore();
  const estimated = depthChoice === 'estimated' && photo !== null;
  if (shown === null && !estimated) return null;
  return (
    <Slot
      role="depth"
      facts={shown === null || estimated ? '' : depthFacts(shown, words)}
      tag={estimated ? words.estimatedTag : null}
      actions={
        photo !== null &&
        !estimated && <RemoveButton role="depth" onRemove={() => removeDepth(store)} />
      }
    >
      {shown === null ? <EstimateStatus /> : <DepthPicture facts={shown} onEnlarge={onEnlarge} />}
    </Slot>
  );
}

/** Lets the visitor choose where the depth comes from. */
export function DepthChoices() {
  const words = useMessages().input;
  const { origin, photo, depth, depthChoice, near } = usePageState((state) => state.image);
  const isInside = depth !== null && depth.file.key === photo?.file.key;
  // The picture above says what is chosen here.
  const isPictured = usePageState((state) => shownDepth(state) !== null);
  const store = useStore();
  const choices: readonly DepthChoice[] = ['file', 'estimated', 'none'];
  return (
    <Segments
      legend={words.slots.depth.title}
      showLegend={!isPictured}
      small
      options={depth === null ? choices.slice(1) : choices}
      labels={{
        ...words.depthChoices,
        file: isInside ? words.innerDepth : words.depthFile(origin.kind),
      }}
      value={depthChoice}
      onChange={(choice) => setDepth(store, { near, depthChoice: choice })}
    />
  );
}

/** What becomes of an estimate that is not there. */
function EstimateStatus() {
  const { input: words, say } = useMessages();
  const problem = usePageState(estimateProblem);
  const store = useStore();
  if (problem === null) {
    return (
      <p className="slot-waiting" role="status">
        {words.estimating}
      </p>
    );
  }
  return (
    <div className="slot-waiting" role="alert" data-testid="estimate-problem">
      <p>{words.noEstimate(say(problem.detail))}</p>
      <button
        ref={leaveFocus}
        type="button"
        className="button"
        onClick={() => retryEstimate(store)}
      >
        {words.retryEstimate}
      </button>
    </div>
  );
}

function DepthPicture({ facts, onEnlarge }: { facts: DepthFacts; onEnlarge: () => void }) {
  const words = useMessages().input;
  const colours = usePageState((state) => state.appearance.colours);
  return (
    <>
      <SlotPicture role="depth" onEnlarge={onEnlarge}>
        <MapCanvas
          map={facts.preview}
          valid={facts.previewValid}
          painting={{ colours, range: [0, 1], cover: 'opaque', opacity: 1 }}
          label={words.depthAlt}
        />
      </SlotPicture>
      <div className="scale scale-over" aria-hidden="true">
        <span>{words.farLegend}</span>
        <span className="scale-bar" style={{ background: gradientOf(colours) }} />
        <span>{words.nearLegend}</span>
      </div>
    </>
  );
}

function depthFacts(
  { width, height, bitDepth, missingShare }: DepthFacts,
  words: Messages['input'],
): string {
  return `${words.size(width, height)}, ${words.depthFacts(bitDepth, missingShare)}`;
}
