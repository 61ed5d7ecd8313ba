import { useEffect, useState } from 'react';
import { usePageState } from '../engine/usePage.ts';

/**
 * The photo at its own resolution, upright; its preview where the browser cannot read the file itself. Null until it is
 * decoded, which happens beside the main thread.
 */
export function usePhotoBitmap(): ImageBitmap | null {
  const photo = usePageState((state) => state.image.photo);
  const [bitmap, setBitmap] = useState<ImageBitmap | null>(null);
  useEffect(() => {
    if (photo === null) return;
    let made: ImageBitmap | null = null;
    let gone = false;
    const { blob } = photo.file;
    void createImageBitmap(blob)
      .catch(() => createImageBitmap(photo.facts.preview))
      .then((decoded) => {
        made = decoded;
        if (gone) decoded.close();
        else setBitmap(decoded);
      })
      .catch(() => undefined);
    return () => {
      gone = true;
      made?.close();
      setBitmap(null);
    };
  }, [photo]);
  return bitmap;
}
