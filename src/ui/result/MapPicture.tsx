import type { Glimpse } from '../../worker/protocol.ts';
import { usePageState } from '../engine/usePage.ts';
import { paintingOf, type ShownMap } from './mapList.ts';
import { useMessages } from '../messages.ts';
import { MapCanvas } from './MapCanvas.tsx';
import { gradientOf } from '../../image/paintMap.ts';

interface MapPictureProps {
  /** Null until the map is there: the photo waits, dimmed. */
  readonly shown: ShownMap | null;
  readonly title: string;
  /** What a click does, in words; without it a click enlarges the map. */
  readonly label?: string;
  /** Of a picture that can be chosen: whether it is. */
  readonly pressed?: boolean;
  /** What stands in the map's place. */
  readonly glimpse?: Glimpse | null;
  readonly onOpen: (key: string) => void;
}

/** A map over its photo, in the photo's shape, as a button. */
export function MapPicture({ shown, title, label, pressed, glimpse, onOpen }: MapPictureProps) {
  const messages = useMessages();
  const photo = usePageState((state) => state.image.photo);
  const appearance = usePageState((state) => state.appearance);
  const stale = usePageState((state) => state.result.stale);
  const picture = photo && <img src={photo.address} alt="" draggable={false} />;
  if (shown === null) {
    return <div className="picture picture-waiting">{picture}</div>;
  }
  const painting = paintingOf(shown, appearance);
  return (
    <button
      type="button"
      className="picture picture-button"
      data-map={shown.key}
      data-stale={stale}
      aria-label={label ?? messages.maps.enlarge(title)}
      aria-pressed={pressed}
      onClick={() => onOpen(shown.key)}
    >
      {painting.cover !== 'opaque' && picture}
      <MapCanvas
        map={shown.map}
        valid={shown.valid}
        painting={painting}
        glimpse={glimpse}
        label={title}
      />
    </button>
  );
}

interface ColourScaleProps {
  readonly shown: ShownMap;
  readonly unit?: string;
  /** Words for the first and the last colour, which stand over the picture then. */
  readonly ends?: readonly [string, string];
}

/** The colours of a map with the values at their ends, or what they mean. */
export function ColourScale({ shown, unit = '', ends }: ColourScaleProps) {
  const messages = useMessages();
  const appearance = usePageState((state) => state.appearance);
  const { colours, range, cover } = paintingOf(shown, appearance);
  if (cover === 'cut-out' || cover === 'dimming') return null;
  const [first, last] =
    ends ??
    (shown.role === 'depth'
      ? [messages.input.farLegend, messages.input.nearLegend]
      : [tick(range[0]), `${tick(range[1])}${unit}`]);
  return (
    <div className={ends === undefined ? 'scale' : 'scale easel-legend'} aria-hidden="true">
      <span>{first}</span>
      <span className="scale-bar" style={{ background: gradientOf(colours) }} />
      <span>{last}</span>
    </div>
  );
}

function tick(value: number): string {
  return (Number.isInteger(value) ? String(value) : value.toPrecision(2)).replace('-', '−');
}
