import { useCallback, useState } from 'react';
import { stemOf } from '../../evaluation/fileRole.ts';
import { FILM_DIAGONAL } from '../../image/pointCloud.ts';
import { type ColouredPoints, encodeGlb, encodePly } from '../../image/pointCloudFiles.ts';
import { usePageState } from '../engine/usePage.ts';
import type { OpenPhoto } from '../input/openImage.ts';
import { useMessages } from '../messages.ts';
import { Dialog } from '../parts/Dialog.tsx';
import { Icon } from '../parts/Icon.tsx';
import { Segments } from '../parts/Segments.tsx';
import { Slider } from '../parts/Slider.tsx';
import { saveBlob } from '../result/download.ts';
import { gradientOf } from '../../image/paintMap.ts';
import { CloudCanvas, type CloudView } from './CloudCanvas.tsx';
import { type Colouring, COLOURINGS } from './colours.ts';
import {
  CLOUD_DEPTHS,
  type CloudDepth,
  GUESSED_FOCAL_LENGTH,
  useCloud,
  useDepthsOnGrid,
  useFocalLength,
} from './useCloud.ts';
import '../styles/cutout.css';
import '../styles/cloud.css';

const FOCAL_LENGTHS = [14, 120] as const;
const RELIEFS = [1.2, 8] as const;
const POINT_SIZES = [0.5, 6] as const;

/** The window in which the photo stands in space: what the depth says of it, before and after it was corrected. */
export function CloudDialog({ onClose }: { onClose: () => void }) {
  const photo = usePageState((state) => state.image.photo!);
  const words = useMessages().cloud;
  return (
    <Dialog label={words.title} className="viewer cloud" onClose={onClose}>
      {/* Another photo can be dropped or pasted while the window is open. */}
      <PhotoInSpace key={photo.file.key} photo={photo} />
    </Dialog>
  );
}

function PhotoInSpace({ photo }: { photo: OpenPhoto }) {
  const colours = usePageState((state) => state.appearance.colours);
  const { grid, depths } = useDepthsOnGrid(photo);
  const [wanted, setDepth] = useState<CloudDepth>('corrected');
  const there = CLOUD_DEPTHS.filter((each) => depths[each] !== null);
  const which = there.includes(wanted) ? wanted : (there[0] ?? 'corrected');
  const [colouring, setColouring] = useState<Colouring>('photo');
  const read = useFocalLength(photo);
  const [chosen, setChosen] = useState<number | null>(null);
  const focalLength = chosen ?? read ?? GUESSED_FOCAL_LENGTH;
  const [relief, setRelief] = useState(3);
  const [size, setSize] = useState(2.5);
  const cloud = useCloud(photo, grid, depths[which], { focalLength, relief }, colouring);
  const [from, setFrom] = useState<{ readonly side: CloudView['from'] }>({ side: 'side' });
  const words = useMessages().cloud;
  return (
    <div className="cut-out-layout cloud-layout">
      <h2>{words.title}</h2>
      <div className="cloud-easel">
        {cloud === null ? (
          <p role="status">{words.waiting}</p>
        ) : cloud.points.positions.length === 0 ? (
          <p role="alert">{words.noReading}</p>
        ) : (
          <CloudPicture
            points={cloud.points}
            middle={cloud.middle}
            from={from}
            frame={frameOf(grid, focalLength)}
            pointSize={size}
            onBack={() => setFrom({ side: 'camera' })}
          />
        )}
      </div>
      <div className="cut-out-side cloud-side">
        {there.length > 1 && (
          <Segments
            showLegend
            legend={words.depth}
            options={CLOUD_DEPTHS}
            labels={words.depths}
            value={which}
            onChange={setDepth}
          />
        )}
        <div>
          <Segments
            showLegend
            legend={words.colour}
            options={COLOURINGS}
            labels={words.colours}
            value={colouring}
            onChange={setColouring}
          />
          {colouring !== 'photo' && (
            <div className="scale" aria-hidden="true">
              <span>{words.low[colouring]}</span>
              <span className="scale-bar" style={{ background: gradientOf(colours) }} />
              <span>{words.high[colouring]}</span>
            </div>
          )}
        </div>
        <SliderField
          label={words.relief}
          text={words.reliefText(relief)}
          note={words.reliefNote}
          range={RELIEFS}
          step={0.1}
          value={relief}
          onChange={setRelief}
        />
        <SliderField
          label={words.focal}
          text={words.focalLength(focalLength)}
          note={words.focalNotes[chosen !== null ? 'chosen' : read !== null ? 'file' : 'guessed']}
          range={FOCAL_LENGTHS}
          step={1}
          value={focalLength}
          onChange={setChosen}
        />
        <SliderField
          label={words.size}
          text={words.sizeText(size)}
          range={POINT_SIZES}
          step={0.1}
          value={size}
          onChange={setSize}
        />
        <button type="button" className="button" onClick={() => setFrom({ side: 'camera' })}>
          <Icon name="camera" />
          {words.view}
        </button>
        <Saving points={cloud?.points ?? null} stem={stemOf(photo.file.name)} depth={which} />
        <p className="hint">
          {words.hint}
          <span className="keys-only">{words.keys}</span>
        </p>
      </div>
    </div>
  );
}

