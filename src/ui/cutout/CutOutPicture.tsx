import { useEffect, useMemo, useRef, useState, type CSSProperties, type ReactNode } from 'react';
import type { ImageSize, RgbaImage } from '../../image/types.ts';
import { partName, type ShownPart } from './request.ts';
import { placeTags, TAG } from './tagPlaces.ts';
import { useMessages } from '../messages.ts';

interface CutOutPictureProps {
  readonly picture: RgbaImage | null;
  /** Of the photo. */
  readonly size: ImageSize;
  /** It is not yet what is chosen. */
  readonly waiting: boolean;
  /** Null where there is nothing to choose from. */
  readonly parts: readonly ShownPart[] | null;
  readonly answers: number;
  readonly onToggle: (part: number) => void;
  /** What lies over it. */
  readonly children: ReactNode;
}

/** The cut-out before a chequered ground; a click on a part keeps or drops it. */
export function CutOutPicture(props: CutOutPictureProps) {
  const { picture, size, waiting, parts, answers, onToggle, children } = props;
  const reference = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const canvas = reference.current;
    if (canvas === null) return;
    if (picture === null) {
      canvas.getContext('2d')?.clearRect(0, 0, canvas.width, canvas.height);
      return;
    }
    const { height, width, data } = picture;
    canvas.width = width;
    canvas.height = height;
    const pixels = new Uint8ClampedArray(data.length);
    pixels.set(data);
    canvas.getContext('2d')?.putImageData(new ImageData(pixels, width, height), 0, 0);
  }, [picture]);
  const [shown, setShown] = useState<ImageSize | null>(null);
  useEffect(() => {
    const observer = new ResizeObserver(([entry]) => setShown(entry!.contentRect));
    observer.observe(reference.current!);
    return () => observer.disconnect();
  }, []);
  const places = useMemo(() => {
    const boxes = parts?.map(({ box }) => box) ?? [];
    return shown === null ? [] : placeTags(boxes, shown);
  }, [parts, shown]);
  const words = useMessages().cutOut;
  return (
    <div className="cut-out-easel">
      <div
        className="cut-out-picture"
        tabIndex={-1}
        aria-busy={waiting}
        style={{ '--shape': size.width / size.height } as CSSProperties}
      >
        <canvas
          ref={reference}
          role="img"
          aria-label={words.picture}
          data-testid="cut-out-picture"
        />
        {waiting && <p role="status">{words.working}</p>}
        {places.map((place, i) => {
          const { box, share, kept, place: contested } = parts![i]!;
          return (
            <button
              key={i}
              type="button"
              className="cut-out-part"
              aria-pressed={kept}
              aria-label={words.partLabel(
                words.part(partName(parts!, i), contested !== null),
                Math.round(share * answers),
                answers,
              )}
              style={{ left: place.x, top: place.y, width: TAG.width, height: TAG.height }}
              onClick={() => onToggle(i)}
            >
              {/* The part itself can be pressed as well as its tag. */}
              <span
                className="cut-out-box"
                style={{
                  left: box.left * shown!.width - place.x,
                  top: box.top * shown!.height - place.y,
                  width: (box.right - box.left) * shown!.width,
                  height: (box.bottom - box.top) * shown!.height,
                }}
              />
              {partName(parts!, i)}
            </button>
          );
        })}
        {children}
      </div>
    </div>
  );
}
