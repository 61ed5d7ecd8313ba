import { answerQuestion } from './photo.ts';
import { usePageState, useStore } from '../engine/usePage.ts';
import { useMessages } from '../messages.ts';
import { Dialog } from '../parts/Dialog.tsx';

const ANSWERS = ['turn', 'crop', 'stretch', 'estimated', 'without', 'cancel'] as const;

/** Asks what to do with a depth map of another shape than the photo's. */
export function SizeQuestionDialog() {
  const messages = useMessages();
  const question = usePageState((state) => state.question);
  const store = useStore();
  if (question === null) return null;
  const { photo, depth } = question.image;
  const words = messages.question;
  const answers = question.turned ? ANSWERS : ANSWERS.slice(1);
  const size = (facts: { width: number; height: number }) =>
    messages.input.size(facts.width, facts.height);
  return (
    <Dialog
      label={words.title}
      className="question"
      onClose={() => answerQuestion(store, 'cancel')}
    >
      <h2>{words.title}</h2>
      <p>{words.text(size(photo.facts), size(depth.facts))}</p>
      {question.turned && <p>{words.turned}</p>}
      <div className="answers">
        {answers.map((answer) => (
          <button
            key={answer}
            type="button"
            className={answer === answers[0] ? 'button primary' : 'button'}
            onClick={() => answerQuestion(store, answer)}
          >
            {words[answer]}
          </button>
        ))}
      </div>
    </Dialog>
  );
}
