import { expect, it } from 'vitest';
import { readMap, writeMap } from './fields.ts';
import { paintDisc, SCENES, startOf, STARTS } from './scenes.ts';

it('a drawn map is read from a link as it was written', () => {
  for (const scene of SCENES) {
    for (const start of STARTS) {
      const drawn = paintDisc(startOf(scene, start), [20, 20], 6, 3);
      const text = writeMap(drawn);
      expect(Buffer.compare(readMap(text)!, drawn)).toBe(0);
      expect(text.length).toBeLessThan(2500);
    }
  }
});

it('a damaged map of a link is refused', () => {
  for (const text of ['', 'a', 'z9', 'aZZZZ', '-1', 'a9HC;']) expect(readMap(text)).toBeNull();
});
