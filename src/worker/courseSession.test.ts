import { readFile } from 'node:fs/promises';
import { beforeAll, expect, it } from 'vitest';
import { halfMask } from '../metrics/maskOverlap.ts';
import { useWasmBackend } from '../testing/backends.ts';
import { type CoursePicture, CourseSession } from './courseSession.ts';

const fetchFile = async (address: string) =>
  new Response(await readFile(new URL(address).pathname));
const folder = (path: string) => new URL(`../../public/${path}`, import.meta.url).href;

async function file(path: string) {
  const blob = new Blob([await readFile(new URL(folder(path)))]);
  return { key: path, name: path, blob };
}

let session: CourseSession;
let picture: CoursePicture;
beforeAll(async () => {
  await useWasmBackend();
  const addresses = {
    model: folder('models/ucnet-lite1/'),
    depthModel: folder('models/photo-depth/'),
  };
  session = new CourseSession(addresses, { fetch: fetchFile, openCache: async () => null });
  picture = {
    photo: await file('samples/two-chairs/rgb.jpg'),
    depth: await file('samples/two-chairs/depth.png'),
    near: 'bright',
    fit: 'stretch',
  };
});

it('calls that overlap each answer about their own image', async () => {
  const request = { picture, hidden: null, watched: [] };
  const hidden = { kind: 'patches', patches: [5, 6, 9, 10] } as const;
  const [whole, part, again] = await Promise.all([
    session.answer(request),
    session.answer({ ...request, hidden }),
    session.answer(request),
  ]);
  expect(again.map.data).toEqual(whole.map.data);
  expect(part.map.data).not.toEqual(whole.map.data);
});

it('answers in turn have no pixel in common', async () => {
  const [first, second] = await session.answersInTurn(picture, 2);
  const [one, other] = [halfMask(first!).data, halfMask(second!).data];
  expect(one.some((value) => value === 1)).toBe(true);
  expect(one.some((value, i) => value === 1 && other[i] === 1)).toBe(false);
});

it('tells how far the posterior lies from the prior, and runs a baseline', async () => {
  await session.inspect({ picture, hidden: null, watched: [] });
  const truth = await file('samples/two-chairs/gt.png');
  const { kl, atPosterior } = await session.posterior(truth);
  expect(kl).toHaveLength(3);
  expect(atPosterior.data).toHaveLength((await session.truth(truth)).data.length);
  expect(kl.every((value) => value >= 0)).toBe(true);
  const { map } = await session.baseline(folder('models/fcn-8s-mobilenetv2/'), picture, [8]);
  expect(map.data.length).toBe(352 * 352);
});

it('draws for all pictures from one Gaussian, that of one picture being its prior', async () => {
  const { prior } = await session.inspect({ picture, hidden: null, watched: [] });
  const common = await session.commonPrior([picture]);
  expect(common.mu).toEqual(prior.mu);
  const own = await session.variant(picture, 'full', 1, 3, null);
  const same = await session.variant(picture, 'm4', 1, 3, common);
  same.z[0]!.forEach((value, k) => expect(value).toBeCloseTo(own.z[0]![k]!, 4));
});

it('samples of a variant differ from those of the whole network', async () => {
  const full = await session.variant(picture, 'full', 2, 1, null);
  const plain = await session.variant(picture, 'm4', 2, 1, null);
  const dropped = await session.variant(picture, 'm6', 2, 1, null);
  expect(plain.z).not.toEqual(full.z);
  expect(dropped.z[0]).toEqual(dropped.z[1]);
  expect(dropped.maps[0]!.data).not.toEqual(dropped.maps[1]!.data);
});
