import { useEffect, useId, useRef } from 'react';
import { leaveFocus } from '../../parts/leaveFocus.ts';
import { parseLearnHash, rightOption } from '../../parts/learnLinks.ts';
import type { Question } from '../messages/english/shell.ts';
import { useLearnMessages } from '../messages/messages.ts';
import { keepAnswer, useAnswer } from '../progress.ts';
import { useChapter } from '../useLinkedFields.ts';

/** Predict first, then look: the answer is hidden until the reader has chosen one. */
export function Predict({ id, question }: { id: string; question: Question }) {
  const chapter = useChapter();
  const chosen = useAnswer(chapter, id);
  const title = useId();
  const words = useLearnMessages().shell.predict;
  const { ask, options, why } = question;
  const right = rightOption(chapter, id);
  const section = useRef<HTMLElement>(null);
  useEffect(() => {
    // A link from the contents names a question that was missed.
    const state = parseLearnHash(location.hash)?.state ?? '';
    if (new URLSearchParams(state).get('question') !== id) return;
    const frame = requestAnimationFrame(() => section.current?.scrollIntoView({ block: 'center' }));
    return () => cancelAnimationFrame(frame);
  }, [id]);
  return (
    <section
      ref={section}
      className="predict"
      aria-labelledby={title}
      tabIndex={-1}
      data-question={id}
    >
      <p className="predict-title">{words.title}</p>
      <p id={title}>{ask}</p>
      <div className="predict-options">
        {options.map((option, index) => (
          <button
            key={option}
            type="button"
            className="button"
            aria-pressed={chosen === index}
            data-mark={chosen === null ? undefined : index === right ? 'right' : 'wrong'}
            onClick={() => keepAnswer(chapter, id, index)}
          >
            {option}
          </button>
        ))}
      </div>
      <div className="predict-answer" role="status">
        {chosen !== null && (
          <p>
            <strong>{chosen === right ? words.right : words.wrong(options[right]!)}</strong> {why}
          </p>
        )}
      </div>
      {chosen !== null && (
        <button
          ref={leaveFocus}
          type="button"
          className="button quiet"
          onClick={() => keepAnswer(chapter, id, null)}
        >
          {words.again}
        </button>
      )}
    </section>
  );
}
