import { formatFixed, formatThousandths } from '../../parts/format.ts';
import { TRAINED, TRAINED_SCORES, TRAINED_VARIANTS } from '../../parts/trained.ts';
import { useLearnMessages } from '../messages/messages.ts';
import { Formula } from '../parts/Formula.tsx';
import { Predict } from '../parts/Predict.tsx';
import { useAnswer } from '../progress.ts';
import { useChapter } from '../useLinkedFields.ts';
import { PUBLISHED, PUBLISHED_SCORES } from './published.ts';

/** What each part is worth after training: here, and of the whole network in the paper. */
export function Tables() {
  const words = useLearnMessages().ablations;
  const { live, ours, published, questions } = words;
  // The table answers the question above it.
  const isUnanswered = useAnswer(useChapter(), 'alike') === null;
  return (
    <>
      <h2>{ours.title}</h2>
      <p>{ours.text}</p>
      <p>{ours.energy}</p>
      <Predict id="alike" question={questions.alike} />
      <div className="table-scroll" tabIndex={0} role="group" aria-label={ours.title}>
        <table className="facts-table trained number" data-testid="trained">
          <thead>
            <tr>
              <th>{ours.name}</th>
              {TRAINED_SCORES.map((score) => (
                <th key={score}>{ours.scores[score]}</th>
              ))}
            </tr>
          </thead>
          <tbody>
            {TRAINED_VARIANTS.map((variant) => (
              <tr key={variant}>
                <th scope="row">
                  {variant === 'gsnn' ? 'GSNN' : live.names[variant]}
                  <span className="hint">
                    {variant === 'gsnn' ? ours.gsnn : live.about[variant]}
                  </span>
                </th>
                {TRAINED_SCORES.map((score) => (
                  <td key={score}>
                    {isUnanswered && variant === 'gsnn'
                      ? '?'
                      : formatThousandths(TRAINED[variant][score])}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {isUnanswered ? <p className="hint">{ours.asked}</p> : <p>{ours.reading}</p>}
      <p>{ours.chance}</p>
      <p>{ours.people}</p>
      <p>{ours.draws}</p>
      <Formula lines={ours.formula} source={ours.source} />
      <h2>{published.title}</h2>
      <p>{published.text}</p>
      <div className="table-scroll" tabIndex={0} role="group" aria-label={published.title}>
        <table className="facts-table number">
          <thead>
            <tr>
              <th>{published.set}</th>
              {PUBLISHED_SCORES.map((score) => (
                <th key={score}>{published.scores[score]}</th>
              ))}
            </tr>
          </thead>
          <tbody>
            {PUBLISHED.map((row) => (
              <tr key={row.set}>
                <th scope="row">{row.set}</th>
                {PUBLISHED_SCORES.map((score) => (
                  <td key={score}>{formatFixed(row[score], 3)}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <Formula lines={[]} source={published.source} />
    </>
  );
}
