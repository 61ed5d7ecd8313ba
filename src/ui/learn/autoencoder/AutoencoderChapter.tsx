import { useLearnMessages } from '../messages/messages.ts';
import { Formula } from '../parts/Formula.tsx';
import { Predict } from '../parts/Predict.tsx';
import { useLinkedFields } from '../useLinkedFields.ts';
import { AUTOENCODER_FIELDS } from './fields.ts';
import { KlLab } from './KlLab.tsx';
import { TrainLab } from './TrainLab.tsx';
import './autoencoder.css';

/** Chapter 5: networks with more than one answer, trained here. */
export function AutoencoderChapter() {
  const words = useLearnMessages().autoencoder;
  const [values, change] = useLinkedFields(AUTOENCODER_FIELDS);
  const { questions, train, kl } = words;
  return (
    <>
      <p>{words.intro}</p>
      <Predict id="two" question={questions.two} />
      <h2>{train.title}</h2>
      <p>{train.text}</p>
      <TrainLab key={values.kind} values={values} change={change} />
      <Formula lines={train.formula[values.kind]} source={train.source} />
      <Predict id="holes" question={questions.holes} />
      <Predict id="collapse" question={questions.collapse} />
      <h2>{kl.title}</h2>
      <p>{kl.text}</p>
      <Predict id="kl" question={questions.kl} />
      <KlLab values={values} change={change} />
    </>
  );
}
