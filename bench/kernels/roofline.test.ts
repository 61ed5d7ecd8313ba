import { describe, expect, it } from 'vitest';
import { rooflinePoint } from './roofline.ts';

const PEAKS = { gigaflops: 10, gigabytesPerSecond: 2 };

describe('rooflinePoint', () => {
  it('is bound by arithmetic at high intensity', () => {
    const point = rooflinePoint({ multiplyAdds: 50e6, bytes: 1e6 }, 20, PEAKS);
    expect(point.intensity).toBeCloseTo(100);
    expect(point.gigaflops).toBeCloseTo(5);
    expect(point.boundGigaflops).toBe(10);
    expect(point.boundMs).toBeCloseTo(10);
    expect(point.shareOfPeak).toBeCloseTo(0.5);
    expect(point.shareOfBound).toBeCloseTo(0.5);
  });

  it('is bound by bandwidth at low intensity, and without arithmetic', () => {
    const point = rooflinePoint({ multiplyAdds: 1e6, bytes: 4e6 }, 4, PEAKS);
    expect(point.boundGigaflops).toBeCloseTo(1);
    expect(point.boundMs).toBeCloseTo(2);
    expect(point.shareOfBound).toBeCloseTo(0.5);
    const copy = rooflinePoint({ multiplyAdds: 0, bytes: 4e6 }, 4, PEAKS);
    expect(copy.gigaflops).toBe(0);
    expect(copy.gigabytesPerSecond).toBeCloseTo(1);
    expect(copy.shareOfBound).toBeCloseTo(0.5);
  });
});
