import { useState } from 'react';
import { useReducedMotion, useTicks } from '../../parts/motion.ts';
import { Segments } from '../../parts/Segments.tsx';
import { formatNumber } from '../format.ts';
import type { LearnMessages } from '../messages/english/english.ts';
import { useLearnMessages } from '../messages/messages.ts';
import { type Cell, GridPicture } from '../parts/GridPicture.tsx';
import { Handle } from '../parts/Handle.tsx';
import { Numbers } from '../parts/Numbers.tsx';
import {
  INPUT_PATTERNS,
  KERNEL_PATTERNS,
  TRANSPOSED_FIELDS,
  TRANSPOSED_VIEWS,
  type TransposedProps,
} from './fields.ts';
import { type Layout, layOut } from './layOut.ts';
import { TablePicture } from './TablePicture.tsx';
import { sizeProblem, transposedSide } from './transposedConvolution.ts';

const PLAY_MS = 700;

const HANDLES = ['input', 'kernel', 'stride', 'padding', 'dilation', 'outputPadding'] as const;

/** Kernels laid down one after another, and what each output is made of. */
export function StampLab({ values, change }: TransposedProps) {
  const words = useLearnMessages().transposed.stamp;
  const { input, kernel, view } = values;
  const side = transposedSide(input, kernel, values);
  const problem = sizeProblem(side, values);
  const x = inputPattern(values.values, input);
  const weights = kernelPattern(values.weights, kernel);
  const at = Math.min(values.at, input * input - 1);
  const out = Math.min(values.out, Math.max(0, side * side - 1));
  const layout = layOut({ x, weights, input, kernel, options: values, view, at, out });
  const byOutput = view === 'gather';
  const [playing, setPlaying] = useState(false);
  const still = useReducedMotion();
  useTicks(playing && problem === null, PLAY_MS, () =>
    change(byOutput ? { out: (out + 1) % (side * side) } : { at: (at + 1) % (input * input) }),
  );
  return (
    <div className="lab" data-testid="stamp-lab">
      <div className="lab-picture">
        <Segments
          legend={words.view}
          options={TRANSPOSED_VIEWS}
          labels={words.views}
          value={view}
          onChange={(next) => change({ view: next })}
        />
        {problem === null ? (
          view === 'table' ? (
            <TablePicture input={input} kernel={kernel} side={side} at={at} options={values} />
          ) : (
            <>
              <Pictures
                layout={layout}
                values={values}
                side={side}
                onInput={(index) => change({ at: index, view: 'scatter' })}
                onOutput={(index) => change({ out: index, view: 'gather' })}
              />
              <p
                className="sum"
                role="status"
                // What plays would be spoken without an end.
                aria-live={playing ? 'off' : 'polite'}
                data-testid="sum"
              >
                {byOutput
                  ? gatherText(layout, out, side, words)
                  : words.scatterSum(
                      formatNumber(x[at]!, 2),
                      formatNumber(Math.floor(at / input) + 1),
                      formatNumber((at % input) + 1),
                    )}
              </p>
            </>
          )
        ) : (
          <p className="notice notice-bad" role="status">
            {words[problem]}
          </p>
        )}
      </div>
      <div className="lab-handles">
        {HANDLES.map((name) => (
          <Handle
            key={name}
            label={words[name]}
            min={TRANSPOSED_FIELDS[name].min}
            max={TRANSPOSED_FIELDS[name].max}
            value={values[name]}
            onChange={(value) => change({ [name]: value })}
          />
        ))}
        <Segments
          legend={words.values}
          showLegend
          small
          options={INPUT_PATTERNS}
          labels={words.inputPatterns}
          value={values.values}
          onChange={(next) => change({ values: next })}
        />
        <Segments
          legend={words.weights}
          showLegend
          small
          options={KERNEL_PATTERNS}
          labels={words.kernelPatterns}
          value={values.weights}
          onChange={(next) => change({ weights: next })}
        />
        <Handle
          label={byOutput ? words.out : words.at}
          min={1}
          max={byOutput ? Math.max(1, side * side) : input * input}
          value={(byOutput ? out : at) + 1}
          onChange={(value) => change(byOutput ? { out: value - 1 } : { at: value - 1 })}
        />
        {!still && (
          <div className="lab-row">
            <button
              type="button"
              className="button"
              onClick={() => setPlaying((before) => !before)}
              disabled={problem !== null}
            >
              {playing ? words.stop : words.play}
            </button>
          </div>
        )}
        <Numbers
          entries={[[words.size, problem === null ? formatNumber(side) : '–', 'output-side']]}
        />
      </div>
    </div>
  );
}

interface PicturesProps extends Pick<TransposedProps, 'values'> {
  readonly layout: Layout;
  readonly side: number;
  readonly onInput: (index: number) => void;
  readonly onOutput: (index: number) => void;
}

function Pictures({ layout, values, side, onInput, onOutput }: PicturesProps) {
  const words = useLearnMessages().transposed.stamp;
  const { input, kernel, padding } = values;
  return (
    <>
      <div className="grid-row">
        <GridPicture
          label={words.inputPicture(formatNumber(input))}
          columns={input}
          cells={layout.inputCells}
          onPick={onInput}
        />
        <GridPicture
          label={words.kernelPicture(formatNumber(kernel))}
          columns={kernel}
          cells={layout.kernelCells}
        />
      </div>
      <GridPicture
        label={words.outputPicture(formatNumber(side))}
        columns={layout.wholeSide}
        cells={layout.outputCells satisfies readonly Cell[]}
        onPick={(index) => {
          const row = Math.floor(index / layout.wholeSide) - padding;
          const column = (index % layout.wholeSide) - padding;
          if (row >= 0 && column >= 0 && row < side && column < side) onOutput(row * side + column);
        }}
      />
    </>
  );
}

function gatherText(
  { terms, sum }: Layout,
  out: number,
  side: number,
  words: LearnMessages['transposed']['stamp'],
): string {
  const products = terms.map(
    ({ value, weight }) => `${formatNumber(value, 2)} · ${formatNumber(weight, 2)}`,
  );
  return words.gatherSum(
    formatNumber(Math.floor(out / side) + 1),
    formatNumber((out % side) + 1),
    products.length === 0 ? words.noSum : `${products.join(' + ')} = ${formatNumber(sum, 2)}`,
  );
}

/** A square of values to begin with, row by row. */
function inputPattern(pattern: (typeof INPUT_PATTERNS)[number], side: number): Float32Array {
  const middle = Math.floor(side / 2) * (side + 1);
  return Float32Array.from({ length: side * side }, (_, index) =>
    pattern === 'ones' ? 1 : pattern === 'numbers' ? index + 1 : index === middle ? 1 : 0,
  );
}

/**
 * The weights of a square kernel, row by row. `bilinear` is the one that FCN begins with: a tent around the middle.
 *
 * Source: Long, Shelhamer and Darrell, Fully Convolutional Networks, CVPR 2015, section 3.3.
 */
function kernelPattern(pattern: (typeof KERNEL_PATTERNS)[number], side: number): Float32Array {
  const factor = Math.ceil(side / 2);
  const middle = (side - 1) / 2;
  const tent = (at: number) => 1 - Math.abs(at - middle) / factor;
  return Float32Array.from({ length: side * side }, (_, index) => {
    if (pattern === 'ones') return 1;
    if (pattern === 'numbers') return index + 1;
    return tent(Math.floor(index / side)) * tent(index % side);
  });
}
