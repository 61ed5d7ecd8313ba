import type { ReactNode } from 'react';
import type { AnswerRegions } from '../../inference/regions.ts';
import { CutOutButton } from '../cutout/CutOutButton.tsx';
import { givesOneMap } from '../engine/selectors.ts';
import { usePageState, useStore } from '../engine/usePage.ts';
import { useMessages } from '../messages.ts';
import { Brief } from '../parts/Brief.tsx';
import { Help } from '../parts/Help.tsx';
import { Icon } from '../parts/Icon.tsx';
import { Menu } from '../parts/Menu.tsx';
import { NumberField } from '../parts/NumberField.tsx';
import { Slider } from '../parts/Slider.tsx';
import { MAX_DRAWN_SEED, MAX_SAMPLES, MAX_SEED, MAX_SPREAD } from './appearance.ts';
import type { Piece } from './messages.ts';
import { RunStatus } from './RunStatus.tsx';
import { isPartOf, nextPart, numbersIn, tellHeld, tellRegions } from './sentence.ts';
import { useHeld } from './useHeld.ts';

interface HeadlineProps {
  /** Null before the first answers. */
  readonly regions: AnswerRegions | null;
  /** The contested part that is chosen, from 0. */
  readonly part: number | null;
  readonly onPart: (part: number) => void;
  /** Stand behind the buttons that draw others. */
  readonly children: ReactNode;
}

/** One sentence about the answers, or about the one on the main picture, and what draws others. */
export function Headline({ regions, part, onPart, children }: HeadlineProps) {
  const count = usePageState((state) => state.result.samples?.count ?? state.count);
  const oneMap = usePageState(givesOneMap);
  const store = useStore();
  const messages = useMessages();
  const words = messages.sampling;
  const held = useHeld(regions);
  const number = held === null || held.focus === null ? null : held.focus + 1;
  const [lead, ...pieces] =
    held === null ? [] : tellHeld(held.regions, held.held, number, count, messages);
  return (
    <div className="headline">
      <p className="told" data-testid="sentence" data-waiting={regions === null}>
        {/* It keeps its room while it is out of sight, so that the one of a single answer moves nothing. */}
        <span className="told-all" data-shown={held === null}>
          <strong>{oneMap ? words.oneAnswer : messages.sentence.lead(count)}</strong>
          {/* With the rest: a space of its own would lie elsewhere when that comes, and browsers count it as a leap of all. */}
          {regions !== null && messages.sentence.gap}
          {regions !== null && (
            <Pieces pieces={tellRegions(regions, count, messages)} part={part} onPart={onPart} />
          )}
        </span>
        <span
          className="told-one"
          role="status"
          data-testid="told-one"
          data-stale={held?.stale ?? false}
        >
          {lead !== undefined && <strong>{lead.text}</strong>}
          <Pieces pieces={pieces} part={part} onPart={onPart} />
        </span>
      </p>
      <CutOutButton />
      <div className="headline-row">
        {!oneMap && (
          <>
            <button
              type="button"
              className="button"
              title={words.rerollHelp}
              onClick={() => store.ask({ seed: randomSeed() })}
            >
              <Icon name="shuffle" />
              <Brief word={words.reroll} brief={words.rerollBrief} />
            </button>
            <Menu title={words.settings} icon="settings">
              <SamplingSettings />
            </Menu>
          </>
        )}
        {children}
      </div>
      <RunStatus />
    </div>
  );
}

interface PiecesProps extends Pick<HeadlineProps, 'part' | 'onPart'> {
  readonly pieces: readonly Piece[];
}

/** A sentence, with the parts that it names as buttons. */
function Pieces({ pieces, part, onPart }: PiecesProps) {
  const words = useMessages().sampling;
  return pieces.map((piece, index) =>
    piece.part === undefined ? (
      // Its mark stands with the place before it.
      piece.text.slice(pieces[index - 1]?.part === undefined ? 0 : leadingMark(piece).length)
    ) : (
      // The mark behind a place never begins a line.
      <span key={index} className="told-place">
        <button
          type="button"
          className="told-part"
          aria-pressed={part !== null && isPartOf(piece, part)}
          title={words.partHelp}
          onClick={() => onPart(nextPart(piece, part))}
        >
          <i aria-hidden="true">{numbersIn(piece)}</i>
          {piece.text}
        </button>
        {leadingMark(pieces[index + 1])}
      </span>
    ),
  );
}

function SamplingSettings() {
  const count = usePageState((state) => state.count);
  const seed = usePageState((state) => state.seed);
  const spread = usePageState((state) => state.spread);
  const store = useStore();
  const words = useMessages().sampling;
  return (
    <>
      <label className="inline-slider">
        <span className="label">{words.count}</span>
        <Slider
          min="1"
          max={MAX_SAMPLES}
          value={count}
          onSlide={(next) => store.ask({ count: next })}
        />
        <output className="number">{count}</output>
      </label>
      <label className="inline-slider">
        <span className="label">{words.spread}</span>
        <Slider
          min="0"
          max={MAX_SPREAD}
          step="0.1"
          value={spread}
          onSlide={(next) => store.ask({ spread: next })}
        />
        <output className="number">{words.times(spread)}</output>
      </label>
      <p className="hint">
        {words.spreadHelp} <Help about={words.spread} text={words.terms} chapter="uc-net" />
      </p>
      <NumberField
        label={words.seed}
        min={0}
        max={MAX_SEED}
        value={seed}
        onChange={(value) => store.ask({ seed: value })}
      />
      <p className="hint">{words.seedHelp}</p>
    </>
  );
}

/** The comma or stop that a piece of the sentence begins with. */
function leadingMark(piece: Piece | undefined): string {
  return /^[,.、。]?/.exec(piece?.text ?? '')![0];
}

function randomSeed(): number {
  return Math.floor(Math.random() * (MAX_DRAWN_SEED + 1));
}
