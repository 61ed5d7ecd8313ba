import { useMemo } from 'react';
import { PixelPicture } from '../parts/PixelPicture.tsx';
import { SIDE } from './scenes.ts';

/** A picture of 8 × 8 values in [0,1], grey, with its name. */
export function TinyPicture({ label, values }: { label: string; values: Float64Array }) {
  const pixels = useMemo(() => {
    const picture = new Uint8ClampedArray(values.length * 4).fill(255);
    values.forEach((value, i) => picture.fill(Math.round(value * 255), i * 4, i * 4 + 3));
    return picture;
  }, [values]);
  return (
    <figure className="tiny-picture">
      <PixelPicture label={label} height={SIDE} width={SIDE} pixels={pixels} />
      <figcaption>{label}</figcaption>
    </figure>
  );
}
