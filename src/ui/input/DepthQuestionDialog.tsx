import { answerDepthQuestion } from './photo.ts';
import { usePageState, useStore } from '../engine/usePage.ts';
import { useMessages } from '../messages.ts';
import { Dialog } from '../parts/Dialog.tsx';

const ANSWERS = ['depth', 'photo', 'cancel'] as const;

/** Asks what a depth map is that was opened as a photo. */
export function DepthQuestionDialog() {
  const words = useMessages().depthQuestion;
  const file = usePageState((state) => state.depthQuestion);
  /** The visitor's own photo on the screen; a sample has its own depth. */
  const photo = usePageState(({ image }) =>
    image.origin.kind === 'own' ? (image.photo?.file.name ?? null) : null,
  );
  const store = useStore();
  if (file === null) return null;
  const labels = {
    depth: photo === null ? words.depthFirst : words.depthOf(photo),
    photo: words.photo,
    cancel: words.cancel,
  };
  return (
    <Dialog
      label={words.title}
      className="question"
      onClose={() => answerDepthQuestion(store, 'cancel')}
    >
      <h2>{words.title}</h2>
      <p>{words.text(file.name)}</p>
      <div className="answers">
        {ANSWERS.map((answer) => (
          <button
            key={answer}
            type="button"
            className={answer === 'depth' ? 'button primary' : 'button'}
            onClick={() => answerDepthQuestion(store, answer)}
          >
            {labels[answer]}
          </button>
        ))}
      </div>
    </Dialog>
  );
}
