import { useEffect, useId, useRef, useState } from 'react';
import type { Problem } from '../../worker/problem.ts';
import type { FramePicture } from '../../worker/protocol.ts';
import { drawsSlowly, givesOneMap } from '../engine/selectors.ts';
import { usePage, usePageState, useStore } from '../engine/usePage.ts';
import { openFiles } from '../input/photo.ts';
import { useMessages } from '../messages.ts';
import { Dialog } from '../parts/Dialog.tsx';
import { leaveFocus } from '../parts/leaveFocus.ts';
import { Segments } from '../parts/Segments.tsx';
import { type Camera, cameraOf, facesVisitor } from './camera.ts';
import { frameLayer, LIVE_LAYERS } from './liveLayers.ts';
import { LivePicture } from './LivePicture.tsx';
import type { LiveLayer } from './messages.ts';
import { runLive } from './runLive.ts';
import { type CameraState, useCamera } from './useCamera.ts';
import { FrameRate, takeStill, VideoFrames } from './videoFrames.ts';
import '../styles/live.css';

/** So few, that frames come often. Of a network that takes a whole run for each, the fewest that can differ. */
const ANSWERS = { quick: 3, slow: 2, oneMap: 1 } as const;

/** What became of the newest frame that the network had time for. */
interface LiveResult {
  readonly picture: FramePicture;
  /** Counts the frames from 1. */
  readonly number: number;
  /** Frames a second; null for the first one. */
  readonly rate: number | null;
}

/** The window with a camera's moving picture and the answers over it. */
export function LiveDialog({ onClose }: { onClose: () => void }) {
  const [wanted, setWanted] = useState<string | null>(null);
  const [layer, setLayer] = useState<LiveLayer>('agreed');
  const [mirror, setMirror] = useState<boolean | null>(null);
  const video = useRef<HTMLVideoElement>(null);
  const store = useStore();
  const { camera, cameras, openAgain } = useCamera(wanted);
  const stream = camera.phase === 'on' ? camera.stream : null;
  useEffect(() => {
    if (video.current !== null) video.current.srcObject = stream;
  }, [stream]);
  const { result, problem, runAgain } = useLive(stream, video, layer);
  const oneMap = usePageState(givesOneMap);
  const of = usePageState(({ appearance }) => frameLayer(layer, oneMap, appearance).of);
  const words = useMessages().live;
  const take = async () => {
    if (video.current === null || video.current.videoWidth === 0) return;
    const still = await takeStill(video.current, new Date());
    onClose();
    openFiles(store, [still], 'photo');
  };
  const mirrored = mirror ?? (stream !== null && facesVisitor(stream));
  return (
    <Dialog label={words.title} className="viewer live" onClose={onClose}>
      <div className="viewer-layout live-layout" tabIndex={-1}>
        <header className="viewer-head">
          <h2>{words.title}</h2>
          <Segments
            legend={words.layer}
            options={LIVE_LAYERS.filter((each) => !(oneMap && each === 'outlines'))}
            labels={words.layers}
            value={layer}
            onChange={setLayer}
          />
        </header>
        {stream === null ? (
          <NoPicture camera={camera} onRetry={openAgain} />
        ) : (
          <LivePicture
            {...{ video, layer, mirrored }}
            // That of a frame before the choice shows another layer.
            picture={result?.picture.of === of ? result.picture.picture : null}
            onTake={() => void take()}
          />
        )}
        <footer className="viewer-foot live-foot">
          <div className="live-told">
            <p>{oneMap && layer === 'differ' ? words.oneMapDiffer : words.captions[layer]}</p>
            {stream !== null && <LiveFacts {...{ result, problem }} onRetry={runAgain} />}
            <p className="hint">{words.privacy}</p>
          </div>
          <div className="live-controls">
            {cameras.length > 1 && (
              <CameraChoice
                cameras={cameras}
                value={stream === null ? wanted : cameraOf(stream)}
                onChoose={setWanted}
              />
            )}
            <label className="live-mirror">
              <input
                type="checkbox"
                checked={mirrored}
                disabled={stream === null}
                onChange={({ target }) => setMirror(target.checked)}
              />
              {words.mirror}
            </label>
            <button
              type="button"
              className="button primary"
              title={words.stillHelp}
              disabled={stream === null}
              data-first-focus
              onClick={() => void take()}
            >
              {words.still}
            </button>
          </div>
        </footer>
      </div>
    </Dialog>
  );
}

