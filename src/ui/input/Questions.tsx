import { usePageState, useStore } from '../engine/usePage.ts';
import { useMessages } from '../messages.ts';
import { Dialog } from '../parts/Dialog.tsx';
import { answerDepthQuestion, answerPlaceQuestion, answerQuestion } from './photo.ts';

/** What the visitor is asked about files before they are opened. */
export function Questions() {
  return (
    <>
      <SizeQuestion />
      <PlaceQuestion />
      <DepthQuestion />
    </>
  );
}

interface QuestionProps<Answer extends string> {
  readonly title: string;
  readonly texts: readonly string[];
  /** The first is proposed. */
  readonly answers: readonly Answer[];
  readonly labels: Readonly<Record<Answer, string>>;
  readonly onAnswer: (answer: Answer | 'cancel') => void;
}

/** A window with a question, which can be left without an answer. */
export function Question<Answer extends string>(props: QuestionProps<Answer>) {
  const { title, texts, answers, labels, onAnswer } = props;
  return (
    <Dialog label={title} className="question" onClose={() => onAnswer('cancel')}>
      <h2>{title}</h2>
      {texts.map((text) => (
        <p key={text}>{text}</p>
      ))}
      <div className="answers">
        {answers.map((answer, index) => (
          <button
            key={answer}
            type="button"
            className={index === 0 ? 'button primary' : 'button'}
            onClick={() => onAnswer(answer)}
          >
            {labels[answer]}
          </button>
        ))}
      </div>
    </Dialog>
  );
}

const SIZE_ANSWERS = ['turn', 'crop', 'stretch', 'estimated', 'without', 'cancel'] as const;

/** What to do with a depth map of another shape than the photo's. */
function SizeQuestion() {
  const { question: words, input } = useMessages();
  const question = usePageState((state) => state.question);
  const store = useStore();
  if (question === null) return null;
  const { image, turned } = question;
  const [photo, depth] = [image.photo, image.depth].map(({ facts: { width, height } }) =>
    input.size(width, height),
  );
  const text = words.text(photo!, depth!);
  return (
    <Question
      title={words.title}
      texts={turned ? [text, words.turned] : [text]}
      answers={turned ? SIZE_ANSWERS : SIZE_ANSWERS.slice(1)}
      labels={words}
      onAnswer={(answer) => answerQuestion(store, answer)}
    />
  );
}

const PLACE_ANSWERS = ['take', 'photo', 'cancel'] as const;

/** Whether a picture is photo and depth in one, as it looks. */
function PlaceQuestion() {
  const words = useMessages().placeQuestion;
  const question = usePageState((state) => state.placeQuestion);
  const store = useStore();
  if (question === null) return null;
  return (
    <Question
      title={words.title}
      texts={[words.text(question.candidate.photo.name, question.place)]}
      answers={PLACE_ANSWERS}
      labels={words}
      onAnswer={(answer) => answerPlaceQuestion(store, answer)}
    />
  );
}

const DEPTH_ANSWERS = ['depth', 'photo', 'cancel'] as const;

/** What a depth map is that was opened as a photo. */
function DepthQuestion() {
  const words = useMessages().depthQuestion;
  const file = usePageState((state) => state.depthQuestion);
  /** The visitor's own photo on the screen; a sample has its own depth. */
  const photo = usePageState(({ image }) =>
    image.origin.kind === 'own' ? (image.photo?.file.name ?? null) : null,
  );
  const store = useStore();
  if (file === null) return null;
  const depth = photo === null ? words.depthFirst : words.depthOf(photo);
  return (
    <Question
      title={words.title}
      texts={[words.text(file.name)]}
      answers={DEPTH_ANSWERS}
      labels={{ ...words, depth }}
      onAnswer={(answer) => answerDepthQuestion(store, answer)}
    />
  );
}
