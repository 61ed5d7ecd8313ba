import { useLearnMessages } from '../messages/messages.ts';
import { NetworkStatus } from '../network/NetworkStatus.tsx';
import { PicturePicker } from '../network/PicturePicker.tsx';
import { type Course, useCourse } from '../network/useCourse.ts';
import { useLatest } from '../network/useLatest.ts';
import { type ChapterPicture, usePicture } from '../network/usePicture.ts';
import { Predict } from '../parts/Predict.tsx';
import { useLinkedFields } from '../useLinkedFields.ts';
import { ATTENTION_FIELDS, patchesOf } from './fields.ts';
import { GatesLab } from './GatesLab.tsx';
import { OtherLab } from './OtherLab.tsx';
import { SeekLab } from './SeekLab.tsx';
import './attention.css';

/** What the attention of each stage is given. */
const WATCHED = [0, 1, 2].map((stage) => `saliency_net.attention.${stage}.second`);

/** The map at the prior's mean, with some patches hidden, or none: without depth in either case, so that the two compare. */
function seek(course: Course, picture: ChapterPicture, patches: readonly number[]) {
  const hidden = { kind: 'patches', patches } as const;
  return course.ask((api) => api.answer({ picture, hidden, watched: WATCHED }));
}

/** Chapter 7: channels that are weighed, patches that are hidden, answers that come in turn. */
export function AttentionChapter() {
  const words = useLearnMessages().attention;
  const [values, change] = useLinkedFields(ATTENTION_FIELDS);
  const pictures = usePicture(values.picture);
  const { picture } = pictures;
  const course = useCourse();
  const key = picture?.key ?? null;
  const weights = useLatest('weights', () => course.ask((api) => api.gateWeights()));
  const whole = useLatest(key, async () => ({ key, ...(await seek(course, picture!, [])) }));
  const { hidden, turns, stage } = values;
  const hiding = hidden !== 0;
  const sought = useLatest(key && hiding ? `${key} ${hidden}` : null, async () => ({
    key,
    ...(await seek(course, picture!, patchesOf(hidden))),
  }));
  const inTurn = useLatest(key && `${key} ${turns}`, () =>
    course.ask((api) => api.answersInTurn(picture!, turns)),
  );
  const activation = whole.value?.activations[stage];
  const gateWeights = weights.value?.[stage];
  const left = hiding ? sought.value : whole.value;
  const parts = { values, change };
  const { questions, gates, seek: seeking, other } = words;
  return (
    <>
      <p>{words.intro}</p>
      <PicturePicker pictures={pictures} onPick={(name) => change({ picture: name })} />
      <NetworkStatus pictures={pictures} latest={[weights, whole, sought, inTurn]} />
      <Predict id="squeeze" question={questions.squeeze} />
      <h2>{gates.title}</h2>
      <p>{gates.text}</p>
      {activation !== undefined && gateWeights !== undefined && (
        <GatesLab {...parts} activation={activation} weights={gateWeights} />
      )}
      <Predict id="hide" question={questions.hide} />
      <h2>{seeking.title}</h2>
      <p>{seeking.text}</p>
      <SeekLab
        {...parts}
        address={picture?.address ?? null}
        busy={whole.busy || sought.busy}
        map={left?.map ?? null}
        whole={whole.value?.key === left?.key ? (whole.value?.map ?? null) : null}
      />
      <Predict id="other" question={questions.other} />
      <h2>{other.title}</h2>
      <p>{other.text}</p>
      <OtherLab {...parts} maps={inTurn.value ?? []} />
    </>
  );
}
