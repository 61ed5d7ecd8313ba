import { Canvas, useThree } from '@react-three/fiber';
import { useEffect, useMemo, useState, type KeyboardEvent } from 'react';
import { BufferAttribute, BufferGeometry, PerspectiveCamera } from 'three';
import { OrbitControls } from 'three/addons/controls/OrbitControls.js';
import type { ColouredPoints } from '../../image/pointCloudFiles.ts';

/** Where the points are seen from: the camera that took the photo, or beside it, where depth shows. */
export interface CloudView {
  readonly from: 'camera' | 'side';
  /** Distance straight ahead of the camera of what the view turns about. */
  readonly middle: number;
}

interface CloudCanvasProps {
  readonly label: string;
  readonly points: ColouredPoints;
  /** In pixels of the screen, at the middle of a photo's height. */
  readonly pointSize: number;
  /** A new object takes the view there, wherever the visitor has turned it. */
  readonly view: CloudView;
  /** Tangents of the photo's half angles, across and up. */
  readonly frame: readonly [across: number, up: number];
  readonly onBack: () => void;
  readonly onLost: () => void;
}

const TURN = Math.PI / 36;
const STEP = 30;
const ZOOM = 1.1;

const KEYS: Readonly<Record<string, (controls: OrbitControls, shift: boolean) => void>> = {
  ArrowLeft: (controls, shift) => (shift ? controls.pan(STEP, 0) : controls.rotateLeft(TURN)),
  ArrowRight: (controls, shift) => (shift ? controls.pan(-STEP, 0) : controls.rotateLeft(-TURN)),
  ArrowUp: (controls, shift) => (shift ? controls.pan(0, STEP) : controls.rotateUp(TURN)),
  ArrowDown: (controls, shift) => (shift ? controls.pan(0, -STEP) : controls.rotateUp(-TURN)),
  '+': (controls) => controls.dollyIn(1 / ZOOM),
  '=': (controls) => controls.dollyIn(1 / ZOOM),
  '-': (controls) => controls.dollyOut(1 / ZOOM),
};

/** Points in space, drawn when something changes. What they take of the graphics card is given back when they go. */
export function CloudCanvas(props: CloudCanvasProps) {
  const { label, points, pointSize, view, frame, onBack, onLost } = props;
  const [controls, setControls] = useState<OrbitControls | null>(null);
  const geometry = useMemo(() => {
    const made = new BufferGeometry();
    made.setAttribute('position', new BufferAttribute(points.positions, 3));
    made.setAttribute('color', new BufferAttribute(points.colours, 3, true));
    return made;
  }, [points]);
  useEffect(() => () => geometry.dispose(), [geometry]);
  const onKeyDown = (event: KeyboardEvent) => {
    const move = KEYS[event.key];
    const isOther = event.ctrlKey || event.metaKey || event.altKey;
    if (isOther || (move === undefined && event.key !== '0')) return;
    event.preventDefault();
    if (move === undefined) onBack();
    else if (controls !== null) move(controls, event.shiftKey);
  };
  return (
    <div
      className="cloud-canvas"
      role="application"
      aria-label={label}
      tabIndex={0}
      data-first-focus
      data-testid="cloud"
      data-points={points.positions.length / 3}
      onKeyDown={onKeyDown}
    >
      <Canvas flat linear frameloop="demand" camera={{ near: 0.01, far: 1000 }}>
        <Orbit
          view={view}
          frame={frame}
          controls={controls}
          onControls={setControls}
          onLost={onLost}
        />
        <points geometry={geometry} frustumCulled={false}>
          <pointsMaterial size={pointSize} vertexColors sizeAttenuation={false} />
        </points>
      </Canvas>
    </div>
  );
}

interface OrbitProps extends Pick<CloudCanvasProps, 'view' | 'frame' | 'onLost'> {
  /** Null until `onControls` has told of them. */
  readonly controls: OrbitControls | null;
  readonly onControls: (controls: OrbitControls | null) => void;
}

/** Moves the camera as the visitor turns it, by mouse and touch. */
function Orbit({ view, frame, controls, onControls, onLost }: OrbitProps) {
  const get = useThree((state) => state.get);
  const { width, height } = useThree((state) => state.size);
  useEffect(() => {
    const { camera, gl, invalidate } = get();
    const made = new OrbitControls(camera, gl.domElement);
    made.addEventListener('change', () => invalidate());
    onControls(made);
    return () => {
      made.dispose();
      onControls(null);
    };
  }, [get, onControls]);
  useEffect(() => {
    const { domElement } = get().gl;
    domElement.addEventListener('webglcontextlost', onLost);
    return () => domElement.removeEventListener('webglcontextlost', onLost);
  }, [get, onLost]);
  const [across, up] = frame;
  useEffect(() => {
    const { camera, invalidate } = get();
    if (!(camera instanceof PerspectiveCamera) || width === 0 || height === 0) return;
    // The whole photo fits, whatever the window's shape.
    const tangent = Math.max(up, (across * height) / width);
    camera.fov = (Math.atan(tangent) * 360) / Math.PI;
    camera.updateProjectionMatrix();
    invalidate();
  }, [get, across, up, width, height]);
  useEffect(() => {
    if (controls === null) return;
    const { camera } = get();
    camera.position.set(0, 0, 0);
    controls.target.set(0, 0, -view.middle);
    controls.update();
    if (view.from === 'camera') return;
    controls.rotateLeft(0.5);
    controls.rotateUp(0.2);
    controls.dollyOut(1 / 1.25);
  }, [get, controls, view]);
  return null;
}
