import { Segments } from '../../parts/Segments.tsx';
import { formatNumber } from '../format.ts';
import { useLearnMessages } from '../messages/messages.ts';
import { NetworkStatus } from '../network/NetworkStatus.tsx';
import { PicturePicker } from '../network/PicturePicker.tsx';
import { useCourse } from '../network/useCourse.ts';
import { useLatest } from '../network/useLatest.ts';
import { usePicture } from '../network/usePicture.ts';
import { FeatureMaps } from '../parts/FeatureMaps.tsx';
import { Formula } from '../parts/Formula.tsx';
import { Numbers } from '../parts/Numbers.tsx';
import { Predict } from '../parts/Predict.tsx';
import { useLinkedFields } from '../useLinkedFields.ts';
import { DENSE_ASPP_RATES, DILATION_FIELDS, type DilationProps } from './fields.ts';
import { FieldLab } from './FieldLab.tsx';
import { weightsInside } from './receptiveField.ts';

const STAGES = ['0', '1', '2', '3'] as const;
const BRANCHES = ['0', '1', '2', '3', '4', '5'] as const;

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
  const words = useLearnMessages().dilation;
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
      <Predict id="edge" question={questions.edge} />
      <StagesLab values={values} change={change} />
    </>
  );
}

function StagesLab({ values, change }: DilationProps) {
  const words = useLearnMessages().dilation;
  const pictures = usePicture(values.picture);
  const { picture } = pictures;
  const course = useCourse();
  const inspected = useLatest(picture?.key ?? null, () =>
    course.ask((api) => api.inspect({ picture: picture!, hidden: null, watched: WATCHED })),
  );
  const { stage, branch, channel } = values;
  const { stages } = words;
  const path = pathOf(stage, branch);
  const rate = DENSE_ASPP_RATES[branch];
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
            labels={labelsOf(STAGES, (number) => stages.stageName(formatNumber(4 * 2 ** number)))}
            value={STAGES[stage]!}
            onChange={(next) => change({ stage: Number(next) })}
          />
        </div>
        <Segments
          legend={stages.branch}
          small
          options={BRANCHES}
          labels={labelsOf(BRANCHES, (number) => {
            const rate = DENSE_ASPP_RATES[number];
            return rate === undefined ? stages.merged : stages.branchName(formatNumber(rate));
          })}
          value={BRANCHES[branch]!}
          onChange={(next) => change({ branch: Number(next) })}
        />
        {activation !== undefined && rate !== undefined && (
          <>
            <Numbers
              entries={[
                [
                  stages.inside,
                  stages.insideOf(formatNumber(weightsInside(activation.width, rate), 1)),
                  'weights-inside',
                ],
              ]}
            />
            <p className="hint">{stages.insideText}</p>
          </>
        )}
        {activation !== undefined && (
          <FeatureMaps
            activation={activation}
            channel={channel}
            onChannel={(next) => change({ channel: next })}
          />
        )}
        <Formula lines={stages.formula} source={stages.source} />
      </div>
    </>
  );
}
