import { useState } from 'react';
import { standardDeviations } from '../../../model/diagonalGaussian.ts';
import { useLearnMessages } from '../messages/messages.ts';
import { NetworkStatus } from '../network/NetworkStatus.tsx';
import { PicturePicker } from '../network/PicturePicker.tsx';
import { useCourse } from '../network/useCourse.ts';
import { useLatest } from '../network/useLatest.ts';
import { usePicture } from '../network/usePicture.ts';
import { Formula } from '../parts/Formula.tsx';
import { Predict } from '../parts/Predict.tsx';
import { useLinkedFields } from '../useLinkedFields.ts';
import { ConsensusLab } from './ConsensusLab.tsx';
import { DepthLab } from './DepthLab.tsx';
import { UCNET_FIELDS } from './fields.ts';
import { LAYERS } from './figure.ts';
import { FigureLab } from './FigureLab.tsx';
import { LatentLab } from './LatentLab.tsx';
import './ucnet.css';

/** Chapter 6: UC-Net itself, opened, on a picture of the reader's choice. */
export function UcNetChapter() {
  const words = useLearnMessages().ucnet;
  const [values, change] = useLinkedFields(UCNET_FIELDS);
  const pictures = usePicture(values.picture);
  const { picture } = pictures;
  const course = useCourse();
  const facts = useLatest('facts', () => course.ask((api) => api.facts()));
  const inspected = useLatest(picture?.key ?? null, async () => {
    const request = { picture: picture!, hidden: null, watched: LAYERS };
    return { picture: picture!, ...(await course.ask((api) => api.inspect(request))) };
  });
  const inspection = inspected.value;
  /** Names the picture that was looked into, once it is the one that is asked for. */
  const held = inspected.busy ? null : (inspection?.picture.key ?? null);
  const position = [values.z1, values.z2, values.z3];
  const explored = useLatest(held && `${held} ${position.join()}`, async () => {
    const { mu } = inspection!.prior;
    const sigma = standardDeviations(inspection!.prior);
    const z = mu.map((centre, index) => centre + sigma[index]! * (position[index] ?? 0));
    return (await course.ask((api) => api.sample(inspection!.picture, [z])))[0]!;
  });
  const { count, seed } = values;
  const sampled = useLatest(held && `${held} ${count} ${seed}`, () =>
    course.ask((api) => api.samplePrior(inspection!.picture, count, seed)),
  );
  const [asked, setAsked] = useState<string | null>(null);
  const truth = picture?.truth ?? null;
  const explains = held !== null && asked === held && truth !== null;
  const posterior = useLatest(explains ? held : null, () =>
    course.ask((api) => api.posterior(inspection!.picture, truth!)),
  );
  const parts = { values, change };
  const { questions, figure, latent, consensus, depth } = words;
  return (
    <>
      <p>{words.intro}</p>
      <PicturePicker pictures={pictures} onPick={(name) => change({ picture: name })} />
      <NetworkStatus
        pictures={pictures}
        latest={[facts, inspected, explored, sampled, posterior]}
      />
      <h2>{figure.title}</h2>
      <p>{figure.text}</p>
      <Predict id="unused" question={questions.unused} />
      <FigureLab
        {...parts}
        address={picture?.address ?? null}
        facts={facts.value}
        inspection={inspection}
      />
      <Formula lines={[]} source={figure.source} />
      <Predict id="cheap" question={questions.cheap} />
      <h2>{latent.title}</h2>
      <p>{latent.text}</p>
      <Predict id="shuffle" question={questions.shuffle} />
      <LatentLab
        {...parts}
        facts={facts.value}
        inspection={inspection}
        map={explored.value}
        photo={picture?.address ?? null}
        posterior={explains ? posterior.value : null}
        hasTruth={truth !== null}
        onAsk={() => setAsked(held)}
      />
      <h2>{consensus.title}</h2>
      <p>{consensus.text}</p>
      <Predict id="vote" question={questions.vote} />
      <ConsensusLab {...parts} maps={sampled.value?.maps ?? null} />
      <h2>{depth.title}</h2>
      <p>{depth.text}</p>
      <Predict id="trust" question={questions.trust} />
      <DepthLab {...parts} parts={inspection?.depth ?? null} />
    </>
  );
}
