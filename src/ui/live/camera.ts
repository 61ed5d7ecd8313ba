/** Why there is no picture; the page puts it into words. */
export type CameraProblem =
  /** Browsers give no camera to pages without https. */
  | 'insecure'
  /** By the visitor, or by what the page is shown in. */
  | 'refused'
  | 'none'
  /** Another program has it. */
  | 'busy'
  /** It went away while it was on. */
  | 'unplugged'
  | 'failed';

/** One of several, as the browser knows it. */
export interface Camera {
  readonly id: string;
  /** Empty where the browser does not tell. */
  readonly name: string;
}

class NoCameras extends Error {}

/**
 * Turns a camera on, without sound.
 *
 * @param id of the camera; null for the browser's choice, which on a phone is the one on its back. So is one that is gone
 * @throws what `cameraProblemOf` understands
 */
export async function openCamera(id: string | null): Promise<MediaStream> {
  const { mediaDevices } = navigator as Partial<Navigator>;
  if (mediaDevices === undefined) throw new NoCameras();
  const which = id === null ? { facingMode: 'environment' } : { deviceId: { exact: id } };
  const size = { width: { ideal: 1280 }, height: { ideal: 720 } };
  try {
    return await mediaDevices.getUserMedia({ audio: false, video: { ...which, ...size } });
  } catch (error) {
    if (id !== null && cameraProblemOf(error) === 'none') return openCamera(null);
    throw error;
  }
}

/** Turns a camera off. */
export function closeCamera(stream: MediaStream): void {
  for (const track of stream.getTracks()) track.stop();
}

/** All cameras; browsers tell their names once one is on. */
export async function listCameras(): Promise<readonly Camera[]> {
  const devices = await navigator.mediaDevices.enumerateDevices();
  return devices
    .filter(({ kind, deviceId }) => kind === 'videoinput' && deviceId !== '')
    .map(({ deviceId: id, label: name }) => ({ id, name }));
}

/** The camera that gives a stream; null where the browser does not tell. */
export function cameraOf(stream: MediaStream): string | null {
  return stream.getVideoTracks()[0]?.getSettings().deviceId ?? null;
}

/** Whether it looks at the visitor, who then expects a mirror. Only phones tell of a camera on their back. */
export function facesVisitor(stream: MediaStream): boolean {
  return stream.getVideoTracks()[0]?.getSettings().facingMode !== 'environment';
}

/** By the names that browsers give to what goes wrong. */
export function cameraProblemOf(error: unknown): CameraProblem {
  if (error instanceof NoCameras) return 'insecure';
  switch (error instanceof Error ? error.name : '') {
    case 'NotAllowedError':
    case 'SecurityError':
      return 'refused';
    case 'NotFoundError':
    case 'OverconstrainedError':
      return 'none';
    case 'NotReadableError':
    case 'AbortError':
      return 'busy';
    default:
      return 'failed';
  }
}
