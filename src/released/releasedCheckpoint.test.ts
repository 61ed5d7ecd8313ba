import { describe, expect, it } from 'vitest';
import { readCheckpoint } from '../weights/readCheckpoint.ts';
import { toFloat32 } from '../weights/safetensors.ts';
import { convertCheckpoint, HalfPrecisionError } from './releasedCheckpoint.ts';
import { releasedTable } from './releasedUcNet.ts';
import { standInTensors } from './testing/standIn.ts';

const tensors = standInTensors({ unused: true });

describe('convertCheckpoint', () => {
  it('keeps every value of what the network computes with, and nothing else', async () => {
    const converted = await readCheckpoint(convertCheckpoint(tensors, { half: false }));
    expect([...converted.keys()]).toEqual([...releasedTable().needed.keys()]);
    for (const [name, { dtype, shape, bytes }] of converted) {
      expect(dtype).toBe('F32');
      expect(shape).toEqual(tensors.get(name)!.shape);
      expect(Buffer.compare(bytes, tensors.get(name)!.bytes), name).toBe(0);
    }
  });

  it('halves the kernels, within half a step of 11 bits', async () => {
    const whole = convertCheckpoint(tensors, { half: false });
    const file = convertCheckpoint(tensors, { half: true });
    expect(file.byteLength / whole.byteLength).toBeLessThan(0.51);
    const converted = await readCheckpoint(file);
    const name = 'sal_encoder.resnet.layer1.0.conv2.weight';
    expect(converted.get('sal_encoder.resnet.bn1.running_var')!.dtype).toBe('F32');
    expect(converted.get(name)!.dtype).toBe('F16');
    const exact = toFloat32(tensors.get(name)!);
    toFloat32(converted.get(name)!).forEach((value, index) =>
      expect(Math.abs(value - exact[index]!)).toBeLessThanOrEqual(
        Math.abs(exact[index]!) * 2 ** -11 + 2 ** -25,
      ),
    );
  });

  it('names a weight that 16 bits cannot hold', () => {
    const name = 'x_encoder.fc1.weight';
    const large = { ...tensors.get(name)!, bytes: tensors.get(name)!.bytes.slice() };
    new Float32Array(large.bytes.buffer)[5] = 70_000;
    const changed = new Map([...tensors, [name, large]]);
    expect(() => convertCheckpoint(changed, { half: true })).toThrow(HalfPrecisionError);
    expect(() => convertCheckpoint(changed, { half: true })).toThrow(`${name} holds 70000`);
  });
});
