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
  | { readonly phase: 'on'; readonly stream: MediaStream }
  | { readonly phase: 'failed'; readonly problem: CameraProblem };

function subscribe(listener: () => void): () => void {
  document.addEventListener('visibilitychange', listener);
  return () => document.removeEventListener('visibilitychange', listener);
}

const isHidden = () => document.visibilityState === 'hidden';

interface UsedCamera {
  /** What became of it. */
  readonly camera: CameraState;
  /** All that could be chosen when one last came on. */
  readonly cameras: readonly Camera[];
  readonly openAgain: () => void;
}

/**
 * Keeps a camera on while the page is looked at, and turns it off otherwise.
 *
 * @param id as `openCamera` takes it
 */
export function useCamera(id: string | null): UsedCamera {
  const [attempt, setAttempt] = useState(0);
  const hidden = useSyncExternalStore(subscribe, isHidden);
  const request = JSON.stringify([id, attempt, hidden]);
  const [cameras, setCameras] = useState<readonly Camera[]>([]);
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
      setCameras(await listCameras());
      settle({ phase: 'on', stream: opened });
    };
    open().catch((error: unknown) => {
      settle({ phase: 'failed', problem: cameraProblemOf(error) });
    });
    return () => {
      over = true;
      if (stream !== null) closeCamera(stream);
    };
  }, [id, hidden, request]);
  const openAgain = useCallback(() => setAttempt((before) => before + 1), []);
  const latest: CameraState = outcome?.request === request ? outcome.state : { phase: 'opening' };
  return { camera: hidden ? { phase: 'hidden' } : latest, cameras, openAgain };
}
