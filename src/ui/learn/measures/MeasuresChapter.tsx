import { useLayoutEffect, useMemo, useRef } from 'react';
import { OwnWorker } from '../../../worker/ownWorker.ts';
import { Segments } from '../../parts/Segments.tsx';
import { formatFixed, formatPercentage } from '../../parts/format.ts';
import { formatNumber } from '../format.ts';
import { learnTexts, useLearnMessages } from '../messages/messages.ts';
import { Failures } from '../network/NetworkStatus.tsx';
import { useLatest, useOwnWorker } from '../network/useLatest.ts';
import { Formula } from '../parts/Formula.tsx';
import { Handle } from '../parts/Handle.tsx';
import { PixelPicture } from '../parts/MapFigure.tsx';
import { Numbers } from '../parts/Numbers.tsx';
import { Predict } from '../parts/Predict.tsx';
import { useLinkedFields } from '../useLinkedFields.ts';
import { Challenge } from './Challenge.tsx';
import { DrawPad } from './DrawPad.tsx';
import {
  BRUSH_LEVELS,
  BRUSHES,
  LOOKS,
  MEASURE_FIELDS,
  type MeasureValues,
  readMap,
  writeMap,
} from './fields.ts';
import { LookView } from './LookView.tsx';
import type { Measured } from './measureMap.ts';
import { paintDrawn, paintMask } from './paint.ts';
import { paintDisc, SCENES, type Start, startOf, STARTS, truthOf } from './scenes.ts';
import type { MeasureSession } from './measureWorker.ts';
import './measures.css';

function makeMeasurer(): OwnWorker<[], MeasureSession> {
  const start = () =>
    new Worker(new URL('./measureWorker.ts', import.meta.url), { type: 'module' });
  return new OwnWorker(
    start,
    (api) => api.open(),
    () => learnTexts.measures.failed,
  );
}

/** The one that answers the chapter's task is not offered. */
const OFFERED = STARTS.filter((start): start is Exclude<Start, 'ground'> => start !== 'ground');

/** Chapter 8: a map to draw on, and what each measure makes of it. */
export function MeasuresChapter() {
  const words = useLearnMessages().measures;
  const [values, change] = useLinkedFields(MEASURE_FIELDS);
  const { scene, start, drawn, beta, tolerance } = values;
  const truth = useMemo(() => truthOf(scene), [scene]);
  const map = useMemo(() => readMap(drawn) ?? startOf(scene, start), [drawn, scene, start]);
  const pixels = useMemo(() => paintDrawn(map, truth), [map, truth]);
  const measurer = useOwnWorker(makeMeasurer);
  const latest = useLatest([scene, start, drawn, beta, tolerance].join(' '), () =>
    measurer.ask((session) => session.measure(map, truth, beta, tolerance / 100)),
  );
  // Beside another map, the numbers of the one before would be wrong.
  const measured = latest.problem === null ? latest.value : null;
  const { draw, questions } = words;
  // A quick stroke is several events before the next picture: each paints on what the one before left.
  const painted = useRef(map);
  useLayoutEffect(() => {
    painted.current = map;
  }, [map]);
  return (
    <>
      <p>{words.intro}</p>
      <Predict id="black" question={questions.black} />
      <h2>{draw.title}</h2>
      <p>{draw.text}</p>
      <div className="lab">
        <div className="lab-picture">
          <DrawPad
            pixels={pixels}
            radius={values.size}
            onStroke={(places) => {
              const value = BRUSH_LEVELS[values.brush];
              painted.current = places.reduce(
                (before, place) => paintDisc(before, place, values.size, value),
                painted.current,
              );
              change({ drawn: writeMap(painted.current) });
            }}
          />
          <Failures latest={[latest]} />
          <Scores measured={measured} beta={beta} />
        </div>
        <DrawHandles values={values} change={change} measured={measured} />
      </div>
      <Predict id="shift" question={questions.shift} />
      <h2>{words.look.title}</h2>
      <div className="lab">
        <div className="lab-picture">
          <Segments
            legend={words.look.legend}
            options={LOOKS}
            labels={words.look.names}
            value={values.look}
            onChange={(look) => change({ look })}
          />
          {measured !== null && (
            <LookView look={values.look} map={map} truth={truth} measured={measured} />
          )}
        </div>
        <div className="lab-handles">
          <Handle
            label={words.f.beta}
            min={MEASURE_FIELDS.beta.min}
            max={MEASURE_FIELDS.beta.max}
            step={0.1}
            value={beta}
            onChange={(next) => change({ beta: next, look: 'f' })}
          />
          <Handle
            label={words.contour.tolerance}
            min={MEASURE_FIELDS.tolerance.min}
            max={MEASURE_FIELDS.tolerance.max}
            step={0.25}
            value={tolerance}
            text={formatPercentage(tolerance, 2)}
            onChange={(next) => change({ tolerance: next, look: 'contour' })}
          />
          <p>
            {values.look === 'contour'
              ? words.contour.text(formatPercentage(tolerance, 2))
              : words[values.look].text}
          </p>
          <Formula lines={words[values.look].formula} source={words[values.look].source} />
        </div>
      </div>
      <Predict id="beta" question={questions.beta} />
      <Challenge
        measured={measured}
        onShow={() => change({ start: 'ground', drawn: '', look: 'f' })}
      />
    </>
  );
}

