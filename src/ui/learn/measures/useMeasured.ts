import { useEffect, useRef, useState } from 'react';
import type { Measured } from './measureMap.ts';
import type { MeasureRequest } from './measureWorker.ts';

/** A worker that measures one map at a time, and of those that wait the latest alone. */
class Measurer {
  private readonly worker = new Worker(new URL('./measureWorker.ts', import.meta.url), {
    type: 'module',
  });
  private busy = false;
  private waiting: MeasureRequest | null = null;

  constructor(tell: (measured: Measured | 'failed') => void) {
    this.worker.onmessage = ({ data }: MessageEvent<Measured>) => {
      this.busy = false;
      tell(data);
      const next = this.waiting;
      this.waiting = null;
      if (next !== null) this.measure(next);
    };
    this.worker.onerror = () => tell('failed');
  }

  measure(request: MeasureRequest): void {
    if (this.busy) {
      this.waiting = request;
      return;
    }
    this.busy = true;
    this.worker.postMessage(request);
  }

  end(): void {
    this.worker.terminate();
  }
}

/**
 * The scores of a map, a moment after it was drawn: drawing itself never waits for them.
 *
 * @returns null before the first ones, `failed` when the code that measures cannot be loaded
 */
export function useMeasured(request: MeasureRequest): Measured | 'failed' | null {
  const [measured, setMeasured] = useState<Measured | 'failed' | null>(null);
  const measurer = useRef<Measurer | null>(null);
  useEffect(() => {
    const started = new Measurer(setMeasured);
    measurer.current = started;
    return () => started.end();
  }, []);
  useEffect(() => measurer.current?.measure(request), [request]);
  return measured;
}
