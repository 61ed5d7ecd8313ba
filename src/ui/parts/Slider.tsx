import { type ComponentProps, type PointerEvent, useRef } from 'react';

interface SliderProps extends Omit<
  ComponentProps<'input'>,
  `onPointer${'Down' | 'Move' | 'Up' | 'Cancel'}` | 'onChange' | 'type'
> {
  readonly value: number;
  readonly onSlide: (value: number) => void;
}

/** Pixels sideways from which a finger means the slider. */
const SLOP = 4;

/**
 * A slider that a finger can scroll the page over. Browsers move the thumb as soon as a finger is down anywhere on the track; here that
 * counts once the finger goes sideways or is lifted, and not at all where it goes on to scroll.
 */
export function Slider({ onSlide, ...given }: SliderProps) {
  /** Where a finger came down, and the value that waits until it is known what it wants; null when that is known. */
  const finger = useRef<{ x: number; y: number; value: number | null } | null>(null);
  const settle = () => {
    const value = finger.current?.value ?? null;
    finger.current = null;
    if (value !== null) onSlide(value);
  };
  return (
    <input
      {...given}
      type="range"
      onPointerDown={({ pointerType, clientX: x, clientY: y }: PointerEvent) => {
        finger.current = pointerType === 'touch' ? { x, y, value: null } : null;
      }}
      onPointerMove={({ clientX, clientY }: PointerEvent) => {
        if (finger.current === null) return;
        const across = Math.abs(clientX - finger.current.x);
        if (across >= SLOP && across > Math.abs(clientY - finger.current.y)) settle();
      }}
      onPointerUp={settle}
      onPointerCancel={() => (finger.current = null)}
      onChange={({ target: { valueAsNumber } }) => {
        if (finger.current === null) onSlide(valueAsNumber);
        else finger.current.value = valueAsNumber;
      }}
    />
  );
}
