import { type DepthAdjustment, turnOnce } from '../../image/adjustDepth.ts';
import { useStore } from '../engine/usePage.ts';
import { adjustFile } from '../input/depthChoice.ts';
import { useMessages } from '../messages.ts';
import { Slider } from '../parts/Slider.tsx';

/** Farthest that the sliders move a map, in percent; cameras stand a hand's breadth apart. */
const REACH = 20;

/** Turns, mirrors and moves the depth map over its photo. */
export function PlaceControls({ adjust }: { adjust: DepthAdjustment }) {
  const words = useMessages().inspector;
  const store = useStore();
  const { mirror, shift } = adjust;
  const turn = (way: 'clockwise' | 'back') => adjustFile(store, { turns: turnOnce(adjust, way) });
  return (
    <fieldset className="inspector-place">
      <legend className="label">{words.place}</legend>
      <div className="inspector-row">
        <button type="button" className="button" onClick={() => turn('back')}>
          <span aria-hidden="true">↺</span> {words.turnLeft}
        </button>
        <button type="button" className="button" onClick={() => turn('clockwise')}>
          <span aria-hidden="true">↻</span> {words.turnRight}
        </button>
      </div>
      <label className="inspector-check">
        <input
          type="checkbox"
          checked={mirror}
          onChange={({ target }) => adjustFile(store, { mirror: target.checked })}
        />
        {words.mirror}
      </label>
      {[words.shiftAcross, words.shiftDown].map((label, axis) => (
        <label key={label} className="inspector-slider">
          <span>{label}</span>
          <Slider
            min={-REACH}
            max={REACH}
            step="0.5"
            value={shift[axis]!}
            aria-valuetext={words.percent(shift[axis]!)}
            onSlide={(share) => {
              adjustFile(store, { shift: axis === 0 ? [share, shift[1]] : [shift[0], share] });
            }}
          />
          <output>{words.percent(shift[axis]!)}</output>
        </label>
      ))}
    </fieldset>
  );
}
