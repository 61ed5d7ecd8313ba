import { useState } from 'react';
import { AS_STORED } from '../../image/adjustDepth.ts';
import { ZERO_CHOICES } from '../../image/depthReadings.ts';
import type { OpenDepth, OpenImage } from '../input/openImage.ts';
import { keyOf } from '../engine/shelf.ts';
import { usePageState, useStore } from '../engine/usePage.ts';
import { adjustFile, NEAR_CHOICES, setNear } from '../input/depthChoice.ts';
import { useMessages } from '../messages.ts';
import { Dialog } from '../parts/Dialog.tsx';
import { leaveFocus } from '../parts/leaveFocus.ts';
import { Segments } from '../parts/Segments.tsx';
import { InspectorPicture } from './InspectorPicture.tsx';
import { PlaceControls } from './PlaceControls.tsx';
import { RangeControls } from './RangeControls.tsx';
import { formatReading } from './readings.ts';
import '../styles/inspector.css';

/** The window of the depth file: what its readings are, and how it is read. Every choice shows on the page at once. */
export function DepthInspector({ onClose }: { onClose: () => void }) {
  const words = useMessages().inspector;
  const image = usePageState((state) => state.image);
  const { depth } = image;
  return (
    <Dialog label={words.title} className="viewer inspector" onClose={onClose}>
      {depth !== null && <Inspected image={image} depth={depth} />}
    </Dialog>
  );
}

function Inspected({ image, depth }: { image: OpenImage; depth: OpenDepth }) {
  const messages = useMessages();
  const words = messages.inspector;
  const store = useStore();
  const [photoBeneath, setPhotoBeneath] = useState(false);
  const { near, adjust } = image;
  const { report } = depth.facts;
  if (report === null) return null;
  const isAsStored = keyOf(adjust) === keyOf(AS_STORED);
  return (
    <div className="inspector-layout">
      <h2>{words.title}</h2>
      <InspectorPicture
        image={image}
        depth={depth}
        report={report}
        photoBeneath={photoBeneath && image.photo !== null}
      />
      <div className="inspector-side">
        <Facts depth={depth} report={report} />
        <Segments
          legend={messages.input.near}
          showLegend
          small
          help={messages.input.nearHelp}
          options={NEAR_CHOICES}
          labels={messages.input.nearChoices}
          value={near}
          onChange={(choice) => setNear(store, choice)}
        />
        {report.histogram.length > 0 && (
          <RangeControls report={report} near={depth.near} chosen={adjust.range} />
        )}
        {report.whole && (
          <Segments
            legend={words.zeros}
            showLegend
            small
            options={ZERO_CHOICES}
            labels={words.zeroChoices}
            value={adjust.zeros}
            onChange={(zeros) => adjustFile(store, { zeros })}
          />
        )}
        <PlaceControls adjust={adjust} />
        {image.photo !== null && (
          <label className="inspector-check">
            <input
              type="checkbox"
              checked={photoBeneath}
              onChange={({ target }) => setPhotoBeneath(target.checked)}
            />
            {words.photoBeneath}
          </label>
        )}
        <button
          type="button"
          className="button"
          disabled={isAsStored}
          onClick={() => adjustFile(store, AS_STORED)}
        >
          {words.asStored}
        </button>
      </div>
    </div>
  );
}

interface FactsProps {
  readonly depth: OpenDepth;
  readonly report: NonNullable<OpenDepth['facts']['report']>;
}

/** What the readings are, and which pixels have none. */
function Facts({ depth, report }: FactsProps) {
  const words = useMessages().inspector;
  const store = useStore();
  const { minimum, maximum, unit, holes, highest, histogram } = report;
  const format = (value: number) => formatReading(value, report);
  const missing = [
    holes.zero > 0 && words.holes.zero(holes.zero),
    holes.highest > 0 && words.holes.highest(holes.highest, String(highest)),
    holes.none > 0 && words.holes.none(holes.none),
  ].filter((line) => line !== false);
  return (
    <div className="inspector-facts" tabIndex={-1}>
      <p data-testid="depth-unit">
        {histogram.length === 0
          ? words.empty
          : words.units[unit](format(minimum), format(maximum), minimum, maximum)}
      </p>
      <ul>
        {missing.map((line) => (
          <li key={line} className="inspector-hole">
            {line}
          </li>
        ))}
        {missing.length === 0 && <li>{words.noHoles}</li>}
      </ul>
      {unit !== 'none' && depth.near === 'bright' && (
        <p className="inspector-hint" role="status">
          {words.distances}
          <button
            ref={leaveFocus}
            type="button"
            className="button"
            onClick={() => setNear(store, 'dark')}
          >
            {words.takeDark}
          </button>
        </p>
      )}
    </div>
  );
}
