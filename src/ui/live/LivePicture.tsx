import { type CSSProperties, type RefObject, useMemo, useState } from 'react';
import type { Painting } from '../../image/paintMap.ts';
import type { ScalarMap } from '../../image/types.ts';
import type { FrameMaps } from '../../worker/protocol.ts';
import { usePageState } from '../engine/usePage.ts';
import { useMessages } from '../messages.ts';
import { MapCanvas } from '../result/MapCanvas.tsx';
import { hueOf, outlineOf } from '../result/OutlinesLayer.tsx';
import type { LiveLayer } from './messages.ts';

export const LIVE_LAYERS: readonly LiveLayer[] = ['agreed', 'differ', 'outlines', 'depth'];

/** Bits of disagreement with the last colour: a scale that does not change from frame to frame. */
const MOST_DISAGREEMENT = 0.4;

/** An answer marks a pixel from here on. */
const LEVEL = 0.5;

interface LivePictureProps {
  /** It shows the camera's stream. */
  readonly video: RefObject<HTMLVideoElement | null>;
  readonly maps: FrameMaps | null;
  readonly layer: LiveLayer;
  readonly mirrored: boolean;
  /** The picture was clicked. */
  readonly onTake: () => void;
}

/** The camera's picture, and over it what the network made of the newest frame that it had time for. */
export function LivePicture(props: LivePictureProps) {
  const { video, maps, layer, mirrored, onTake } = props;
  const words = useMessages().live;
  const [ratio, setRatio] = useState(4 / 3);
  return (
    <div className="live-frame" style={{ '--ratio': ratio } as CSSProperties}>
      {/* The button below does the same, for keyboards and readers. */}
      <div className="live-picture" data-layer={layer} data-mirrored={mirrored} onClick={onTake}>
        <video
          ref={video}
          autoPlay
          muted
          playsInline
          aria-label={words.picture}
          // A phone that is turned changes it.
          onResize={({ currentTarget: { videoWidth, videoHeight } }) => {
            if (videoWidth > 0) setRatio(videoWidth / videoHeight);
          }}
        />
        {maps !== null && <LiveLayerOver maps={maps} layer={layer} />}
      </div>
    </div>
  );
}

function LiveLayerOver({ maps, layer }: { maps: FrameMaps; layer: LiveLayer }) {
  const { colours, opacity } = usePageState((state) => state.appearance);
  const words = useMessages().live;
  if (layer === 'outlines') return <LiveOutlines maps={maps.maps} />;
  // One answer disagrees with none.
  const unsure = maps.maps.length > 1 ? maps.disagreement : maps.total;
  const most = maps.maps.length > 1 ? MOST_DISAGREEMENT : 1;
  const shown: Readonly<Record<typeof layer, readonly [ScalarMap, Painting]>> = {
    agreed: [maps.mean, { colours, opacity, range: [0, 1], cover: 'dimming' }],
    differ: [unsure, { colours, opacity, range: [0, most], cover: 'fading' }],
    depth: [maps.depth, { colours, opacity, range: [0, 1], cover: 'even' }],
  };
  const [map, painting] = shown[layer];
  return <MapCanvas map={map} painting={painting} label={words.captions[layer]} />;
}

/** A line an answer, all of a frame at once. */
function LiveOutlines({ maps }: { maps: readonly ScalarMap[] }) {
  const paths = useMemo(() => maps.map((map) => outlineOf(map, LEVEL)), [maps]);
  const { width, height } = maps[0]!;
  return (
    <svg
      className="outlines"
      viewBox={`0 0 ${width} ${height}`}
      preserveAspectRatio="none"
      aria-hidden="true"
    >
      {paths.map((path, index) => (
        <g key={index}>
          <path className="outline-halo" d={path} />
          <path className="outline" d={path} style={{ stroke: hueOf(index, paths.length) }} />
        </g>
      ))}
    </svg>
  );
}
