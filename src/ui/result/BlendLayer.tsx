import { useState } from 'react';
import type { ScalarMap } from '../../image/types.ts';
import { usePageState } from '../engine/usePage.ts';
import { useMessages } from '../messages.ts';
import { useReducedMotion, useTicks } from '../parts/motion.ts';
import { MapCanvas } from './MapCanvas.tsx';
import { paintingOf, type ShownMap } from './mapList.ts';

/** How long an answer stays, and how long it takes to turn into the next one: easel.css has the latter. */
const STAY_MS = 1400;

/** Fades from answer to answer. With reduced motion it stays where it is, and a click goes on. */
export function BlendLayer({
  maps,
  template,
}: {
  readonly maps: readonly ScalarMap[];
  /** How a map is to be drawn. */
  readonly template: ShownMap;
}) {
  const messages = useMessages();
  const appearance = usePageState((state) => state.appearance);
  const [step, setStep] = useState(0);
  const [playing, setPlaying] = useState(true);
  const still = useReducedMotion();
  useTicks(playing, STAY_MS, () => setStep((before) => before + 1));
  if (maps.length === 0) return null;
  const painting = paintingOf(template, appearance);
  const present = step % maps.length;
  const before = (step + maps.length - 1) % maps.length;
  const words = messages.mainPicture;
  return (
    <>
      {maps.map((map, index) =>
        index === present || index === before ? (
          <span key={index} className="blend" data-on={index === present}>
            <MapCanvas map={map} painting={painting} label={messages.maps.sample(index + 1)} />
          </span>
        ) : null,
      )}
      <span className="blend-controls">
        {!still && (
          <button
            type="button"
            className="button over-picture"
            onClick={() => setPlaying((now) => !now)}
          >
            {playing ? words.pause : words.play}
          </button>
        )}
        <button
          type="button"
          className="button over-picture"
          onClick={() => setStep((now) => now + 1)}
        >
          {words.nextAnswer(present + 1, maps.length)}
        </button>
      </span>
    </>
  );
}
