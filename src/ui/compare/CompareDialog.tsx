import { type KeyboardEvent, useEffect, useMemo, useState } from 'react';
import { valueAt } from '../../image/paintMap.ts';
import { usePageState } from '../engine/usePage.ts';
import { useMessages } from '../messages.ts';
import type { OpenPhoto } from '../input/openImage.ts';
import { ModelTag } from '../models/ModelButton.tsx';
import { Dialog } from '../parts/Dialog.tsx';
import { formatFixed } from '../parts/format.ts';
import { Icon } from '../parts/Icon.tsx';
import { Menu } from '../parts/Menu.tsx';
import { useReducedMotion, useTicks } from '../parts/motion.ts';
import { Segments } from '../parts/Segments.tsx';
import { Slider } from '../parts/Slider.tsx';
import { useBitmap } from '../parts/useBitmap.ts';
import { shortName, tellApart } from '../pin/apart.ts';
import { differenceOf, listBeside, ownKeyOf } from '../pin/besideMaps.ts';
import type { Appearance } from '../result/appearance.ts';
import { DownloadButton } from '../result/DownloadButton.tsx';
import type { ShownMap } from '../result/mapList.ts';
import { ColourScale } from '../result/MapPicture.tsx';
import { paintedCanvas } from '../result/paintedCanvas.ts';
import { Toolbar } from '../result/Toolbar.tsx';
import { ComparePane, type PaneLayer } from './ComparePane.tsx';
import { isBrowsers, type Point } from '../parts/usePoint.ts';
import type { View } from './viewport.ts';
import '../styles/compare.css';

interface CompareDialogProps {
  readonly maps: ReadonlyMap<string, ShownMap>;
  readonly openKey: string;
  /** Of the map that lies beside it at first. */
  readonly openBeside?: string | undefined;
  readonly onOpen: (key: string) => void;
  readonly onClose: () => void;
}

const MODES = ['wipe', 'side', 'blink', 'difference'] as const;
export type CompareMode = (typeof MODES)[number];

/** The bare photo among the maps to compare with. */
const PHOTO = 'photo';
const NOTHING = '';
const BLINK_MS = 900;

/** Maps read at the pointer beside those that are shown. */
const COMPANIONS = ['consensus', 'mean', 'disagreement', 'corrected-depth', 'explored', 'truth'];

