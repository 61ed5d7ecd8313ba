import { Segments } from '../../parts/Segments.tsx';
import { formatNumber } from '../format.ts';
import { messages } from '../messages/messages.ts';
import { NetworkStatus } from '../network/NetworkStatus.tsx';
import { PicturePicker } from '../network/PicturePicker.tsx';
import { useCourse } from '../network/useCourse.ts';
import { useLatest } from '../network/useLatest.ts';
import { usePicture } from '../network/usePicture.ts';
import { FeatureMaps } from '../parts/FeatureMaps.tsx';
import { Predict } from '../parts/Predict.tsx';
import { useLinkedFields } from '../useLinkedFields.ts';
import { DENSE_ASPP_RATES, DILATION_FIELDS, type DilationProps } from './fields.ts';
import { FieldLab } from './FieldLab.tsx';

const words = messages.dilation;

const STAGES = ['0', '1', '2', '3'] as const;
const BRANCHES = ['0', '1', '2', '3', '4', '5'] as const;

const STAGE_LABELS = labelsOf(STAGES, (stage) =>
  words.stages.stageName(formatNumber(4 * 2 ** stage)),
);
const BRANCH_LABELS = labelsOf(BRANCHES, (branch) => {
  const rate = DENSE_ASPP_RATES[branch];
  return rate === undefined ? words.stages.merged : words.stages.branchName(formatNumber(rate));
});

function labelsOf<T extends string>(
  options: readonly T[],
  label: (number: number) => string,
): Readonly<Record<T, string>> {
  const entries = options.map((option) => [option, label(Number(option))]);
  return Object.fromEntries(entries) as Record<T, string>;
}

/** Of a branch; the last is the merger of all. */
function pathOf(stage: number, branch: number): string {
  const aspp = `saliency_net.aspp.${stage}`;
  return branch < DENSE_ASPP_RATES.length ? `${aspp}.dilate.${branch}` : aspp;
}

const WATCHED = STAGES.flatMap((stage) =>
  BRANCHES.map((branch) => pathOf(Number(stage), Number(branch))),
);

/** Chapter 4: seeing far without shrinking. */
export function DilationChapter() {
  const [values, change] = useLinkedFields(DILATION_FIELDS);
  const { questions, field, stages } = words;
  return (
    <>
      <p>{words.intro}</p>
      <Predict id="field" question={questions.field} />
      <h2>{field.title}</h2>
      <p>{field.text}</p>
      <FieldLab values={values} change={change} />
      <Predict id="gridding" question={questions.gridding} />
      <Predict id="dense" question={questions.dense} />
      <h2>{stages.title}</h2>
      <p>{stages.text}</p>
      <StagesLab values={values} change={change} />
    </>
  );
}

function StagesLab({ values, change }: DilationProps) {
  const pictures = usePicture(values.picture);
  const { picture } = pictures;
  const course = useCourse();
  const inspected = useLatest(picture?.key ?? null, () =>
    course.ask((api) => api.inspect({ picture: picture!, hidden: null, watched: WATCHED })),
  );
  const { stage, branch, channel } = values;
  const { stages } = words;
  const path = pathOf(stage, branch);
  const activation = inspected.value?.activations.find((each) => each.path === path);
  return (
    <>
      <PicturePicker pictures={pictures} onPick={(name) => change({ picture: name })} />
      <NetworkStatus pictures={pictures} latest={[inspected]} />
      <div className="lab lab-wide" data-testid="stages-lab">
        <div className="lab-row">
          <Segments
            legend={stages.stage}
            options={STAGES}
            labels={STAGE_LABELS}
            value={STAGES[stage]!}
            onChange={(next) => change({ stage: Number(next) })}
          />
        </div>
        <Segments
          legend={stages.branch}
          small
          options={BRANCHES}
          labels={BRANCH_LABELS}
          value={BRANCHES[branch]!}
          onChange={(next) => change({ branch: Number(next) })}
        />
        {activation !== undefined && (
          <FeatureMaps
            activation={activation}
            channel={channel}
            onChannel={(next) => change({ channel: next })}
          />
        )}
      </div>
    </>
  );
}
