import { type KeyboardEvent, type PointerEvent, useMemo, useState } from 'react';
import type { DepthReport } from '../../image/depthReport.ts';
import type { OpenDepth, OpenImage } from '../input/openImage.ts';
import { usePageState } from '../engine/usePage.ts';
import type { Messages } from '../english.ts';
import { useMessages } from '../messages.ts';
import { MapCanvas } from '../result/MapCanvas.tsx';
import type { Point } from '../result/PointReadout.tsx';
import { endsOf, formatReading, placeInMap, readingAt, readingsMap } from './readings.ts';

/** How far an arrow key moves the point, as a share of the picture. */
const KEY_STEP = 0.02;
const KEYS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

interface InspectorPictureProps {
  readonly image: OpenImage;
  readonly depth: OpenDepth;
  readonly report: DepthReport;
  readonly photoBeneath: boolean;
}

/** The depth map as the network is given it, over the photo, with the file's own value under the pointer. */
export function InspectorPicture({ image, depth, report, photoBeneath }: InspectorPictureProps) {
  const words = useMessages().inspector;
  const colours = usePageState((state) => state.appearance.colours);
  const [point, setPoint] = useState<Point | null>(null);
  const { photo, fit, adjust } = image;
  const { picture } = report;
  const size = photo?.facts ?? depth.facts;
  const { map, valid, range } = useMemo(
    () => readingsMap(picture, depth.near, endsOf(report, adjust.range)),
    [picture, depth.near, report, adjust.range],
  );
  const within = (share: number) => Math.min(Math.max(share, 0), 1);
  const follow = (event: PointerEvent<HTMLElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    setPoint({
      x: within((event.clientX - box.left) / box.width),
      y: within((event.clientY - box.top) / box.height),
    });
  };
  const step = (event: KeyboardEvent) => {
    const way = KEYS[event.key];
    if (way === undefined) return;
    event.preventDefault();
    const { x, y } = point ?? { x: 0.5, y: 0.5 };
    setPoint({ x: within(x + way[0] * KEY_STEP), y: within(y + way[1] * KEY_STEP) });
  };
  return (
    <div className="inspector-easel">
      <div
        className="inspector-picture"
        style={{ '--shape': size.width / size.height } as React.CSSProperties}
        data-fit={fit}
        tabIndex={0}
        role="group"
        aria-label={words.pictureAlt}
        onPointerMove={follow}
        onPointerDown={follow}
        onKeyDown={step}
      >
        {photoBeneath && <img src={photo!.address} alt="" draggable={false} />}
        <MapCanvas
          map={map}
          valid={valid}
          painting={{ colours, range, cover: photoBeneath ? 'even' : 'opaque', opacity: 0.6 }}
          label={words.pictureAlt}
        />
        {point !== null && (
          <span
            className="inspector-point"
            style={{ left: `${100 * point.x}%`, top: `${100 * point.y}%` }}
          />
        )}
      </div>
      <p className="inspector-reading number" role="status" data-testid="depth-reading">
        {point === null
          ? words.pointHint
          : textOf(report, readingAt(picture, placeInMap(point, picture, size, fit)), words)}
      </p>
    </div>
  );
}

function textOf(
  report: DepthReport,
  reading: ReturnType<typeof readingAt>,
  words: Messages['inspector'],
): string {
  if (typeof reading === 'string') return words.noReading[reading];
  return words.reading[report.unit](formatReading(reading, report), reading);
}
