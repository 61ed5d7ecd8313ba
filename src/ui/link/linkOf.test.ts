import { describe, expect, it } from 'vitest';
import type { OpenImage } from '../input/openImage.ts';
import { after, image, photo } from '../engine/testing/pageState.ts';
import { linkOf } from './linkOf.ts';

describe('linkOf', () => {
  it('names the sample, or says that the image is the visitor’s own', () => {
    expect(linkOf(after({ image: image() }))).toMatchObject({ example: 'aloe', photo: null });
    const own = image({ origin: { kind: 'own' } });
    expect(linkOf(after({ image: own }))).toMatchObject({ example: 'own', photo: 'a' });
  });

  it('says how the depth is read, or that there is none', () => {
    const depth = { file: photo('d').file, facts: {} } as OpenImage['depth'];
    expect(linkOf(after({ image: image() })).depth).toBe('off');
    expect(linkOf(after({ image: image({ depth, near: 'dark' }) })).depth).toBe('dark');
  });
});
