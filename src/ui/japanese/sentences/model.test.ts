import { expect, it } from 'vitest';
import { sayer, toldOf } from '../../../languages/sentence.ts';
import { parseModelConfig } from '../../../model/config.ts';
import { readModelJson } from '../../../model/testing/modelFolder.ts';
import { sentences } from './sentences.ts';

/** What a visitor is told of the shipped model with some values replaced; undefined removes one. */
async function toldOfValues(values: Readonly<Record<string, unknown>>): Promise<string | null> {
  const model = (await readModelJson()) as { configuration: object };
  const changed: unknown = JSON.parse(JSON.stringify({ ...model.configuration, ...values }));
  try {
    parseModelConfig({ ...model, configuration: changed });
  } catch (error) {
    return sayer(sentences)(toldOf(error));
  }
  return null;
}

it('what is wrong with a configuration is told in Japanese', async () => {
  expect(await toldOfValues({ inputSize: 350 })).toBe(
    'model.json の inputSize は正で 32 の倍数でなければなりませんが、350 です。',
  );
  expect(await toldOfValues({ stageWidths: undefined })).toBe(
    'model.json の stageWidths は 1 以上の整数を 4 個並べたものでなければなりませんが、ありません。',
  );
});
