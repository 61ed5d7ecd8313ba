import { useEffect, useMemo, useState } from 'react';
import { readFocalLength } from '../../image/focalLength.ts';
import {
  depthOnGrid,
  gridSize,
  middleDistance,
  type Lens,
  type Points,
  unproject,
} from '../../image/pointCloud.ts';
import type { ColouredPoints } from '../../image/pointCloudFiles.ts';
import type { DepthMap, ImageSize } from '../../image/types.ts';
import type { OpenPhoto } from '../input/openImage.ts';
import { usePageState } from '../engine/usePage.ts';
import { mostOf } from '../result/mapList.ts';
import { shownDepth } from '../input/estimate.ts';
import { type Colouring, mapColours, photoColours, pickColours } from './colours.ts';

/** Which depth the points have: as it was read or estimated, or as the network corrected it. */
export const CLOUD_DEPTHS = ['given', 'corrected'] as const;
export type CloudDepth = (typeof CLOUD_DEPTHS)[number];

/** As many as a phone turns smoothly. */
const MOST_POINTS = 120_000;
/** A main camera of a phone sees about as much. */
export const GUESSED_FOCAL_LENGTH = 27;
/** More of a photo's file than holds its Exif block. */
const EXIF_BYTES = 8_000_000;

export interface Cloud {
  readonly points: ColouredPoints;
  readonly middle: number;
}

/** Depth maps that there are, on the grid. */
export type DepthsOnGrid = Readonly<Record<CloudDepth, DepthMap | null>>;

export function useDepthsOnGrid(photo: OpenPhoto): { grid: ImageSize; depths: DepthsOnGrid } {
  const given = usePageState(shownDepth);
  const corrected = usePageState((state) => state.result.image?.correctedDepth ?? null);
  const grid = useMemo(() => gridSize(photo.facts, MOST_POINTS), [photo]);
  const depths = useMemo(
    () => ({
      given: given && depthOnGrid({ ...given.preview, valid: given.previewValid }, grid),
      corrected: corrected && depthOnGrid(corrected, grid),
    }),
    [given, corrected, grid],
  );
  return { grid, depths };
}

/** The points of a depth map with their colours; null while the photo's colours are on their way. */
export function useCloud(
  photo: OpenPhoto,
  grid: ImageSize,
  depth: DepthMap | null,
  lens: Lens,
  colouring: Colouring,
): Cloud | null {
  const { focalLength, relief } = lens;
  const places = useMemo(
    () => depth && unproject(depth, { focalLength, relief }),
    [depth, focalLength, relief],
  );
  const colours = useColours(photo, grid, colouring);
  return useMemo(
    () => (places === null || colours === null ? null : cloudOf(places, colours)),
    [places, colours],
  );
}

function cloudOf(places: Points, colours: Uint8Array): Cloud {
  const picked = pickColours(colours, places.pixels);
  return {
    points: { positions: places.positions, colours: picked },
    middle: middleDistance(places),
  };
}

function useColours(photo: OpenPhoto, grid: ImageSize, colouring: Colouring): Uint8Array | null {
  const ofPhoto = usePhotoColours(photo, grid);
  const samples = usePageState((state) => state.result.samples);
  const name = usePageState((state) => state.appearance.colours);
  return useMemo(() => {
    if (colouring === 'photo' || samples === null) return ofPhoto;
    if (colouring === 'saliency') return mapColours(samples.mean, grid, name, 1);
    const { disagreement } = samples;
    return mapColours(disagreement, grid, name, mostOf('disagreement', disagreement));
  }, [colouring, ofPhoto, samples, grid, name]);
}

function usePhotoColours(photo: OpenPhoto, grid: ImageSize): Uint8Array | null {
  const [colours, setColours] = useState<Uint8Array | null>(null);
  useEffect(() => {
    let gone = false;
    const { width, height } = grid;
    void createImageBitmap(photo.facts.preview, {
      resizeWidth: width,
      resizeHeight: height,
      resizeQuality: 'medium',
    }).then((bitmap) => {
      const drawing = new OffscreenCanvas(width, height).getContext('2d');
      if (!gone && drawing !== null) {
        drawing.drawImage(bitmap, 0, 0);
        setColours(photoColours(drawing.getImageData(0, 0, width, height).data));
      }
      bitmap.close();
    });
    return () => {
      gone = true;
    };
  }, [photo, grid]);
  return colours;
}

/** What a photo's file says of its lens; null where it says nothing, or not yet. */
export function useFocalLength({ file }: OpenPhoto): number | null {
  const [length, setLength] = useState<number | null>(null);
  useEffect(() => {
    let gone = false;
    void file.blob
      .slice(0, EXIF_BYTES)
      .arrayBuffer()
      .then((buffer) => readFocalLength(new Uint8Array(buffer)))
      .then((read) => {
        if (!gone) setLength(read);
      })
      .catch(() => undefined);
    return () => {
      gone = true;
    };
  }, [file]);
  return length;
}
