import { readFile } from 'node:fs/promises';
import { beforeAll, expect, it, vi } from 'vitest';
import { AS_STORED } from '../image/adjustDepth.ts';
import { meanChange } from '../image/marks.ts';
import { applyOrientation } from '../image/orientation.ts';
import { UcNetLens } from '../inference/ucNetLens.ts';
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

const addresses = {
  model: folder('models/ucnet-lite1/'),
  depthModel: folder('models/photo-depth/'),
};
const open = () => new CourseSession(addresses, { fetch: fetchFile, openCache: async () => null });

let session: CourseSession;
let picture: CoursePicture;
beforeAll(async () => {
  await useWasmBackend();
  session = open();
  picture = {
    key: 'two-chairs',
    photo: await file('samples/two-chairs/rgb.jpg'),
    depth: await file('samples/two-chairs/depth.png'),
    near: 'bright',
    fit: 'stretch',
    adjust: AS_STORED,
  };
});

/** What the network reads of a picture's depth. */
async function readingOf(change: Partial<CoursePicture>) {
  const changed = { ...picture, ...change };
  const { depth } = await session.inspect({ picture: changed, hidden: null, watched: [] });
  return depth.reading;
}

it('reads depth as the page does: turned by hand, or as the photo’s file says', async () => {
  const turned = applyOrientation(await readingOf({}), 1, 6);
  const { name, blob } = picture.photo;
  // An Exif block of the orientation alone, behind the file's first two bytes.
  const tag = [0, 1, 1, 0x12, 0, 3, 0, 0, 0, 1, 0, 6, 0, 0, 0, 0, 0, 0];
  const exif = ['Exif\0\0MM\0*', Uint8Array.of(0, 0, 0, 8, ...tag)];
  const parts = [blob.slice(0, 2), Uint8Array.of(0xff, 0xe1, 0, 34), ...exif, blob.slice(2)];
  const byFile = { key: 'by file', photo: { key: 'turned', name, blob: new Blob(parts) } };
  const byHand = { key: 'by hand', adjust: { ...AS_STORED, turns: 1 as const } };
  for (const change of [byHand, byFile]) {
    expect(meanChange(await readingOf(change), turned)).toBeLessThan(1e-4);
  }
});

it('looks at a picture that it does not hold, and once alone', async () => {
  const { prior } = await session.inspect({ picture, hidden: null, watched: [] });
  const [map] = await session.sample(picture, [prior.mu]);
  const inspect = vi.spyOn(UcNetLens.prototype, 'inspect');
  const fresh = open();
  const truth = await file('samples/two-chairs/gt.png');
  const [[again], , explained] = await Promise.all([
    fresh.sample(picture, [prior.mu]),
    fresh.samplePrior(picture, 1, 1),
    fresh.posterior(picture, truth),
  ]);
  expect(again!.data).toEqual(map!.data);
  expect(explained.atPrior.data).toEqual(map!.data);
  expect(inspect).toHaveBeenCalledTimes(1);
  // With a part hidden it is another image.
  const hidden = { kind: 'patches', patches: [5] } as const;
  await fresh.inspect({ picture, hidden, watched: [] });
  expect((await fresh.sample(picture, [prior.mu]))[0]!.data).toEqual(map!.data);
  inspect.mockRestore();
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

it('sees no depth of a picture of which parts may be hidden', async () => {
  const request = { picture, watched: [] };
  const alone = { ...picture, key: 'alone', depth: null };
  const [withDepth, without, hiding] = await Promise.all([
    session.answer({ ...request, hidden: null }),
    session.answer({ picture: alone, hidden: null, watched: [] }),
    session.answer({ ...request, hidden: { kind: 'patches', patches: [] } }),
  ]);
  expect(meanChange(hiding.map, without.map)).toBe(0);
  expect(meanChange(hiding.map, withDepth.map)).toBeGreaterThan(0);
});

it('answers in turn have no pixel in common', async () => {
  const [first, second] = await session.answersInTurn(picture, 2);
  const [one, other] = [halfMask(first!).data, halfMask(second!).data];
  expect(one.some((value) => value === 1)).toBe(true);
  expect(one.some((value, i) => value === 1 && other[i] === 1)).toBe(false);
});

it('tells how far the posterior lies from the prior, and runs a baseline', async () => {
  const truth = await file('samples/two-chairs/gt.png');
  const { kl, atPosterior } = await session.posterior(picture, truth);
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
