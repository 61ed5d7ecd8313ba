import * as v from 'valibot';
import type { Source } from './incoming.ts';

const described = v.fallback(v.string(), '');
const pixels = v.fallback(v.number(), 0);

const REGION = v.object({
  area: v.number(),
  x: v.number(),
  y: v.number(),
  holders: v.array(v.boolean()),
});

/** Pictures of the consensus and of each answer over the photo, and where the answers agree and differ. */
const LOOK = v.object({
  /** With which the answers were drawn. */
  seed: v.number(),
  consensus: v.string(),
  answers: v.array(v.string()),
  agreed: v.array(REGION),
  contested: v.array(v.object({ ...REGION.entries, adjoins: v.boolean() })),
});

/** One entry of `samples/samples.json`. Paths are relative to that file. */
const ENTRY = v.object({
  id: v.string(),
  title: v.string(),
  /** Photo. */
  rgb: v.string(),
  depth: v.string(),
  /** Ground truth; empty where the example has none. */
  gt: described,
  /** Small pictures of photo and depth; empty where there are none. */
  thumb: described,
  depthThumb: described,
  /** A result made beforehand, to look at until the network is there; null where the example has none. */
  look: v.fallback(v.nullable(LOOK), null),
  near: v.fallback(v.picklist(['bright', 'dark']), 'bright'),
  width: pixels,
  height: pixels,
  /** How the depth came about, in words. */
  depthSource: described,
  origin: described,
  licence: described,
  credit: described,
});

type Entry = v.InferOutput<typeof ENTRY>;

/** A result of an example that was made beforehand. */
export type ExampleLook = Readonly<v.InferOutput<typeof LOOK>>;

/** A pair that is shipped with the page: its folder and the link's key call it a sample. */
export interface ExamplePair extends Readonly<Omit<Entry, 'rgb' | 'gt'>> {
  readonly photo: string;
  /** Null where the example has none. */
  readonly truth: string | null;
}

/** Reads the list of example pairs. Entries without the required fields are left out. */
export function parseExampleList(list: unknown): ExamplePair[] {
  if (!Array.isArray(list)) return [];
  return list.flatMap((entry) => {
    const read = v.safeParse(ENTRY, entry);
    if (!read.success) return [];
    const { rgb, gt, thumb, depthThumb, ...rest } = read.output;
    const thumbs = { thumb: thumb || rgb, depthThumb: depthThumb || rest.depth };
    return [{ ...rest, ...thumbs, photo: rgb, truth: gt || null }];
  });
}

/** Absolute address of a file named in the list, wherever the site lies. */
export function exampleAddress(path: string): string {
  return new URL(`samples/${path}`, document.baseURI).href;
}

/** An example's file, named after the example: downloads take their names from it. */
export function exampleSource(stem: string, path: string): Source {
  const address = exampleAddress(path);
  return { key: address, name: stem + path.slice(path.lastIndexOf('.')), address };
}

/** An example's own ground truth; null where it has none. */
export function exampleTruth({ id, truth }: ExamplePair): Source | null {
  return truth === null ? null : exampleSource(`${id}-gt`, truth);
}

/**
 * Fetches the list.
 *
 * @throws an error where there is none, or nothing that can be opened in it
 */
export async function fetchExampleList(): Promise<ExamplePair[]> {
  const response = await fetch(exampleAddress('samples.json'));
  if (!response.ok) throw new Error(`samples.json answers ${response.status}.`);
  const pairs = parseExampleList(await response.json());
  if (pairs.length === 0) throw new Error('samples.json holds no sample.');
  return pairs;
}
