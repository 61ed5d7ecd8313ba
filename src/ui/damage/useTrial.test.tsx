// @vitest-environment jsdom
import { act } from 'react';
import { expect, it } from 'vitest';
import type { DepthDamage } from '../../worker/protocol.ts';
import { mountOnPage } from '../engine/testing/mountOnPage.tsx';
import { emptyFile, Visit } from '../engine/testing/visit.ts';
import { useOutcome, useOwnRequest } from '../engine/useBeside.ts';
import { ownFile } from '../input/incoming.ts';
import { stubScreen } from '../parts/testing/screen.ts';
import { useTrial } from './useTrial.ts';

function Trial({ damage }: { damage: DepthDamage }) {
  const own = useOwnRequest();
  const { effects, isMeasured } = useTrial(own, damage, useOutcome(own), false);
  return `${effects.length} ${isMeasured}`;
}

it('measures another depth anew when its other end is near', async () => {
  stubScreen();
  const visit = new Visit();
  await visit.begin();
  const file = ownFile(emptyFile('other.png'));
  const damage = (near: 'bright' | 'dark'): DepthDamage => ({
    ...{ kind: 'other', amount: 0.25, seed: 1 },
    other: { file, near },
  });
  const mounted = await mountOnPage(visit, <Trial damage={damage('bright')} />);
  const measured = () => act(() => expect.poll(() => mounted.place.textContent).toBe('8 true'));
  await measured();
  await mounted.show(<Trial damage={damage('dark')} />);
  await measured();
  const amountsOf = (near: string) =>
    visit.worker.images
      .filter((image) => image.damage?.other?.near === near)
      .map((image) => image.damage!.amount)
      .sort();
  expect(amountsOf('dark')).toEqual(amountsOf('bright'));
  await mounted.close();
});
