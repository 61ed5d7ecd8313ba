import { glideTo } from '../../parts/motion.ts';
import { useLearnMessages } from '../messages/messages.ts';
import { Formula } from '../parts/Formula.tsx';
import { Predict } from '../parts/Predict.tsx';
import { useLinkedFields } from '../useLinkedFields.ts';
import { TRANSPOSED_FIELDS, type TransposedValues } from './fields.ts';
import { SizeQuiz } from './SizeQuiz.tsx';
import { StampLab } from './StampLab.tsx';
import './transposed.css';

const FLAT: Partial<TransposedValues> = {
  view: 'gather',
  input: 5,
  stride: 2,
  padding: 0,
  dilation: 1,
  outputPadding: 0,
  values: 'ones',
  weights: 'ones',
};

/** Chapter 3: how a small map becomes a large one. */
export function TransposedChapter() {
  const messages = useLearnMessages();
  const words = messages.transposed;
  const [values, change] = useLinkedFields(TRANSPOSED_FIELDS);
  const { stamp, checkerboard, quiz, questions } = words;
  /** Sets the first picture, and brings it back into sight. */
  const show = (kernel: number, more: Partial<TransposedValues> = {}) => {
    change({ ...FLAT, kernel, ...more });
    glideTo(document.getElementById('stamp'));
  };
  return (
    <>
      <p>{words.intro}</p>
      <Predict id="size" question={questions.size} />
      <h2 id="stamp" className="learn-anchor">
        {stamp.title}
      </h2>
      <p>{stamp.text}</p>
      <StampLab values={values} change={change} />
      <Formula lines={stamp.formula} source={stamp.source} />
      <h2>{checkerboard.title}</h2>
      <Predict id="checkerboard" question={questions.checkerboard} />
      <div className="lab-row">
        <button type="button" className="button" onClick={() => show(3)}>
          {checkerboard.uneven}
        </button>
        <button type="button" className="button" onClick={() => show(4)}>
          {checkerboard.even}
        </button>
        <button type="button" className="button" onClick={() => show(4, { weights: 'bilinear' })}>
          {checkerboard.tent}
        </button>
      </div>
      <p>{checkerboard.text}</p>
      <p>{checkerboard.uses}</p>
      <p className="hint">{messages.shell.source(checkerboard.source)}</p>
      <h2>{quiz.title}</h2>
      <Predict id="quiz" question={questions.quiz} />
      <p>{quiz.text}</p>
      <SizeQuiz values={values} change={change} />
    </>
  );
}
