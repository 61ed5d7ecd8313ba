import * as v from 'valibot';
import { MODEL_KINDS } from '../../worker/startProtocol.ts';

/** What the model card says of a model (`docs/model-card.md`, whose commands measure it). */
const FIGURES = v.object({
  /** Of its mean map on the 500 validation photos of DUTS-TR, without depth. */
  sMeasure: v.number(),
  meanF: v.number(),
  mae: v.number(),
  /** Of five samples to twelve people, on 75 photos of PASCAL-S; of networks that give samples. */
  energyDistance: v.optional(v.number()),
});

/** One entry of `models/index.json`: a model that comes with the page and is fetched when it is chosen. */
const ENTRY = v.object({
  /** Its name in links and in `model.json`. */
  name: v.string(),
  title: v.string(),
  /** Holds `model.json` and the weights; relative to the list, ending in a slash. */
  folder: v.string(),
  kind: v.picklist(MODEL_KINDS),
  /** Of the weights; 0 where it is not known. */
  bytes: v.fallback(v.number(), 0),
  figures: v.fallback(v.nullable(FIGURES), null),
});

export type ModelFigures = Readonly<v.InferOutput<typeof FIGURES>>;
export type ShippedModel = Readonly<v.InferOutput<typeof ENTRY>>;

/** What the page starts with while the list is not there. */
export const FIRST_MODEL: ShippedModel = {
  name: 'ucnet-lite1',
  title: 'UC-Net Lite1',
  folder: 'ucnet-lite1/',
  kind: 'uc-net',
  bytes: 0,
  figures: null,
};

/** The network that estimates depth, which is in no menu. */
export const DEPTH_MODEL_FOLDER = 'photo-depth/';

/** Reads the list of models. Entries that are damaged or of a kind unknown here are left out. */
export function parseModelList(list: unknown): ShippedModel[] {
  if (!Array.isArray(list)) return [];
  return list.flatMap((entry) => {
    const read = v.safeParse(ENTRY, entry);
    return read.success ? [read.output] : [];
  });
}

/** Absolute address of a model's folder or of another path beside the list, wherever the site lies. */
export function modelAddress(path: string): string {
  return new URL(`models/${path}`, document.baseURI).href;
}

/** Fetches the list. */
export async function fetchModelList(): Promise<ShippedModel[]> {
  const response = await fetch(modelAddress('index.json'), { cache: 'no-cache' });
  if (!response.ok) throw new Error(`models/index.json answers ${response.status}.`);
  return parseModelList(await response.json());
}
