// @vitest-environment jsdom
import { afterEach, expect, it } from 'vitest';
import type { EngineFacts } from '../../worker/startProtocol.ts';
import { mountOnPage } from '../engine/testing/mountOnPage.tsx';
import { Visit } from '../engine/testing/visit.ts';
import { japanese } from '../japanese/page/page.ts';
import { pageTexts } from '../messages.ts';
import type { Mounted } from '../parts/testing/mount.ts';
import { RunStatus } from '../result/RunStatus.tsx';
import { BackendBadge } from './BackendBadge.tsx';

let mounted: Mounted;

afterEach(() => mounted.close());

it('names what computes in plain words, and keeps the terms for those who look', async () => {
  await pageTexts.load();
  const visit = new Visit();
  await visit.begin();
  const { engine } = visit.store.get();
  if (engine.phase !== 'ready') throw new Error('It has not started.');
  const backend: EngineFacts['backend'] = {
    ...engine.facts.backend,
    ...{ name: 'wasm', threads: 2, simd: true, reason: 'no-webgpu' },
  };
  visit.store.update({ engine: { ...engine, facts: { ...engine.facts, backend } } });
  mounted = await mountOnPage(
    visit,
    <>
      <BackendBadge />
      <RunStatus />
    </>,
  );
  const badge = mounted.place.querySelector<HTMLElement>('.badge')!;
  expect(badge.textContent).toBe('Computes on: CPU2 threads');
  expect(badge.title).toBe('WebAssembly with SIMD, 2 threads');
  expect(mounted.place.querySelector('.popover')!.textContent).toContain(badge.title);
  const status = mounted.place.querySelector<HTMLElement>('[role="status"]')!;
  expect(status.textContent).toContain('on the CPU');
  expect(status.textContent).not.toContain('WebAssembly');
  expect(status.title).toBe('WebAssembly');
  const { summary, terms } = japanese.backend;
  expect(summary(backend)).toBe('2 スレッド');
  expect(terms('WebAssembly', true, summary(backend))).toBe('WebAssembly（SIMD）、2 スレッド');
});
