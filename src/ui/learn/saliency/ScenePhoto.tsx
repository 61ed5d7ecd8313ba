import { useLearnMessages } from '../messages/messages.ts';
import { PixelPicture } from '../parts/PixelPicture.tsx';
import { drawScene, HEIGHT, WIDTH } from './scene.ts';

const PIXELS = (() => {
  const { rgb } = drawScene();
  const pixels = new Uint8ClampedArray(HEIGHT * WIDTH * 4).fill(255);
  for (let i = 0; i < HEIGHT * WIDTH; i++) pixels.set(rgb.subarray(i * 3, i * 3 + 3), i * 4);
  return pixels;
})();

/** The photo that the chapter is about. */
export function ScenePhoto() {
  const label = useLearnMessages().saliency.scene;
  return (
    <figure className="map-figure">
      <PixelPicture label={label} height={HEIGHT} width={WIDTH} pixels={PIXELS} />
      <figcaption>{label}</figcaption>
    </figure>
  );
}