function DrawHandles({
  values,
  change,
  measured,
}: {
  values: MeasureValues;
  change: (change: Partial<MeasureValues>) => void;
  measured: Measured | null;
}) {
  const words = useLearnMessages().measures;
  const { draw } = words;
  return (
    <div className="lab-handles">
      <Segments
        legend={draw.scene}
        showLegend
        small
        options={SCENES}
        labels={draw.scenes}
        value={values.scene}
        onChange={(scene) => change({ scene, drawn: '' })}
      />
      <div className="lab-row">
        <span className="label">{draw.start}</span>
        {OFFERED.map((start) => (
          <button
            key={start}
            type="button"
            className="button quiet"
            aria-pressed={values.start === start && values.drawn === ''}
            onClick={() => change({ start, drawn: '' })}
          >
            {draw.starts[start]}
          </button>
        ))}
      </div>
      <Segments
        legend={draw.brush}
        showLegend
        small
        options={BRUSHES}
        labels={draw.brushes}
        value={values.brush}
        onChange={(brush) => change({ brush })}
      />
      <Handle
        label={draw.size}
        min={MEASURE_FIELDS.size.min}
        max={MEASURE_FIELDS.size.max}
        value={values.size}
        onChange={(size) => change({ size })}
      />
      <p className="hint">{draw.hint}</p>
      {measured !== null && <Binary measured={measured} />}
    </div>
  );
}

/** The map as the measures see it that want black and white. */
function Binary({ measured }: { measured: Measured }) {
  const { binary } = useLearnMessages().measures;
  const { mask, threshold } = measured;
  const label = binary.label(formatFixed(threshold, 3));
  const pixels = useMemo(() => paintMask(measured), [measured]);
  return (
    <figure className="map-figure binary-map" data-testid="binary">
      <PixelPicture label={label} height={mask.height} width={mask.width} pixels={pixels} />
      <figcaption>{label}</figcaption>
      {threshold === 0 && <p className="notice">{binary.black}</p>}
    </figure>
  );
}

/** Every score of the map, as numbers. */
function Scores({ measured, beta }: { measured: Measured | null; beta: number }) {
  const words = useLearnMessages().measures;
  const { names } = words.scores;
  const shown: readonly (readonly [keyof typeof names, number | undefined])[] = [
    ['mae', measured?.scores.mae],
    ['sMeasure', measured?.scores.sMeasure],
    ['adaptiveF', measured?.adaptiveF],
    ['maxF', measured === null ? undefined : Math.max(...measured.curves.f)],
    ['weightedF', measured?.scores.weightedF],
    ['adaptiveE', measured?.scores.adaptiveE],
    ['iou', measured?.scores.iou],
    ['pixelAccuracy', measured?.scores.pixelAccuracy],
    ['classAccuracy', measured?.scores.classAccuracy],
    ['contour', measured?.contour.f],
  ];
  return (
    <>
      <Numbers
        entries={shown.map(([key, value]) => [
          names[key],
          value === undefined ? '–' : formatFixed(value, 3),
          `score-${key}`,
        ])}
      />
      <p className="hint">{words.scores.note(formatNumber(beta, 2))}</p>
    </>
  );
}
