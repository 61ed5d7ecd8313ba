import type { ImageSize } from '../../image/types.ts';
import { useMessages } from '../messages.ts';
import { FileButton } from '../parts/FileButton.tsx';
import { Segments } from '../parts/Segments.tsx';
import { Slider } from '../parts/Slider.tsx';
import { type Brush, BrushControls, type StrokesChange } from './CutOutBrush.tsx';
import { BACKGROUNDS, type Choices } from './choices.ts';
import { type Answer, partName, type ShownPart } from './request.ts';

interface CutOutControlsProps {
  readonly choices: Choices;
  readonly answers: readonly Answer[];
  /** Null where there is nothing to choose from. */
  readonly parts: readonly ShownPart[] | null;
  readonly samples: number;
  readonly onToggle: (part: number) => void;
  readonly brush: Brush;
  readonly onBrush: (change: Partial<Brush>) => void;
  readonly onStrokes: (change: StrokesChange) => void;
  /** Of the photo. */
  readonly size: ImageSize;
  readonly onChange: (change: Partial<Choices>) => void;
}

/** Farthest that an edge can be softened, in pixels of the photo. */
const MOST_FEATHER = 60;

/** What can be chosen about a cut-out. None of it has to be. */
export function CutOutControls(props: CutOutControlsProps) {
  const { choices, answers, parts, samples, onToggle, onChange } = props;
  const { brush, onBrush, onStrokes, size } = props;
  const words = useMessages().cutOut;
  return (
    <div className="cut-out-controls">
      <BrushControls
        {...{ brush, onBrush, onStrokes, size }}
        painted={choices.strokes.length > 0}
      />
      {answers.length > 1 && (
        <label className="cut-out-field">
          <span className="label">{words.answer}</span>
          <select
            value={choices.answer}
            onChange={({ target }) => onChange({ answer: target.value, kept: {} })}
          >
            {answers.map(({ key, title }) => (
              <option key={key} value={key}>
                {title}
              </option>
            ))}
          </select>
        </label>
      )}
      {parts !== null && (
        <fieldset className="cut-out-parts">
          <legend className="label">{words.parts}</legend>
          <p className="hint">{words.partsHelp}</p>
          {parts.map(({ share, place, kept }, i) => (
            <label key={i}>
              <input type="checkbox" checked={kept} onChange={() => onToggle(i)} />
              <span>{words.part(partName(parts, i), place !== null)}</span>
              <small>{words.partShare(Math.round(share * samples), samples)}</small>
            </label>
          ))}
        </fieldset>
      )}
      <Segments
        showLegend
        small
        legend={words.background}
        options={BACKGROUNDS}
        labels={words.backgrounds}
        value={choices.background}
        onChange={(background) => onChange({ background })}
      />
      {choices.background === 'colour' && (
        <label className="cut-out-field">
          <span className="label">{words.colour}</span>
          <input
            type="color"
            value={choices.colour}
            onChange={({ target }) => onChange({ colour: target.value })}
          />
        </label>
      )}
      {choices.background === 'picture' && (
        <PictureChoice name={choices.picture?.name ?? null} onChange={onChange} />
      )}
      <label className="cut-out-field">
        <span className="label">{words.threshold}</span>
        <span className="cut-out-ends">
          {words.thresholdEnds[0]}
          <Slider
            min="0.05"
            max="0.95"
            step="0.05"
            // To the right the object grows, as the words say.
            value={1 - choices.threshold}
            onSlide={(slid) => onChange({ threshold: Math.round((1 - slid) * 100) / 100 })}
          />
          {words.thresholdEnds[1]}
        </span>
      </label>
      <label className="cut-out-field">
        <span className="label">{words.feather}</span>
        <span className="cut-out-ends">
          <Slider
            min="0"
            max={MOST_FEATHER}
            value={choices.feather}
            onSlide={(feather) => onChange({ feather })}
          />
          <output>{words.pixels(choices.feather)}</output>
        </span>
      </label>
      <label className="cut-out-check">
        <input
          type="checkbox"
          checked={choices.trim}
          onChange={({ target }) => onChange({ trim: target.checked })}
        />
        {words.trim}
      </label>
    </div>
  );
}

interface PictureChoiceProps {
  readonly name: string | null;
  readonly onChange: (change: Partial<Choices>) => void;
}

function PictureChoice({ name, onChange }: PictureChoiceProps) {
  const messages = useMessages();
  return (
    <div className="cut-out-field">
      <FileButton
        accept="image/*"
        label={messages.cutOut.choosePicture}
        testId="cut-out-background"
        className="button"
        onFiles={([file]) => {
          const key = `${file.name} ${file.size} ${file.lastModified}`;
          onChange({ picture: { key, name: file.name, blob: file } });
        }}
      >
        {name ?? messages.cutOut.choosePicture}
      </FileButton>
    </div>
  );
}