/** Any map as near as its photo's pixels, alone or beside another one, of this result or of another one of the photo. */
export function CompareDialog(props: CompareDialogProps) {
  const { maps: present, openKey, openBeside, onOpen, onClose } = props;
  const messages = useMessages();
  const photo = usePageState((state) => state.image.photo);
  const appearance = usePageState((state) => state.appearance);
  const bitmap = useBitmap(usePhotoDecoder(photo));
  const names = useNames();
  const groups = useGroups(present, names.pinned);
  const maps = useMemo(
    () => new Map(groups.flatMap(({ maps: list }) => list).map((shown) => [shown.key, shown])),
    [groups],
  );
  const [other, setOther] = useState(openBeside ?? NOTHING);
  const [chosen, setMode] = useState<CompareMode>('wipe');
  const [split, setSplit] = useState(0.5);
  const [view, setView] = useState<View | null>(null);
  const [probe, setProbe] = useState<Point | null>(null);
  const shown = maps.get(openKey);
  const second = maps.get(other) ?? null;
  const isTwo = second !== null || other === PHOTO;
  // There is nothing to subtract from a photo.
  const modes = MODES.filter((each) => each !== 'difference' || second !== null);
  const mode = modes.includes(chosen) ? chosen : 'wipe';
  const blinks = isTwo && mode === 'blink';
  const [blinkOn, setBlinkOn] = useState(false);
  const [playing, setPlaying] = useState(true);
  const still = useReducedMotion();
  const turn = () => setBlinkOn((before) => !before);
  useTicks(blinks && playing, BLINK_MS, turn);
  const difference = useMemo(
    () => (mode === 'difference' && shown && second ? differenceOf(shown, second, messages) : null),
    [mode, shown, second, messages],
  );
  const isOpen = shown !== undefined && photo !== null;
  const firstLayer = useLayer(difference ?? shown ?? null, appearance);
  const secondLayer = useLayer(second, appearance);
  useEffect(() => {
    if (!isOpen) onClose();
  }, [isOpen, onClose]);
  if (!isOpen) return null;
  const words = messages.viewer;
  const { facts } = photo;
  // What lies beside it is left out: a map beside itself would say nothing.
  const keys = [...maps.keys()].filter((key) => key !== other);
  const step = (by: number) => {
    onOpen(keys[(keys.indexOf(openKey) + by + keys.length) % keys.length]!);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const { target } = event;
    if (target instanceof HTMLInputElement || target instanceof HTMLSelectElement) return;
    if (isBrowsers(event)) return;
    if (event.key === 'ArrowLeft') step(-1);
    if (event.key === 'ArrowRight') step(1);
    if (event.key === '0') setView(null);
    if (event.key === '1') setView(pixelView(facts));
  };
  const isOwn = (key: string) => ownKeyOf(key) === null && key !== PHOTO;
  const named = (map: ShownMap | null) =>
    map === null
      ? words.photo
      : isOwn(map.key) && !(isOwn(openKey) && (second === null || isOwn(other)))
        ? messages.pin.presentMap(map.title, names.present)
        : map.title;
  const captions = [named(shown), named(second)];
  const side = isTwo && mode === 'side';
  const wiped = isTwo && mode === 'wipe';
  const pane = (layer: PaneLayer, which: 'first' | 'second') => (
    <ComparePane
      key={which}
      label={words.pane(layer === secondLayer ? (second?.title ?? words.photo) : shown.title)}
      mapKey={which === 'first' ? shown.key : other}
      photo={facts}
      bitmap={bitmap}
      first={layer}
      second={wiped ? secondLayer : null}
      split={split}
      view={view}
      onView={setView}
      onSplit={setSplit}
      onProbe={setProbe}
    />
  );
  const read = [openKey, other, ...COMPANIONS.filter((key) => key !== openKey && key !== other)];
  return (
    <Dialog label={words.label(shown.title)} className="viewer" onClose={onClose}>
      <div className="viewer-layout" onKeyDown={onKeyDown}>
        <div className="viewer-head">
          <button type="button" className="icon-button" onClick={() => step(-1)}>
            <Icon name="previous" />
            <span className="visually-hidden">{words.previous}</span>
          </button>
          <button type="button" className="icon-button" data-first-focus onClick={() => step(1)}>
            <Icon name="next" />
            <span className="visually-hidden">{words.next}</span>
          </button>
          <span className="titled">
            <h2>{shown.title}</h2>
            {!shown.given && <ModelTag />}
          </span>
          <label className="inline-field">
            <span className="label">{words.beside}</span>
            <select
              value={other}
              data-testid="compare-with"
              onChange={(event) => setOther(event.target.value)}
            >
              <option value={NOTHING}>{words.nothing}</option>
              <option value={PHOTO}>{words.photo}</option>
              {groups.map(({ name, maps: list }) => (
                <optgroup key={name} label={name}>
                  {list.map(({ key, title }) => (
                    <option key={key} value={key} disabled={key === openKey}>
                      {title}
                    </option>
                  ))}
                </optgroup>
              ))}
            </select>
          </label>
          {isTwo && (
            <Segments
              small
              legend={words.mode}
              options={modes}
              labels={words.modes}
              value={mode}
              onChange={setMode}
            />
          )}
        </div>
        <div className="viewer-panes" data-mode={isTwo ? mode : 'one'}>
          {pane(blinks && blinkOn ? secondLayer : firstLayer, 'first')}
          {side && pane(secondLayer, 'second')}
          {isTwo && mode !== 'difference' && (
            <p className="viewer-captions" aria-hidden="true">
              {(mode !== 'blink' || !blinkOn) && <span>{captions[0]}</span>}
              {(mode !== 'blink' || blinkOn) && <span>{captions[1]}</span>}
            </p>
          )}
        </div>
        <div className="viewer-tools">
          {wiped && (
            <Slider
              className="wipe"
              min="0"
              max="1"
              step="0.005"
              value={split}
              aria-label={words.split}
              onSlide={setSplit}
            />
          )}
          {blinks && !still && (
            <button
              type="button"
              className="button"
              onClick={() => setPlaying((before) => !before)}
            >
              {playing ? messages.mainPicture.pause : messages.mainPicture.play}
            </button>
          )}
          {blinks && (
            <button type="button" className="button" onClick={turn}>
              {words.turn}
            </button>
          )}
          <button type="button" className="button" onClick={() => setView(null)}>
            {words.fit}
          </button>
          <button type="button" className="button" onClick={() => setView(pixelView(facts))}>
            {words.oneToOne}
          </button>
          <Menu title={messages.toolbar.menu} icon="colours">
            <Toolbar />
          </Menu>
          {difference !== null && <ColourScale shown={difference} />}
          {difference === null && <ColourScale shown={shown} />}
          {shown.download !== null && (
            <DownloadButton what={shown.download} title={shown.title}>
              {messages.maps.png}
            </DownloadButton>
          )}
        </div>
        <div className="viewer-foot">
          {probe === null ? (
            <span className="hint">
              {words.hint}
              <span className="keys-only">{words.keys}</span>
            </span>
          ) : (
            <dl className="readout number" data-testid="readout">
              <dt>{words.position}</dt>
              <dd>
                {words.pointer(
                  Math.floor(probe.x * facts.width),
                  Math.floor(probe.y * facts.height),
                )}
              </dd>
              {read.flatMap((key) => {
                const map = maps.get(key);
                if (map === undefined) return [];
                const value = valueAt(map.map, probe.x, probe.y, map.valid);
                return [
                  <dt key={`${key} name`} data-shown={key === openKey}>
                    {map.title}
                  </dt>,
                  <dd key={key} data-shown={key === openKey}>
                    {value === null ? words.noReading : formatFixed(value, 3)}
                  </dd>,
                ];
              })}
            </dl>
          )}
        </div>
      </div>
    </Dialog>
  );
}

