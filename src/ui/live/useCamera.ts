import { useCallback, useEffect, useState, useSyncExternalStore } from 'react';
import {
  type Camera,
  type CameraProblem,
  cameraProblemOf,
  closeCamera,
  listCameras,
  openCamera,
} from './camera.ts';

export type CameraState =
  | { readonly phase: 'opening' }
  /** Off, because nobody looks at the page. */
  | { readonly phase: 'hidden' }
  | { readonly phase: 'on'; readonly stream: MediaStream; readonly cameras: readonly Camera[] }
  | { readonly phase: 'failed'; readonly problem: CameraProblem };

function subscribe(listener: () => void): () => void {
  document.addEventListener('visibilitychange', listener);
  return () => document.removeEventListener('visibilitychange', listener);
}

const isHidden = () => document.visibilityState === 'hidden';

/**
 * Keeps a camera on while the page is looked at, and turns it off otherwise.
 *
 * @param id as `openCamera` takes it
 * @returns what became of it, and a way to try again
 */
export function useCamera(id: string | null): readonly [CameraState, () => void] {
  const [attempt, setAttempt] = useState(0);
  const hidden = useSyncExternalStore(subscribe, isHidden);
  const request = JSON.stringify([id, attempt, hidden]);
  // The outcome of a request. That of another request is out of date.
  const [outcome, setOutcome] = useState<{ request: string; state: CameraState } | null>(null);
  useEffect(() => {
    if (hidden) return;
    let over = false;
    let stream: MediaStream | null = null;
    const settle = (state: CameraState) => {
      if (!over) setOutcome({ request, state });
    };
    const open = async () => {
      const opened = await openCamera(id);
      if (over) return closeCamera(opened);
      stream = opened;
      for (const track of opened.getTracks()) {
        track.addEventListener('ended', () => settle({ phase: 'failed', problem: 'unplugged' }));
      }
      settle({ phase: 'on', stream: opened, cameras: await listCameras() });
    };
    open().catch((error: unknown) => {
      settle({ phase: 'failed', problem: cameraProblemOf(error) });
    });
    return () => {
      over = true;
      if (stream !== null) closeCamera(stream);
    };
  }, [id, hidden, request]);
  const retry = useCallback(() => setAttempt((before) => before + 1), []);
  if (hidden) return [{ phase: 'hidden' }, retry];
  return [outcome?.request === request ? outcome.state : { phase: 'opening' }, retry];
}
