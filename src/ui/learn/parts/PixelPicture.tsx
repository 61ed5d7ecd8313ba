import { useEffect, useRef } from 'react';

interface PixelPictureProps {
  readonly label: string;
  readonly height: number;
  readonly width: number;
  /** RGBA, row by row. */
  readonly pixels: Uint8ClampedArray<ArrayBuffer>;
}

/** A small picture, enlarged pixel by pixel to the room there is. */
export function PixelPicture({ label, height, width, pixels }: PixelPictureProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    canvas.current?.getContext('2d')?.putImageData(new ImageData(pixels, width, height), 0, 0);
  }, [pixels, height, width]);
  return (
    <canvas
      ref={canvas}
      className="pixel-picture"
      width={width}
      height={height}
      role="img"
      aria-label={label}
    />
  );
}
