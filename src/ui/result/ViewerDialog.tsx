import { useEffect, useState, type PointerEvent } from 'react';
import { ColourScale } from './MapPicture.tsx';
import { Dialog } from '../parts/Dialog.tsx';
import { DownloadButton } from './DownloadButton.tsx';
import { Icon } from '../parts/Icon.tsx';
import { MapCanvas } from './MapCanvas.tsx';
import { ModelTag } from '../models/ModelButton.tsx';
import { Toolbar } from './Toolbar.tsx';
import { usePageState } from '../engine/usePage.ts';
import { paintingOf, type ShownMap } from './mapList.ts';
import { messages } from '../messages.ts';
import { valueAt } from './paintMap.ts';

interface ViewerDialogProps {
  readonly maps: ReadonlyMap<string, ShownMap>;
  readonly openKey: string;
  readonly onOpen: (key: string) => void;
  readonly onClose: () => void;
}

/** Point of the photo under the pointer, as shares of its sides. */
interface Probe {
  readonly x: number;
  readonly y: number;
}

/** Maps read at the pointer beside the one that is shown. */
const COMPANIONS = [
  'consensus',
  'mean',
  'variance',
  'entropy',
  'corrected-depth',
  'explored',
  'truth',
];

/** One map as large as the window allows, with the values under the pointer. */
export function ViewerDialog({ maps, openKey, onOpen, onClose }: ViewerDialogProps) {
  const photo = usePageState((state) => state.image.photo);
  const appearance = usePageState((state) => state.appearance);
  const [probe, setProbe] = useState<Probe | null>(null);
  const keys = [...maps.keys()];
  const shown = maps.get(openKey);
  const step = (by: number) => {
    const index = keys.indexOf(openKey);
    onOpen(keys[(index + by + keys.length) % keys.length]!);
  };
  useEffect(() => {
    if (shown === undefined) onClose();
  }, [shown, onClose]);
  if (shown === undefined || photo === null) return null;
  const words = messages.viewer;
  const { width, height } = photo.facts;
  const painting = paintingOf(shown, appearance);
  const follow = (event: PointerEvent) => {
    const frame = event.currentTarget.getBoundingClientRect();
    const x = (event.clientX - frame.left) / frame.width;
    const y = (event.clientY - frame.top) / frame.height;
    setProbe(x >= 0 && x < 1 && y >= 0 && y < 1 ? { x, y } : null);
  };
  return (
    <Dialog label={words.label(shown.title)} className="viewer" onClose={onClose}>
      <div
        className="viewer-layout"
        onKeyDown={(event) => {
          // Arrow keys inside a control belong to the control.
          if (event.target instanceof HTMLInputElement) return;
          if (event.key === 'ArrowLeft') step(-1);
          if (event.key === 'ArrowRight') step(1);
        }}
      >
        <div className="viewer-head">
          <span className="titled">
            <h2>{shown.title}</h2>
            {!shown.given && <ModelTag />}
          </span>
          <Toolbar />
        </div>
        <div className="viewer-stage">
          <button type="button" className="icon-button" onClick={() => step(-1)}>
            <Icon name="previous" />
            <span className="visually-hidden">{words.previous}</span>
          </button>
          <div
            className="picture viewer-picture"
            data-map={shown.key}
            onPointerMove={follow}
            onPointerDown={follow}
            onPointerLeave={() => setProbe(null)}
          >
            {painting.cover !== 'opaque' && <img src={photo.address} alt="" draggable={false} />}
            <MapCanvas
              map={shown.map}
              valid={shown.valid}
              painting={painting}
              label={shown.title}
            />
          </div>
          <button type="button" className="icon-button" data-first-focus onClick={() => step(1)}>
            <Icon name="next" />
            <span className="visually-hidden">{words.next}</span>
          </button>
        </div>
        <div className="viewer-foot">
          <ColourScale shown={shown} />
          {probe === null ? (
            <span className="hint">{words.hint}</span>
          ) : (
            <dl className="readout number" data-testid="readout">
              <dt>{words.position}</dt>
              <dd>{words.pointer(Math.floor(probe.x * width), Math.floor(probe.y * height))}</dd>
              {[openKey, ...COMPANIONS.filter((key) => key !== openKey)].flatMap((key) => {
                const map = maps.get(key);
                if (map === undefined) return [];
                return [
                  <dt key={`${key} name`} data-shown={key === openKey}>
                    {map.title}
                  </dt>,
                  <dd key={key} data-shown={key === openKey}>
                    {readingAt(map, probe)}
                  </dd>,
                ];
              })}
            </dl>
          )}
          {shown.download !== null && (
            <DownloadButton what={shown.download} title={shown.title}>
              {messages.maps.png}
            </DownloadButton>
          )}
        </div>
      </div>
    </Dialog>
  );
}

function readingAt({ map, valid }: ShownMap, { x, y }: Probe): string {
  return valueAt(map, x, y, valid)?.toFixed(3) ?? messages.viewer.noReading;
}
