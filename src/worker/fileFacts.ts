import { reportDepth } from '../image/depthReport.ts';
import { isOneSize, resizeDepth } from '../image/fitDepth.ts';
import type { Truth } from '../image/truthMask.ts';
import type { DepthMap, ImageSize, Photo, RawDepth, RgbImage } from '../image/types.ts';
import type { NearEnd } from '../inference/decideNear.ts';
import { cropToAspect, orientDepth } from '../inference/prepareDepth.ts';
import { resizeArea, sizeWithin } from '../math/resize.ts';
import { toMask } from '../metrics/metricInput.ts';
import { objectCount } from '../metrics/objectCount.ts';
import type { DepthFacts, PhotoFacts, TruthFacts } from './protocol.ts';

/** Makes an image file of a photo for the screen. */
export type PreviewMaker = (photo: RgbImage) => Promise<Blob>;

/** Longer side of a preview of a depth map or a ground truth, in pixels. */
const PREVIEW_SIDE = 640;

/** What the page is told of a photo, which itself stays in the worker. */
export async function photoFacts(photo: Photo, makePreview: PreviewMaker): Promise<PhotoFacts> {
  const { width, height, depthInFile, remarks } = photo;
  return { width, height, depthInFile, remarks, preview: await makePreview(photo) };
}

/**
 * What the page is told of a depth map: its preview has near at 1, whichever end of the file that is.
 *
 * @param shape the photo's, where the map is cropped to it
 */
export function depthFacts(raw: RawDepth, near: NearEnd, shape: ImageSize | null): DepthFacts {
  const { map, warnings } = orientDepth(raw, near);
  const whole = map ?? withoutReadings(raw);
  const depth = shape === null ? whole : cropToAspect(whole, shape);
  const readings = depth.valid.reduce((sum, valid) => sum + valid, 0);
  const preview = shrinkDepth(depth);
  return {
    width: whole.width,
    height: whole.height,
    preview: { height: preview.height, width: preview.width, data: preview.data },
    previewValid: preview.valid,
    bitDepth: raw.bitDepth,
    missingShare: 1 - readings / depth.valid.length,
    remarks: warnings,
    report: reportDepth(raw),
  };
}

/** The same of depth that was estimated. */
export function estimateFacts(estimate: DepthMap): DepthFacts {
  const { data, valid, ...size } = shrinkDepth(estimate);
  return {
    width: estimate.width,
    height: estimate.height,
    preview: { ...size, data },
    previewValid: valid,
    bitDepth: 16,
    missingShare: 0,
    remarks: [],
    report: null,
  };
}

function withoutReadings({ height, width }: ImageSize): DepthMap {
  const data = new Float32Array(height * width);
  return { height, width, data, valid: new Uint8Array(height * width) };
}

/** What the page is told of a ground truth. */
export function truthFacts(truth: Truth): TruthFacts {
  const { height, width } = truth;
  const size = sizeWithin(truth, PREVIEW_SIDE);
  const preview = resizeArea(truth.data, height, width, 1, size.height, size.width);
  return {
    width,
    height,
    preview: { ...size, data: preview },
    objects: objectCount(toMask(truth)),
    note: truth.note,
  };
}

/** A depth map for the screen, whose longer side is no longer than a preview's. */
export function shrinkDepth(depth: DepthMap): DepthMap {
  const { height, width } = sizeWithin(depth, PREVIEW_SIDE);
  return isOneSize(depth, { height, width }) ? depth : resizeDepth(depth, height, width);
}
