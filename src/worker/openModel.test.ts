import { afterEach, expect, it, vi } from 'vitest';
import { openModel } from './openModel.ts';

vi.mock('./openCheckpoint.ts', () => ({
  isCheckpointProblem: () => false,
  openCheckpoint: async () => ({
    predictor: { latentDim: 3, inputSize: 352, config: { name: 'small' } },
    ...{ network: 'own', copy: null },
  }),
}));

afterEach(() => vi.unstubAllGlobals());

/** What a checkpoint of these bytes is told from others by; all have one name. */
async function markOf(...bytes: number[]): Promise<string> {
  const blob = new Blob([Uint8Array.from(bytes)]);
  const { facts } = await openModel(
    {
      ...{ kind: 'checkpoint', name: 'mine.pth', blob, keep: false, sha256: null },
      ownAddress: 'https://host/models/net/',
    },
    { fetch: async () => Response.json({}), openCache: async () => null },
    () => undefined,
  );
  return facts.checkpoint!.mark;
}

it.each([
  ['by its SHA-256', true, /^[\da-f]{12}$/],
  ['by its CRC-32 on an insecure page', false, /^[\da-f]{8}$/],
])('tells checkpoints of one name apart, %s', async (_, isSecure, form) => {
  if (!isSecure) vi.stubGlobal('crypto', {});
  const mark = await markOf(1, 2, 3);
  expect(mark).toMatch(form);
  expect(await markOf(1, 2, 4)).not.toBe(mark);
  expect(await markOf(1, 2, 3)).toBe(mark);
});
