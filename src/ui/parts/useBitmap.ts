import { useEffect, useState } from 'react';

/**
 * A decoded picture, which happens beside the main thread; its memory is given back when it is not shown any more. Null until it is
 * there, and where it cannot be made.
 *
 * @param make null where there is no picture; another function makes another one
 */
export function useBitmap(make: (() => Promise<ImageBitmap>) | null): ImageBitmap | null {
  const [bitmap, setBitmap] = useState<ImageBitmap | null>(null);
  useEffect(() => {
    if (make === null) return;
    let made: ImageBitmap | null = null;
    let gone = false;
    make().then(
      (decoded) => {
        made = decoded;
        if (gone) decoded.close();
        else setBitmap(decoded);
      },
      () => undefined,
    );
    return () => {
      gone = true;
      made?.close();
      setBitmap(null);
    };
  }, [make]);
  return bitmap;
}
