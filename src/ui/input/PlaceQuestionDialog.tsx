import { answerPlaceQuestion } from './photo.ts';
import { usePageState, useStore } from '../engine/usePage.ts';
import { useMessages } from '../messages.ts';
import { Dialog } from '../parts/Dialog.tsx';

const ANSWERS = ['take', 'photo', 'cancel'] as const;

/** Asks whether a picture is photo and depth in one, as it looks. */
export function PlaceQuestionDialog() {
  const words = useMessages().placeQuestion;
  const question = usePageState((state) => state.placeQuestion);
  const store = useStore();
  if (question === null) return null;
  return (
    <Dialog
      label={words.title}
      className="question"
      onClose={() => answerPlaceQuestion(store, 'cancel')}
    >
      <h2>{words.title}</h2>
      <p>{words.text(question.candidate.photo.name, question.place)}</p>
      <div className="answers">
        {ANSWERS.map((answer) => (
          <button
            key={answer}
            type="button"
            className={answer === 'take' ? 'button primary' : 'button'}
            onClick={() => answerPlaceQuestion(store, answer)}
          >
            {words[answer]}
          </button>
        ))}
      </div>
    </Dialog>
  );
}