/** Tangents of half the angles that a photo's sides are seen under. */
function frameOf(grid: { width: number; height: number }, focalLength: number) {
  const { width, height } = grid;
  const half = FILM_DIAGONAL / 2 / focalLength / Math.hypot(width, height);
  return [width * half, height * half] as const;
}

interface CloudPictureProps {
  readonly points: ColouredPoints;
  readonly middle: number;
  readonly from: { readonly side: CloudView['from'] };
  readonly frame: readonly [number, number];
  readonly pointSize: number;
  readonly onBack: () => void;
}

function CloudPicture({ points, middle, from, ...rest }: CloudPictureProps) {
  const [drawing, setDrawing] = useState<'fine' | 'missing' | 'lost'>(() =>
    hasWebgl() ? 'fine' : 'missing',
  );
  // The view stays where the visitor turned it when another setting moves the points.
  const [view, setView] = useState<{ from: object; view: CloudView }>(() => ({
    from,
    view: { from: from.side, middle },
  }));
  if (view.from !== from) setView({ from, view: { from: from.side, middle } });
  const onLost = useCallback(() => setDrawing('lost'), []);
  const words = useMessages().cloud;
  if (drawing !== 'fine') {
    return (
      <p role="alert" data-testid="no-webgl">
        {drawing === 'lost' ? words.lost : words.noWebgl}
      </p>
    );
  }
  const label = words.picture(points.positions.length / 3);
  return <CloudCanvas {...rest} label={label} points={points} view={view.view} onLost={onLost} />;
}

/** Asks with a context that is given back at once: browsers allow a page only a few. */
function hasWebgl(): boolean {
  const context = document.createElement('canvas').getContext('webgl2');
  context?.getExtension('WEBGL_lose_context')?.loseContext();
  return context !== null;
}

interface SliderFieldProps {
  readonly label: string;
  readonly text: string;
  readonly note?: string;
  readonly range: readonly [number, number];
  readonly step: number;
  readonly value: number;
  readonly onChange: (value: number) => void;
}

function SliderField({ label, text, note, range, step, value, onChange }: SliderFieldProps) {
  return (
    <label className="cut-out-field">
      <span className="label">{label}</span>
      <span className="cut-out-ends">
        <Slider
          min={range[0]}
          max={range[1]}
          step={step}
          value={value}
          aria-valuetext={text}
          onSlide={onChange}
        />
      </span>
      <span className="number">{text}</span>
      {note !== undefined && <small className="hint">{note}</small>}
    </label>
  );
}

interface SavingProps {
  readonly points: ColouredPoints | null;
  readonly stem: string;
  readonly depth: CloudDepth;
}

const FORMATS = {
  ply: { encode: encodePly, type: 'application/octet-stream' },
  glb: { encode: encodeGlb, type: 'model/gltf-binary' },
} as const;

function Saving({ points, stem, depth }: SavingProps) {
  const [saved, setSaved] = useState('');
  const words = useMessages().cloud;
  const empty = points === null || points.positions.length === 0;
  const save = (format: keyof typeof FORMATS) => {
    if (points === null) return;
    const { encode, type } = FORMATS[format];
    const name = `${stem}-points-${depth}.${format}`;
    saveBlob(name, new Blob([encode(points)], { type }));
    setSaved(words.saved(name, points.positions.length / 3));
  };
  return (
    <div>
      <div className="cut-out-actions">
        {(['ply', 'glb'] as const).map((format) => (
          <button
            key={format}
            type="button"
            className="button"
            disabled={empty}
            onClick={() => save(format)}
          >
            <Icon name="download" />
            {words[format]}
          </button>
        ))}
      </div>
      <p className="hint cut-out-told" role="status">
        {saved}
      </p>
    </div>
  );
}
