import { useCallback, useEffect, useRef } from 'react';
import type { ScalarMap } from '../../image/types.ts';
import type { OpenPhoto } from '../input/openImage.ts';
import { usePageState } from '../engine/usePage.ts';
import { useBitmap } from '../parts/useBitmap.ts';
import { paintingOf } from '../result/mapList.ts';
import { paintMap } from '../../image/paintMap.ts';
import { paintQueue } from '../result/paintQueue.ts';
import { type AtlasView, type Place, shareOf } from './atlasView.ts';

interface AtlasCanvasProps {
  readonly photo: OpenPhoto;
  readonly view: AtlasView;
  readonly step: number;
  /** Of the frame, in CSS pixels. */
  readonly width: number;
  readonly height: number;
  readonly tiles: readonly { readonly place: Place; readonly map: ScalarMap | null }[];
}

const GAP = 2;
/** Of the photo under a tile, in pixels. */
const PHOTO_SIDE = 160;

/** The tiles that are seen, each the photo with its answer over it. */
export function AtlasCanvas({ photo, view, step, width, height, tiles }: AtlasCanvasProps) {
  const reference = useRef<HTMLCanvasElement>(null);
  const picture = usePhoto(photo);
  const appearance = usePageState((state) => state.appearance);
  useEffect(() => {
    const canvas = reference.current;
    if (canvas === null) return;
    paintQueue.add(canvas, () => {
      canvas.width = Math.round(width * devicePixelRatio);
      canvas.height = Math.round(height * devicePixelRatio);
      const drawing = canvas.getContext('2d');
      if (drawing === null) return;
      drawing.scale(canvas.width / width, canvas.height / height);
      const wide = (step / view.span) * width - GAP;
      const high = (step / view.span) * height - GAP;
      for (const { place, map } of tiles) {
        const [across, down] = shareOf(view, place);
        const frame = [across * width - wide / 2, down * height - high / 2, wide, high] as const;
        drawing.globalAlpha = map === null ? 0.15 : 1;
        if (picture !== null) drawing.drawImage(picture, ...frame);
        if (map === null) continue;
        const painting = paintingOf({ role: 'saliency', range: [0, 1] }, appearance);
        const layer = new OffscreenCanvas(map.width, map.height);
        const pixels = new ImageData(paintMap(map, painting), map.width, map.height);
        layer.getContext('2d')?.putImageData(pixels, 0, 0);
        drawing.drawImage(layer, ...frame);
      }
    });
    return () => paintQueue.drop(canvas);
  }, [picture, view, step, width, height, tiles, appearance]);
  return <canvas ref={reference} className="atlas-canvas" aria-hidden="true" />;
}

/** The photo as small as it is shown here. */
function usePhoto(photo: OpenPhoto): ImageBitmap | null {
  const make = useCallback(() => {
    const size = { resizeWidth: PHOTO_SIDE, resizeHeight: PHOTO_SIDE };
    return createImageBitmap(photo.facts.preview, { ...size, resizeQuality: 'medium' });
  }, [photo]);
  return useBitmap(make);
}
