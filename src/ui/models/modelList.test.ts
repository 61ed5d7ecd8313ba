import { readFileSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { english } from '../english.ts';
import { japanese } from '../japanese/page/page.ts';
import { FIRST_MODEL, parseModelList } from './modelList.ts';

const models = fileURLToPath(new URL('../../../public/models/', import.meta.url));
const read = (path: string): unknown => JSON.parse(readFileSync(models + path, 'utf8'));

describe('the list of shipped models', () => {
  it('is read whole, and starts with the model that the page starts with', () => {
    const list = read('index.json') as unknown[];
    const parsed = parseModelList(list);
    expect(parsed).toHaveLength(list.length);
    expect(parsed[0]).toMatchObject({
      ...FIRST_MODEL,
      bytes: expect.any(Number),
      figures: expect.any(Object),
    });
    expect(new Set(parsed.map(({ name }) => name)).size).toBe(parsed.length);
  });

  it('tells where the weights are and how many bytes they have', () => {
    for (const { name, folder, bytes } of parseModelList(read('index.json'))) {
      const card = read(`${folder}model.json`) as {
        configuration: { name: string };
        weights: { file: string };
      };
      expect(card.configuration.name).toBe(name);
      expect(statSync(models + folder + card.weights.file).size).toBe(bytes);
    }
  });

  it('gives the figures of the model card, and a sentence on each model in both languages', () => {
    const card = readFileSync(`${models}../../docs/model-card.md`, 'utf8');
    const short = (value: number) => value.toFixed(3).replace(/^0/, '');
    for (const { name, figures } of parseModelList(read('index.json'))) {
      const { sMeasure, meanF, mae, energyDistance } = figures!;
      expect(card).toContain(`| ${[sMeasure, meanF, mae].map(short).join(' | ')} |`);
      if (energyDistance !== undefined) {
        // The last column of its table is of the shipped weights.
        const row = card
          .split('\n')
          .find((line) => line.includes('energy distance of the samples'));
        expect(row?.split('|').at(-2)?.trim()).toBe(short(energyDistance));
      }
      for (const { models: texts } of [english, japanese]) {
        expect(texts.abouts[name], name).toBeTruthy();
      }
    }
  });

  it('tells the same of twins in the model’s own file and in the model card', () => {
    const { figures } = read('ucnet-lite1/model.json') as { figures: Record<string, string> };
    const [, told] = Object.entries(figures).find(([name]) => name.startsWith('twins'))!;
    const [withDepth, without] = told.match(/\.\d+/g)!;
    const card = readFileSync(`${models}../../docs/model-card.md`, 'utf8');
    expect(card).toMatch(
      new RegExp(
        `mean map S \\${withDepth} and MAE \\S+ with the estimated depth, \\${without} and`,
      ),
    );
  });

  it('leaves out damaged entries and kinds it does not know', () => {
    const good = { name: 'a', title: 'A', folder: 'a/', kind: 'baseline' };
    expect(parseModelList([good, { ...good, kind: 'oracle' }, { name: 'b' }, null, 1])).toEqual([
      { ...good, bytes: 0, figures: null },
    ]);
    expect(parseModelList({})).toEqual([]);
  });
});
