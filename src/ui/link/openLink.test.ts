import { expect, it } from 'vitest';
import { emptyFile, Visit } from '../engine/testing/visit.ts';
import type { ExamplePair } from '../input/exampleList.ts';
import { openExample, openFiles } from '../input/photo.ts';
import { DEFAULT_LINK } from './hashCodec.ts';
import { linkOf } from './linkOf.ts';
import { beginVisit, openLink } from './openLink.ts';

async function begun(): Promise<Visit> {
  const visit = new Visit();
  await visit.begin();
  return visit;
}

it('leaves the visitor the files that were opened while the samples were listed', async () => {
  const pairs = (await begun()).store.get().examplePairs;
  const visit = new Visit();
  let list: (pairs: ExamplePair[]) => void = () => undefined;
  const listing = new Promise<ExamplePair[]>((resolve) => (list = resolve));
  const beginning = beginVisit(visit, DEFAULT_LINK, () => listing);
  openFiles(visit.store, [emptyFile('x.png')], null);
  list([...pairs]);
  await beginning;
  await visit.rest();
  expect(visit.store.get().image.photo?.file.name).toBe('x.png');
});

it('opens the latest link where the image of one before is found late', async () => {
  const visit = await begun();
  openFiles(visit.store, [emptyFile('x.png')], null);
  await visit.rest();
  const own = linkOf(visit.store.get());
  openExample(visit.store, 'aloe');
  await visit.rest();
  const late = openLink(visit, own);
  await openLink(visit, { ...DEFAULT_LINK, example: 'chair' });
  await late;
  await visit.rest();
  expect(visit.store.get().image.origin).toEqual({ kind: 'example', id: 'chair' });
});
