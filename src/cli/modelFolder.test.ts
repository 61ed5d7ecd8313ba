import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import {
  describeModel,
  givesOneMap,
  modelFolder,
  readModel,
  shippedModels,
} from './modelFolder.ts';

interface Listed {
  readonly name: string;
  readonly kind: string;
}

it('a shipped model gives one map where the list of models says so, and its z is as long as its card says', async () => {
  const list = new URL('../../public/models/index.json', import.meta.url);
  const kinds = JSON.parse(await readFile(list, 'utf8')) as readonly Listed[];
  expect(kinds.map(({ name }) => name).sort()).toEqual(shippedModels().sort());
  for (const { name, kind } of kinds) {
    const model = await readModel(modelFolder({ model: name }));
    expect(givesOneMap(model), name).toBe(kind === 'baseline');
    expect(describeModel(model.card).latentDim, name).toBe(kind === 'baseline' ? 0 : 3);
  }
});