/** Runs the frames of a camera while there is one and the network is ready. */
function useLive(
  stream: MediaStream | null,
  video: React.RefObject<HTMLVideoElement | null>,
  layer: LiveLayer,
) {
  const { store, engine } = usePage();
  const ready = usePageState(({ engine: { phase }, wanted, model }) => {
    return phase === 'ready' && 'id' in wanted && wanted.id === model.id;
  });
  const side = usePageState((state) =>
    state.engine.phase === 'ready' ? state.engine.facts.inputSize : 0,
  );
  const count = usePageState((state) => {
    return ANSWERS[givesOneMap(state) ? 'oneMap' : drawsSlowly(state) ? 'slow' : 'quick'];
  });
  const seed = usePageState((state) => state.seed);
  const [result, setResult] = useState<LiveResult | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const wanted = useRef(layer);
  useEffect(() => {
    wanted.current = layer;
  }, [layer]);
  const running = stream !== null && ready && problem === null;
  useEffect(() => {
    if (!running || video.current === null) return;
    const ending = new AbortController();
    const frames = new VideoFrames(video.current);
    const rate = new FrameRate();
    let shown: FramePicture | null = null;
    const replace = (next: FramePicture | null) => {
      shown?.picture.close();
      shown = next;
    };
    const run = {
      ...{ client: engine.client, store },
      request: () => {
        const state = store.get();
        const ofFrame = frameLayer(wanted.current, givesOneMap(state), state.appearance);
        return { side, count, seed, layer: ofFrame };
      },
      nextFrame: (signal: AbortSignal) => frames.next(signal),
      show: (picture: FramePicture) => {
        replace(picture);
        const perSecond = rate.add(performance.now());
        setResult((before) => ({ picture, number: (before?.number ?? 0) + 1, rate: perSecond }));
      },
    };
    void runLive(run, ending.signal).then((found) => {
      if (!ending.signal.aborted) setProblem(found);
    });
    return () => {
      frames.end();
      ending.abort();
      setResult(null);
      replace(null);
    };
  }, [running, stream, video, store, engine, side, count, seed]);
  return { result, problem, runAgain: () => setProblem(null) };
}

function NoPicture({ camera, onRetry }: { camera: CameraState; onRetry: () => void }) {
  const words = useMessages().live;
  return (
    <div className="live-frame live-empty">
      {camera.phase === 'failed' ? (
        <div role="alert">
          <p>{words.problems[camera.problem]}</p>
          <button ref={leaveFocus} type="button" className="button" onClick={onRetry}>
            {words.retry}
          </button>
        </div>
      ) : (
        <p role="status">{camera.phase === 'hidden' ? words.hidden : words.opening}</p>
      )}
    </div>
  );
}

interface LiveFactsProps {
  readonly result: LiveResult | null;
  readonly problem: Problem | null;
  readonly onRetry: () => void;
}

/** How often frames come, and of what; or why they do not. */
function LiveFacts({ result, problem, onRetry }: LiveFactsProps) {
  const messages = useMessages();
  const engine = usePageState((state) => state.engine);
  const words = messages.live;
  const failed = problem ?? (engine.phase === 'failed' ? engine.problem : null);
  if (failed !== null) {
    return (
      <p role="alert">
        {messages.notices.text({ kind: 'problem', problem: failed })}{' '}
        {problem !== null && (
          <button ref={leaveFocus} type="button" className="button" onClick={onRetry}>
            {words.retry}
          </button>
        )}
      </p>
    );
  }
  if (engine.phase !== 'ready') return <p role="status">{words.network}</p>;
  if (result === null) return <p role="status">{words.waiting}</p>;
  const { picture, number, rate } = result;
  const backend = messages.backend.places[engine.facts.backend.name];
  return (
    <p className="live-facts" data-testid="live-facts" data-frames={number}>
      {rate !== null && <strong className="number">{words.rate(rate, backend)}</strong>}
      <span>{words.facts(picture.answers)}</span>
    </p>
  );
}

interface CameraChoiceProps {
  readonly cameras: readonly Camera[];
  /** The one in use, or the one asked for; null where neither is known. */
  readonly value: string | null;
  readonly onChoose: (id: string) => void;
}

/** Stays while a camera comes and goes, so that another one can be chosen then, and the focus stays with it. */
function CameraChoice({ cameras, value, onChoose }: CameraChoiceProps) {
  const id = useId();
  const chosen = cameras.find((camera) => camera.id === value)?.id ?? '';
  const words = useMessages().live;
  return (
    <span className="live-choice">
      <label className="label" htmlFor={id}>
        {words.camera}
      </label>
      <select
        ref={leaveFocus}
        id={id}
        value={chosen}
        onChange={({ target }) => onChoose(target.value)}
      >
        {chosen === '' && <option value="" />}
        {cameras.map((camera, index) => (
          <option key={camera.id} value={camera.id}>
            {camera.name || words.unnamed(index + 1)}
          </option>
        ))}
      </select>
    </span>
  );
}
