import { engine, mul, registerBackend, removeBackend, setBackend } from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Work } from '../../../nn/recorded.ts';
import { RecordingBackend } from './recordingBackend.ts';

/** A device that is never used: none of the work comes as far as to a program. */
const DEVICE = { features: new Set(), queue: {} } as unknown as GPUDevice;

const FORMS = { x: { shape: [2], isBytes: false } };

let backend: RecordingBackend;

beforeAll(async () => {
  vi.stubGlobal('navigator', { gpu: {} });
  for (const name of ['GPUBuffer', 'GPUTexture']) vi.stubGlobal(name, vi.fn());
  registerBackend('recording', () => (backend = new RecordingBackend(DEVICE)));
  await setBackend('recording');
});

afterAll(() => {
  removeBackend('recording');
  vi.unstubAllGlobals();
});

const readsOnTheWay: Work = ({ x }) => ({ kept: {}, read: { y: mul(x!, x!.dataSync()[0]!) } });

const fails: Work = () => {
  throw new RangeError('The work has a fault.');
};

describe('RecordingBackend', () => {
  it('has no recording of work that reads a result on the way', () => {
    expect(backend.record(readsOnTheWay, FORMS)).toBeNull();
  });

  it('rehearses such work as far as it can be recorded', () => {
    expect(() => backend.rehearse(readsOnTheWay, FORMS)).not.toThrow();
  });

  it.each(['record', 'rehearse'] as const)('tells every other error of %s', (way) => {
    expect(() => backend[way](fails, FORMS)).toThrow('The work has a fault.');
  });

  it('leaves no tensor of work that failed', () => {
    const before = engine().memory().numTensors;
    expect(() => backend.record(fails, FORMS)).toThrow(RangeError);
    expect(engine().memory().numTensors).toBe(before);
  });
});
