import { paintStrokes, type Stroke } from '../image/brush.ts';
import { type Background, cutOut } from '../image/cutOut.ts';
import { encodePicture, type PictureFormat } from '../image/encodePicture.ts';
import { type Matte, Matting } from '../image/matting.ts';
import {
  chooseCutOutParts,
  findCutOutParts,
  keptOf,
  type CutOutPart,
  type CutOutParts,
  type PartChoices,
} from '../image/cutOutParts.ts';
import type { RgbaImage, RgbImage, ScalarMap } from '../image/types.ts';
import { DecodedFiles } from './decodedFiles.ts';
import type { SourceFile } from './protocol.ts';

/** What is behind the object; a picture comes as its file. */
export type BackgroundRequest =
  | Exclude<Background, { kind: 'picture' }>
  | { readonly kind: 'picture'; readonly file: SourceFile };

/** What a visitor wants of a cut-out. */
export interface CutOutRequest {
  /** Names the map: same key, same map and answers. */
  readonly mapKey: string;
  readonly map: ScalarMap;
  /** All answers, which parts are made of. */
  readonly answers: readonly ScalarMap[];
  /** For each pixel the number of the contested place that it belongs to, from 1, or 0. */
  readonly places?: Uint8Array;
  /** In (0,1): the value of the map at which the edge lies. */
  readonly threshold: number;
  readonly kept: PartChoices;
  /** What was painted over parts, in its order. */
  readonly strokes: readonly Stroke[];
  /** In pixels of the photo. */
  readonly feather: number;
  readonly background: BackgroundRequest;
  readonly trim: boolean;
}

/** A small cut-out for the screen. */
export interface CutOutPreview {
  /** Null where nothing is left of the object. */
  readonly picture: RgbaImage | null;
  readonly parts: readonly CutOutPart[];
}

export interface CutOutFile {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly height: number;
  readonly width: number;
}

/** One photo and what is cut out of it. Edges are looked for once for each map, threshold, choice of parts and strokes. */
export class CutOutSession {
  private readonly matting: Matting;
  private matte: { readonly key: string; readonly matte: Matte } | null = null;
  private parts: { readonly key: string; readonly found: CutOutParts } | null = null;

  private constructor(
    private readonly photo: RgbImage,
    private readonly files: DecodedFiles,
  ) {
    this.matting = new Matting(photo);
  }

  /** @throws ImageError for a file that is no photo */
  static async open(file: SourceFile): Promise<CutOutSession> {
    const files = new DecodedFiles();
    return new CutOutSession(await files.photo(file), files);
  }

  /** @throws ImageError for a background that is no picture */
  async preview(request: CutOutRequest): Promise<CutOutPreview> {
    const parts = this.partsOf(request);
    const { working } = this.matting;
    const scale = working.height / this.photo.height;
    const options = {
      feather: request.feather * scale,
      background: await this.backgroundOf(request.background),
      trim: false,
    };
    return {
      picture: cutOut(working, this.matteOf(request, parts), options),
      parts: parts.list,
    };
  }

  /**
   * The whole cut-out as a file.
   *
   * @param tell how far it is, in [0,1]
   * @returns null where nothing is left of the object
   * @throws ImageError for a background that is no picture, or where the file cannot be made
   */
  async make(
    request: CutOutRequest,
    format: PictureFormat,
    tell: (share: number) => void,
  ): Promise<CutOutFile | null> {
    const parts = this.partsOf(request);
    const background = await this.backgroundOf(request.background);
    tell(0.05);
    const matte = this.matteOf(request, parts);
    tell(0.15);
    const { feather, trim } = request;
    const picture = cutOut(this.photo, matte, {
      ...{ feather, background, trim },
      onProgress: (share) => tell(0.15 + 0.45 * share),
    });
    if (picture === null) return null;
    const bytes = await encodePicture(picture, format);
    return { bytes, height: picture.height, width: picture.width };
  }

  private async backgroundOf(request: BackgroundRequest): Promise<Background> {
    if (request.kind !== 'picture') return request;
    return { kind: 'picture', picture: await this.files.photo(request.file) };
  }

  private partsOf({ mapKey, map, answers, places, threshold }: CutOutRequest): CutOutParts {
    const key = `${mapKey} ${threshold}`;
    if (this.parts?.key !== key) {
      this.parts = { key, found: findCutOutParts(answers, map, threshold, places) };
    }
    return this.parts.found;
  }

  private matteOf(
    { mapKey, map, answers, threshold, kept: choices, strokes }: CutOutRequest,
    parts: CutOutParts,
  ): Matte {
    const kept = keptOf(parts.list, choices);
    const key = `${mapKey} ${threshold} ${kept.join()} ${JSON.stringify(strokes)}`;
    if (this.matte?.key !== key) {
      const chosen = chooseCutOutParts(map, answers, parts, kept);
      // Most cut-outs are not painted on, and need none of that work.
      const painted = strokes.length > 0 ? paintStrokes(chosen, strokes, this.photo) : null;
      const matte = this.matting.matte(painted?.map ?? chosen, threshold, painted?.certain);
      this.matte = { key, matte };
    }
    return this.matte.matte;
  }
}
