import type { NearEnd } from '../../inference/decideNear.ts';
import type { Source } from './incoming.ts';

/** One entry of `samples/samples.json`. Paths are relative to that file. */
export interface SamplePair {
  readonly id: string;
  readonly title: string;
  readonly photo: string;
  readonly depth: string;
  /** The ground truth; null where the sample has none. */
  readonly truth: string | null;
  readonly near: NearEnd;
  readonly width: number;
  readonly height: number;
  /** How the depth came about, in words. */
  readonly depthSource: string;
  readonly origin: string;
  readonly licence: string;
  readonly credit: string;
}

const REQUIRED = ['id', 'title', 'rgb', 'depth'] as const;

/** Reads the list of sample pairs. Entries without the required fields are left out. */
export function parseSampleList(list: unknown): SamplePair[] {
  if (!Array.isArray(list)) return [];
  return list
    .map((entry: unknown) => (typeof entry === 'object' && entry !== null ? entry : {}))
    .map((entry) => entry as Readonly<Record<string, unknown>>)
    .filter((fields) => REQUIRED.every((name) => typeof fields[name] === 'string'))
    .map((fields) => {
      const text = (name: string) => (typeof fields[name] === 'string' ? fields[name] : '');
      const size = (name: string) => (typeof fields[name] === 'number' ? fields[name] : 0);
      return {
        id: text('id'),
        title: text('title'),
        photo: text('rgb'),
        depth: text('depth'),
        truth: text('gt') || null,
        near: fields['near'] === 'dark' ? 'dark' : 'bright',
        width: size('width'),
        height: size('height'),
        depthSource: text('depthSource'),
        origin: text('origin'),
        licence: text('licence'),
        credit: text('credit'),
      };
    });
}

/** Absolute address of a file named in the list, wherever the site lies. */
export function sampleAddress(path: string): string {
  return new URL(`samples/${path}`, document.baseURI).href;
}

/** A sample's file, named after the sample: downloads take their names from it. */
export function sampleSource(stem: string, path: string): Source {
  const address = sampleAddress(path);
  return { key: address, name: stem + path.slice(path.lastIndexOf('.')), address };
}

/** Fetches the list. */
export async function fetchSampleList(): Promise<SamplePair[]> {
  const response = await fetch(sampleAddress('samples.json'));
  if (!response.ok) throw new Error(`samples.json answers ${response.status}.`);
  return parseSampleList(await response.json());
}
