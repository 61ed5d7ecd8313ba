import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { CutOutPreview, CutOutRequest } from '../../worker/cutOutSession.ts';
import { isAbort } from '../../worker/problem.ts';
import { FakeOwnWorker } from '../../worker/testing/fakeOwnWorker.ts';
import { prepareWire } from '../../worker/wire.ts';
import { CutOutClient } from './cutOutClient.ts';

prepareWire((error) => ({ code: 'unexpected', detail: String(error) }));

const photo = { key: 'cat', name: 'cat.jpg', blob: new Blob() };
const request = (mapKey: string) => ({ mapKey }) as CutOutRequest;
const made: CutOutPreview = { picture: null, parts: [] };

let client: CutOutClient;
/** The maps of the previews that workers were asked for. */
let previews: string[];
/** Whether a worker answers. */
let answers: boolean;

beforeEach(() => {
  previews = [];
  answers = true;
  const never = new Promise<never>(() => undefined);
  const session = {
    preview: async ({ mapKey }: CutOutRequest) => {
      previews.push(mapKey);
      return answers ? made : never;
    },
    make: () => never,
  };
  const Fake = class extends FakeOwnWorker {
    constructor() {
      super(async () => session);
    }
  };
  vi.stubGlobal('Worker', Fake);
  client = new CutOutClient(photo, 'It is gone.');
});
afterEach(() => vi.unstubAllGlobals());

const rejection = (call: Promise<unknown>) => call.catch((error: unknown) => error);

it('makes the latest preview alone', async () => {
  const calls = ['a', 'b', 'c'].map((key) => client.preview(request(key)));
  const [first, second, third] = await Promise.allSettled(calls);
  expect([first!.status, second!.status]).toEqual(['rejected', 'rejected']);
  expect(third).toEqual({ status: 'fulfilled', value: made });
  expect(previews).toEqual(['c']);
});

it('makes the preview that it was at once more when a file is given up', async () => {
  answers = false;
  const file = rejection(client.make(request('a'), 'png', () => undefined));
  const preview = client.preview(request('a'));
  await expect.poll(() => previews).toEqual(['a']);
  answers = true;
  client.giveUp();
  expect(isAbort(await file)).toBe(true);
  expect(await preview).toEqual(made);
});

it('makes nothing more at its end', async () => {
  answers = false;
  const preview = rejection(client.preview(request('a')));
  await expect.poll(() => previews).toEqual(['a']);
  client.end();
  expect(isAbort(await preview)).toBe(true);
  expect(previews).toEqual(['a']);
});
