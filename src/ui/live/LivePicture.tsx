import { type CSSProperties, type RefObject, useLayoutEffect, useRef, useState } from 'react';
import { useMessages } from '../messages.ts';
import { drawPicture } from '../result/MapCanvas.tsx';
import type { LiveLayer } from './messages.ts';

interface LivePictureProps {
  /** It shows the camera's stream. */
  readonly video: RefObject<HTMLVideoElement | null>;
  /** Of the layer; null until there is one. */
  readonly picture: ImageBitmap | null;
  readonly layer: LiveLayer;
  readonly mirrored: boolean;
  /** The picture was clicked. */
  readonly onTake: () => void;
}

/** The camera's picture, and over it what the network made of the newest frame that it had time for. */
export function LivePicture(props: LivePictureProps) {
  const { video, picture, layer, mirrored, onTake } = props;
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
        {picture !== null && <LiveLayerOver picture={picture} layer={layer} />}
      </div>
    </div>
  );
}

interface LiveLayerOverProps {
  readonly picture: ImageBitmap;
  readonly layer: LiveLayer;
}

/** What is dimmed loses its colour too, as on the page (`MapCanvas`). */
function LiveLayerOver({ picture, layer }: LiveLayerOverProps) {
  const words = useMessages().live;
  const reference = useRef<HTMLCanvasElement>(null);
  const grey = useRef<HTMLCanvasElement>(null);
  const dims = layer === 'agreed';
  useLayoutEffect(() => {
    for (const { current } of [reference, grey]) if (current) drawPicture(current, picture);
  }, [picture, dims]);
  return (
    <>
      <canvas
        ref={reference}
        className="map-canvas"
        role="img"
        aria-label={words.captions[layer]}
      />
      {dims && <canvas ref={grey} className="grey-canvas" aria-hidden="true" />}
    </>
  );
}
