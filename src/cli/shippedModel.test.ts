import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import type { PredictOptions } from './commandOptions.ts';
import { DEFAULT_MODEL, DEPTH_MODEL } from './modelFolder.ts';
import { predict } from './predict.ts';
import { readMap } from './readImage.ts';

const PUBLIC = fileURLToPath(new URL('../../public/', import.meta.url));
const model = path.join(PUBLIC, 'models', DEFAULT_MODEL);
const sample = path.join(PUBLIC, 'samples', 'kettle');
const isThere = existsSync(path.join(model, 'weights.safetensors')) && existsSync(sample);
const reason = isThere ? '' : ` (skipped: public/models/${DEFAULT_MODEL} has no weights here)`;
const folder = mkdtempSync(path.join(tmpdir(), 'ucnet-shipped-'));

afterAll(() => rmSync(folder, { recursive: true }));

async function run(name: string, changes: Partial<PredictOptions>): Promise<string> {
  const out = path.join(folder, name);
  const options: PredictOptions = {
    rgb: path.join(sample, 'rgb.jpg'),
    depth: path.join(sample, 'depth.png'),
    near: 'bright',
    zeroIsHole: 'auto',
    samples: 2,
    seed: 1,
    uncertainty: 'entropy',
    out,
    backend: 'wasm',
    modelDir: model,
    depthModel: DEPTH_MODEL,
    ...changes,
  };
  await predict(options, { write: () => true });
  return out;
}

describe.skipIf(!isThere)(`the shipped model${reason}`, () => {
  it('finds the object of a sample', async () => {
    const out = await run('object', {});
    const map = await readMap(path.join(out, 'consensus.png'));
    const truth = await readMap(path.join(sample, 'gt.png'));
    const mean = (inside: boolean) => {
      const values = map.data.filter((_, i) => truth.data[i]! > 0.5 === inside);
      return values.reduce((sum, value) => sum + value, 0) / values.length;
    };
    expect(mean(true)).toBeGreaterThan(0.6);
    expect(mean(false)).toBeLessThan(0.1);
  });

  it('gives the same files for the same seed', async () => {
    const [first, second] = [await run('first', {}), await run('second', {})];
    for (const name of ['consensus.png', 'sample-2.png', 'corrected-depth.png']) {
      const [a, b] = [first, second].map((out) => readFileSync(path.join(out, name)));
      expect(a!.equals(b!), name).toBe(true);
    }
  });

  it('sees that bright is near', async () => {
    const out = await run('near', { near: 'auto' });
    const result = JSON.parse(readFileSync(path.join(out, 'result.json'), 'utf8')) as object;
    expect(result).toMatchObject({ depth: { near: 'bright', decided: true } });
  });
});