/** Decodes the photo at its own resolution, upright; its preview where the browser cannot read the file itself. */
function usePhotoDecoder(photo: OpenPhoto | null): (() => Promise<ImageBitmap>) | null {
  return useMemo(() => {
    if (photo === null) return null;
    const { file, facts } = photo;
    return () => createImageBitmap(file.blob).catch(() => createImageBitmap(facts.preview));
  }, [photo]);
}

/** What the present result and the pinned one are called beside one another. */
function useNames(): { readonly present: string; readonly pinned: string } {
  const messages = useMessages();
  // Texts, so that the viewer is drawn anew only when they differ.
  const present = usePageState((state) =>
    shortName(tellApart(state, messages), 'present', state.result.model),
  );
  const pinned = usePageState((state) =>
    shortName(tellApart(state, messages), 'pinned', state.pinnedResult.model),
  );
  return { present, pinned };
}

interface MapGroup {
  readonly name: string;
  readonly maps: readonly ShownMap[];
}

/** The maps of this result, of the pinned one and of the run before, as far as they are of the same photo. */
function useGroups(
  present: ReadonlyMap<string, ShownMap>,
  pinnedName: string,
): readonly MapGroup[] {
  const messages = useMessages();
  const photo = usePageState((state) => state.result.photo);
  const pinned = usePageState((state) => state.pinnedResult);
  const before = usePageState((state) => state.runs.before);
  return useMemo(() => {
    const words = messages.pin.groups;
    const groups: MapGroup[] = [{ name: words.present, maps: [...present.values()] }];
    if (pinned.photo === photo && pinned.samples !== null) {
      groups.push({
        name: words.pinned(pinnedName),
        maps: listBeside('pinned', pinned, messages, pinnedName),
      });
    }
    if (before.photo === photo && before.samples !== null) {
      const name = words.before(before.model, before.samples.seed);
      groups.push({ name, maps: listBeside('before', before, messages) });
    }
    return groups;
  }, [messages, present, photo, pinned, pinnedName, before]);
}

/** A pixel of the photo for a pixel of the window. */
function pixelView({ width, height }: { width: number; height: number }): View {
  return { zoom: 1, x: width / 2, y: height / 2 };
}

/** A map as painted, once for each way of drawing it; without a map the bare photo. */
function useLayer(shown: ShownMap | null, appearance: Appearance): PaneLayer {
  return useMemo(
    () => ({ painted: shown && paintedCanvas(shown, appearance) }),
    [shown, appearance],
  );
}
