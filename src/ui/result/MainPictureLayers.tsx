import { lazy, Suspense } from 'react';
import type { ScalarMap } from '../../image/types.ts';
import type { Glimpse } from '../../worker/protocol.ts';
import type { OpenPhoto } from '../input/openImage.ts';
import { usePageState } from '../engine/usePage.ts';
import { useMessages } from '../messages.ts';
import { PartBoundary, PartFailed } from '../parts/PartBoundary.tsx';
import { type Appearance, type Layer, UNCERTAINTIES } from './appearance.ts';
import { BlendLayer } from './BlendLayer.tsx';
import { BothCanvas, BothScale } from './BothCanvas.tsx';
import type { KeptAnswers } from './keptAnswers.ts';
import { MapCanvas } from './MapCanvas.tsx';
import { answerKey, paintingOf, type ShownMap } from './mapList.ts';
import { ColourScale } from './MapPicture.tsx';

/** Its tracing of lines is loaded by those who look at them. */
const OutlinesLayer = lazy(async () => ({
  default: (await import('./OutlinesLayer.tsx')).OutlinesLayer,
}));

/** A line around what each of the maps marks. */
export function Outlines({ maps }: { readonly maps: readonly ScalarMap[] }) {
  return (
    <PartBoundary fallback={<PartFailed />}>
      <Suspense>
        <OutlinesLayer maps={maps} />
      </Suspense>
    </PartBoundary>
  );
}

/** The layer that is chosen, where there is such a one. */
export function layerIn(layers: readonly Layer[], appearance: Appearance): Layer {
  return layers.includes(appearance.layer) ? appearance.layer : 'agreed';
}

/** What the layer is of: one map, or two that are compared. */
export function mapsOfLayer(
  layer: Layer,
  maps: ReadonlyMap<string, ShownMap>,
  kept: KeptAnswers,
  oneMap: boolean,
): readonly ShownMap[] {
  const find = (...keys: string[]) => keys.flatMap((key) => maps.get(key) ?? []);
  const { answer, uncertainty, focus } = kept.appearance;
  switch (layer) {
    case 'agreed':
      if (kept.most !== null) return [kept.most];
      if (oneMap) return find('consensus');
      return answer === 'share' ? find('consensus', 'share') : find(answer);
    case 'differ':
      return find(oneMap ? 'total' : uncertainty);
    case 'both':
      return find('disagreement');
    case 'outlines':
    case 'blend':
      return find('mean');
    case 'answer':
      return find(answerKey(focus));
  }
}

interface LayeredProps {
  readonly photo: OpenPhoto | null;
  readonly layer: Layer;
  readonly picture: ShownMap;
  readonly answers: readonly ScalarMap[];
  readonly maps: ReadonlyMap<string, ShownMap>;
  /** What stands in the place of the sliders' own map. */
  readonly glimpse?: Glimpse | null;
}

/** The photo with a layer over it, and what its colours mean where they are not the photo's. */
export function Layered({ photo, layer, picture, answers, maps, glimpse }: LayeredProps) {
  const words = useMessages().maps;
  const appearance = usePageState((state) => state.appearance);
  const painting = paintingOf(picture, appearance);
  const image = photo && <img src={photo.address} alt="" draggable={false} />;
  if (layer === 'outlines') {
    return (
      <>
        {image}
        <Outlines maps={answers} />
      </>
    );
  }
  if (layer === 'blend') {
    return (
      <>
        {image}
        <BlendLayer maps={answers} template={picture} />
      </>
    );
  }
  if (layer === 'both') {
    const mean = maps.get('mean');
    return (
      <>
        {image}
        {mean && (
          <BothCanvas
            saliency={mean.map}
            uncertainty={picture.map}
            most={picture.range[1]}
            opacity={appearance.opacity}
          />
        )}
        <BothScale />
      </>
    );
  }
  const kind = UNCERTAINTIES.find((each) => each === picture.key);
  return (
    <>
      {painting.cover !== 'opaque' && image}
      <MapCanvas
        map={picture.map}
        valid={picture.valid}
        painting={painting}
        glimpse={picture.key === 'explored' ? glimpse : null}
        label={picture.title}
      />
      {layer === 'differ' && kind !== undefined && (
        <ColourScale shown={picture} ends={words.uncertaintyEnds[kind]} />
      )}
    </>
  );
}
