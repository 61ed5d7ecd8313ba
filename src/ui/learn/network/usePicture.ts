import { useEffect, useMemo, useState } from 'react';
import { AS_STORED } from '../../../image/adjustDepth.ts';
import type { Told } from '../../../languages/sentence.ts';
import type { CoursePicture } from '../../../worker/courseSession.ts';
import type { SourceFile } from '../../../worker/protocol.ts';
import { requestOf } from '../../engine/selectors.ts';
import { keyOf } from '../../engine/shelf.ts';
import { usePageState, useStore } from '../../engine/usePage.ts';
import {
  fetchExampleList,
  exampleAddress,
  type ExamplePair,
  exampleSource,
} from '../../input/exampleList.ts';
import type { Field } from '../linkedFields.ts';
import { learnTexts } from '../messages/messages.ts';
import { useLatest } from './useLatest.ts';

/** The picture that is open on the page, by the name that links call it. */
export const OPEN = 'open';

/** What takes its place where none is open. */
const FIRST_EXAMPLE = 'two-chairs';

/** The picture of a chapter: the open one, or an example by its name. */
export const pictureField: Field<string> = {
  initial: OPEN,
  parse: (text) => (/^[a-z0-9-]{1,40}$/.test(text) ? text : null),
  format: (value) => value,
};

/** A picture to compute on, and to show. */
export interface ChapterPicture extends CoursePicture {
  readonly address: string;
  readonly truth: SourceFile | null;
}

export interface Pictures {
  /** Null until it is there. */
  readonly picture: ChapterPicture | null;
  /** Why it is not, in a sentence. */
  readonly problem: Told | null;
  readonly examples: readonly ExamplePair[];
  /** Address of a small picture of the one that is open on the page; null where none is. */
  readonly openAddress: string | null;
  /** What is open on the page, where it is one of the examples: it is not offered twice. */
  readonly openExample: string | null;
  /** The name of what is shown. */
  readonly shown: string;
}

/** @param choice a value of `pictureField` */
export function usePicture(choice: string): Pictures {
  const open = useOpenPicture();
  const { examples, problem: listProblem } = useExamples();
  const wanted = choice === OPEN && open === null ? FIRST_EXAMPLE : choice;
  const example =
    examples.find(({ id }) => id === wanted) ?? examples.find(({ id }) => id === FIRST_EXAMPLE);
  const key = wanted === OPEN ? null : (example?.id ?? null);
  const { value, problem } = useLatest(key, () => fetchExample(example!));
  const picture = wanted === OPEN ? open : value;
  return {
    picture,
    problem: wanted === OPEN ? null : (listProblem ?? problem),
    examples,
    openAddress: open?.address ?? null,
    openExample:
      examples.find(({ photo }) => exampleAddress(photo) === open?.photo.key)?.id ?? null,
    shown: wanted === OPEN ? OPEN : (example?.id ?? wanted),
  };
}

/** What is open on the page; null where nothing is. */
function useOpenPicture(): ChapterPicture | null {
  const store = useStore();
  const image = usePageState((state) => state.image);
  const decided = usePageState((state) => state.result.image?.near ?? null);
  return useMemo(() => {
    const request = requestOf({ ...store.get(), image });
    if (request === null || image.photo === null) return null;
    const { photo, depth, fit, adjust, truth } = request;
    const near = image.near === 'auto' ? (decided ?? 'bright') : image.near;
    const read = depth === null || depth === 'estimated' ? depth : [depth.key, near, fit, adjust];
    const key = keyOf(photo.key, read);
    return { key, photo, depth, near, fit, adjust, truth, address: image.photo.address };
  }, [store, image, decided]);
}

/** The page's list of examples, fetched where the page has not begun. */
function useExamples() {
  const known = usePageState((state) => state.examplePairs);
  const [fetched, setFetched] = useState<readonly ExamplePair[]>([]);
  const [problem, setProblem] = useState<string | null>(null);
  const isKnown = known.length > 0;
  useEffect(() => {
    if (isKnown) return;
    fetchExampleList().then(setFetched, () => setProblem(learnTexts.network.noExamples));
  }, [isKnown]);
  return isKnown ? { examples: known, problem: null } : { examples: fetched, problem };
}

/** @throws what is wrong, in a sentence */
export async function fetchExample(pair: ExamplePair): Promise<ChapterPicture> {
  const { id, near } = pair;
  const [photo, depth, truth] = await Promise.all([
    fetchFile(id, pair.photo),
    fetchFile(`${id}-depth`, pair.depth),
    pair.truth === null ? null : fetchFile(`${id}-truth`, pair.truth),
  ]);
  const address = exampleAddress(pair.photo);
  return { key: id, photo, depth, truth, near, fit: 'stretch', adjust: AS_STORED, address };
}

async function fetchFile(stem: string, path: string): Promise<SourceFile> {
  const { key, name } = exampleSource(stem, path);
  const response = await fetch(exampleAddress(path)).catch(() => null);
  if (response === null || !response.ok) throw new Error(learnTexts.network.noExamples);
  return { key, name, blob: await response.blob() };
}
