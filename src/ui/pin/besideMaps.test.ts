import { expect, it } from 'vitest';
import { NO_RESULT } from '../engine/state.ts';
import { analysed, drawn } from '../engine/testing/pageState.ts';
import { english } from '../english.ts';
import { besideKey, listBeside, ownKeyOf } from './besideMaps.ts';

const result = { ...NO_RESULT, image: analysed, samples: drawn, model: 'FCN-8s' };

it('lists the maps of another result under keys and titles of their own, and saves none of them', () => {
  const maps = listBeside('pinned', result, english);
  expect(maps[0]).toMatchObject({
    key: 'pinned-consensus',
    title: 'Consensus (pinned, FCN-8s)',
    download: null,
  });
  expect(maps.every(({ key }) => key.startsWith('pinned-'))).toBe(true);
  expect(listBeside('before', result, english)[0]!.title).toBe('Consensus (run before)');
});

it('knows the present map that one of another result is compared with', () => {
  expect(ownKeyOf(besideKey('before', 'corrected-depth'))).toBe('corrected-depth');
  expect(ownKeyOf('consensus')).toBeNull();
});
