import { useMemo } from 'react';
import type { DepthReport } from '../../image/depthReport.ts';
import type { OpenDepth, OpenImage } from '../input/openImage.ts';
import { usePageState } from '../engine/usePage.ts';
import type { Messages } from '../english.ts';
import { useMessages } from '../messages.ts';
import { MapCanvas } from '../result/MapCanvas.tsx';
import { usePoint } from '../parts/usePoint.ts';
import { endsOf, formatReading, placeInMap, readingAt, readingsMap } from './readings.ts';

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
  const { point, onPointerMove, onPointerDown, onKeyDown } = usePoint();
  const { photo, fit, adjust } = image;
  const { picture } = report;
  const size = photo?.facts ?? depth.facts;
  const { map, valid, range } = useMemo(
    () => readingsMap(picture, depth.near, endsOf(report, adjust.range)),
    [picture, depth.near, report, adjust.range],
  );
  return (
    <div className="inspector-easel">
      <div
        className="inspector-picture"
        style={{ '--shape': size.width / size.height } as React.CSSProperties}
        data-fit={fit}
        tabIndex={0}
        role="group"
        aria-label={words.pictureAlt}
        {...{ onPointerMove, onPointerDown, onKeyDown }}
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
        {point === null ? (
          <>
            {words.pointHint}
            <span className="keys-only">{words.keys}</span>
          </>
        ) : (
          textOf(report, readingAt(picture, placeInMap(point, picture, size, fit)), words)
        )}
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
