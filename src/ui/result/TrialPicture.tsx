import type { ScalarMap } from '../../image/types.ts';
import { usePageState } from '../engine/usePage.ts';
import { MapCanvas } from './MapCanvas.tsx';
import { type MapRole, paintingOf, type ShownMap } from './mapList.ts';

interface TrialPictureProps {
  readonly title: string;
  readonly map: ScalarMap | null | undefined;
  readonly valid?: Uint8Array | undefined;
  readonly role: Exclude<MapRole, 'error'>;
  /** Value of the last colour; 1 without it. */
  readonly most?: number;
}

/** A map that is no part of the page's own result, over the photo. Without it the photo waits. */
export function TrialPicture({ title, map, valid, role, most = 1 }: TrialPictureProps) {
  const photo = usePageState((state) => state.image.photo);
  const appearance = usePageState((state) => state.appearance);
  const shown: ShownMap | null = map
    ? { key: title, title, role, map, range: [0, most], download: null }
    : null;
  // Depth hides the photo, so that nothing but the damage is seen.
  const painting =
    shown &&
    (role === 'depth'
      ? { ...paintingOf(shown, appearance), cover: 'opaque' as const }
      : paintingOf(shown, appearance));
  return (
    <figure>
      <div
        className={shown === null ? 'picture picture-waiting' : 'picture'}
        data-picture={title}
        data-role={role}
      >
        {photo !== null && <img src={photo.address} alt="" draggable={false} />}
        {shown !== null && painting !== null && (
          <MapCanvas map={shown.map} valid={valid} painting={painting} label={title} />
        )}
      </div>
      <figcaption>{title}</figcaption>
    </figure>
  );
}
