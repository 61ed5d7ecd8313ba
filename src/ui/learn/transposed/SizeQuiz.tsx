import { useState } from 'react';
import { OwnWorker } from '../../../worker/ownWorker.ts';
import { isAbort } from '../../../worker/problem.ts';
import { formatLearnHash } from '../../parts/learnLinks.ts';
import { NumberField } from '../../parts/NumberField.tsx';
import { formatNumber, formatSeconds } from '../format.ts';
import type { LearnMessages } from '../messages/english/english.ts';
import { learnTexts, useLearnMessages } from '../messages/messages.ts';
import { useOwnWorker } from '../network/useLatest.ts';
import { TRANSPOSED_FIELDS, type TransposedProps, type TransposedValues } from './fields.ts';
import type { Run, RunRequest } from './runLayer.ts';
import type { RunSession } from './runWorker.ts';
import { sizeProblem, type TransposedOptions, transposedSide } from './transposedConvolution.ts';

const NUMBERS = [
  'batch',
  'inputs',
  'outputs',
  'height',
  'width',
  'side',
  'step',
  'cut',
  'spread',
  'rest',
] as const;

type Numbers = Pick<TransposedValues, (typeof NUMBERS)[number]>;

const DECK: Numbers = {
  batch: 20,
  inputs: 16,
  outputs: 33,
  height: 50,
  width: 100,
  side: 3,
  step: 2,
  cut: 1,
  spread: 2,
  rest: 0,
};

const FCN: Numbers = {
  batch: 1,
  inputs: 21,
  outputs: 21,
  height: 16,
  width: 16,
  side: 64,
  step: 32,
  cut: 0,
  spread: 1,
  rest: 0,
};

/** What a reader waits for, and what a browser has room for. */
const MOST_PRODUCTS = 2e9;
const MOST_OUTPUTS = 5e7;

/** The shape of a layer's output for any numbers, and the layer itself on random ones. */
export function SizeQuiz({ values, change }: TransposedProps) {
  const messages = useLearnMessages();
  const words = messages.transposed.quiz;
  const { stamp } = messages.transposed;
  const options: TransposedOptions = {
    stride: values.step,
    padding: values.cut,
    dilation: values.spread,
    outputPadding: values.rest,
  };
  const { batch, inputs, outputs, side } = values;
  const height = transposedSide(values.height, side, options);
  const width = transposedSide(values.width, side, options);
  const problem = sizeProblem(Math.min(height, width), options);
  const weights = inputs * outputs * side * side;
  const products = batch * values.height * values.width * weights;
  const [run, start] = useRun();
  const fits = products <= MOST_PRODUCTS && batch * outputs * height * width <= MOST_OUTPUTS;
  const set = (numbers: Partial<Numbers>) => {
    start(null);
    change(numbers);
  };
  return (
    <div className="learn-step" data-testid="size-quiz">
      <div className="lab-row">
        <button type="button" className="button" onClick={() => set(DECK)}>
          {words.deck}
        </button>
        <button type="button" className="button" onClick={() => set(FCN)}>
          {words.fcn}
        </button>
      </div>
      <p>
        {words.fcnText}{' '}
        <a href={formatLearnHash({ chapter: 'fcn', state: 'head=fcn-32s' })}>{words.fcnLink}</a>
      </p>
      <div className="quiz-numbers">
        {NUMBERS.map((name) => (
          <NumberField
            key={name}
            label={words[name]}
            min={TRANSPOSED_FIELDS[name].min}
            max={TRANSPOSED_FIELDS[name].max}
            value={values[name]}
            onChange={(value) => set({ [name]: value })}
            problem={words.range(
              formatNumber(TRANSPOSED_FIELDS[name].min),
              formatNumber(TRANSPOSED_FIELDS[name].max),
            )}
          />
        ))}
      </div>
      {problem === null ? (
        <>
          <p>
            {words.shape}
            <br />
            <output className="big-number" data-testid="quiz-shape">
              {shapeText([batch, outputs, height, width])}
            </output>
          </p>
          <p className="sum">
            {words.heightLine} {arithmetic(stamp, values.height, side, options, height)}
            <br />
            {words.widthLine} {arithmetic(stamp, values.width, side, options, width)}
          </p>
          <p className="hint">
            {words.weights} {formatNumber(weights)} · {words.products} {formatNumber(products)}
          </p>
          <div className="lab-row">
            <button
              type="button"
              className="button primary"
              disabled={!fits || run.phase === 'running'}
              onClick={() =>
                start({
                  batch,
                  inputs,
                  outputs,
                  height: values.height,
                  width: values.width,
                  side,
                  options,
                })
              }
            >
              {run.phase === 'running' ? words.running : words.run}
            </button>
            <span role="status" data-testid="quiz-run">
              {!fits
                ? words.tooLarge
                : run.phase === 'done'
                  ? words.ran(shapeText(run.shape), formatSeconds(run.milliseconds))
                  : run.phase === 'failed'
                    ? words.failed
                    : ''}
            </span>
          </div>
        </>
      ) : (
        <p className="notice notice-bad" role="status">
          {messages.transposed.stamp[problem]}
        </p>
      )}
    </div>
  );
}

function shapeText(shape: readonly number[]): string {
  return shape.map((size) => formatNumber(size)).join(' × ');
}

function arithmetic(
  { formulaNumbers }: LearnMessages['transposed']['stamp'],
  input: number,
  kernel: number,
  { stride, padding, dilation, outputPadding }: TransposedOptions,
  output: number,
): string {
  return formulaNumbers({
    input: formatNumber(input),
    stride: formatNumber(stride),
    padding: formatNumber(padding),
    dilation: formatNumber(dilation),
    kernel: formatNumber(kernel),
    outputPadding: formatNumber(outputPadding),
    output: formatNumber(output),
  });
}

type RunState =
  { readonly phase: 'idle' | 'running' | 'failed' } | ({ readonly phase: 'done' } & Run);

function makeRunner(): OwnWorker<[], RunSession> {
  const start = () => new Worker(new URL('./runWorker.ts', import.meta.url), { type: 'module' });
  return new OwnWorker(
    start,
    (api) => api.open(),
    () => learnTexts.transposed.quiz.failed,
  );
}

/** Runs a layer in a worker of its own; null ends it. */
function useRun(): [RunState, (request: RunRequest | null) => void] {
  const [state, setState] = useState<RunState>({ phase: 'idle' });
  const runner = useOwnWorker(makeRunner);
  const start = (request: RunRequest | null) => {
    runner.end();
    setState({ phase: request === null ? 'idle' : 'running' });
    if (request === null) return;
    runner
      .ask((session) => session.run(request))
      .then(
        (run) => setState({ phase: 'done', ...run }),
        (error: unknown) => {
          if (!isAbort(error)) setState({ phase: 'failed' });
        },
      );
  };
  return [state, start];
}
