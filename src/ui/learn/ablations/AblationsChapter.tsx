import { useMemo } from 'react';
import { VARIANTS } from '../../../inference/predictor.ts';
import { Segments } from '../../parts/Segments.tsx';
import { meanChange } from '../fcn/outline.ts';
import { formatFixed, formatNumber } from '../format.ts';
import { useLearnMessages } from '../messages/messages.ts';
import { NetworkStatus } from '../network/NetworkStatus.tsx';
import { PicturePicker } from '../network/PicturePicker.tsx';
import { useCourse } from '../network/useCourse.ts';
import { useLatest } from '../network/useLatest.ts';
import { usePicture } from '../network/usePicture.ts';
import { Formula } from '../parts/Formula.tsx';
import { Handle } from '../parts/Handle.tsx';
import { MapFigure } from '../parts/MapFigure.tsx';
import { Numbers } from '../parts/Numbers.tsx';
import { Predict } from '../parts/Predict.tsx';
import { useLinkedFields } from '../useLinkedFields.ts';
import { spreadOf } from './compare.ts';
import { ABLATION_FIELDS } from './fields.ts';

/** A variance of one quarter is the largest there is; what is drawn white is less, to be seen. */
const WHITE_VARIANCE = 0.1;

/** Chapter 9: what the parts are worth. */
export function AblationsChapter() {
  const words = useLearnMessages().ablations;
  const [values, change] = useLinkedFields(ABLATION_FIELDS);
  const pictures = usePicture(values.picture);
  const { picture } = pictures;
  const course = useCourse();
  const { variant, count, seed } = values;
  const key = picture && `${picture.key} ${count} ${seed}`;
  const full = useLatest(key, async () => {
    const { maps } = await course.ask((api) => api.variant(picture!, 'full', count, seed));
    return maps;
  });
  const changed = useLatest(key && `${key} ${variant}`, async () => {
    const { maps } = await course.ask((api) => api.variant(picture!, variant, count, seed));
    return { variant, maps };
  });
  const ofFull = useMemo(() => full.value && spreadOf(full.value), [full.value]);
  const ofVariant = useMemo(() => changed.value && spreadOf(changed.value.maps), [changed.value]);
  const { questions, live } = words;
  const name = live.names[changed.value?.variant ?? variant];
  const text = (value: number | undefined, digits: number) =>
    value === undefined ? '–' : formatFixed(value, digits);
  const columns = [
    [live.whole, ofFull],
    [name, ofVariant],
  ] as const;
  return (
    <>
      <p>{words.intro}</p>
      <PicturePicker pictures={pictures} onPick={(each) => change({ picture: each })} />
      <NetworkStatus pictures={pictures} latest={[full, changed]} />
      <Predict id="prior" question={questions.prior} />
      <h2>{live.title}</h2>
      <p>{live.text}</p>
      <div className="lab" data-testid="ablation-lab">
        <div className="lab-picture">
          <Segments
            legend={live.legend}
            options={VARIANTS}
            labels={live.names}
            value={variant}
            onChange={(next) => change({ variant: next })}
          />
          <p>{live.about[variant]}</p>
          <div className="map-row map-row-two">
            {columns.map(
              ([title, spread]) =>
                spread !== null && (
                  <MapFigure key={title} label={live.mean(title)} map={spread.mean} />
                ),
            )}
            {columns.map(
              ([title, spread]) =>
                spread !== null && (
                  <MapFigure
                    key={title}
                    label={live.variance(title)}
                    map={spread.variance}
                    range={[0, WHITE_VARIANCE]}
                  />
                ),
            )}
          </div>
          <div className="map-row map-row-small">
            {changed.value?.maps.map((map, index) => (
              <MapFigure key={index} label={live.sample(name, formatNumber(index + 1))} map={map} />
            ))}
          </div>
        </div>
        <div className="lab-handles">
          {(['count', 'seed'] as const).map((each) => (
            <Handle
              key={each}
              label={live[each]}
              min={ABLATION_FIELDS[each].min}
              max={ABLATION_FIELDS[each].max}
              value={values[each]}
              onChange={(value) => change({ [each]: value })}
            />
          ))}
          <Numbers
            entries={[
              [
                live.numbers.change,
                ofFull === null || ofVariant === null
                  ? '–'
                  : formatFixed(meanChange(ofFull.mean, ofVariant.mean), 4),
                'mean-change',
              ],
              [live.numbers.fullVariance, text(ofFull?.meanVariance, 4)],
              [live.numbers.variance, text(ofVariant?.meanVariance, 4), 'variant-variance'],
              [live.numbers.fullDistance, text(ofFull?.distance, 3)],
              [live.numbers.distance, text(ofVariant?.distance, 3), 'variant-distance'],
            ]}
          />
          <Formula lines={live.formula} source={live.source} />
        </div>
      </div>
      <Predict id="dropout" question={questions.dropout} />
      <Predict id="fair" question={questions.fair} />
      <Tables />
    </>
  );
}

function Tables() {
  const words = useLearnMessages().ablations;
  const { live, ours, published } = words;
  return (
    <>
      <h2>{ours.title}</h2>
      <p>{ours.text}</p>
      <table className="facts-table">
        <thead>
          <tr>
            <th>{ours.columns.name}</th>
            <th>{ours.columns.what}</th>
          </tr>
        </thead>
        <tbody>
          {VARIANTS.map((variant) => (
            <tr key={variant}>
              <td>{live.names[variant]}</td>
              <td>{live.about[variant]}</td>
            </tr>
          ))}
          <tr>
            <td>GSNN</td>
            <td>{ours.gsnn}</td>
          </tr>
        </tbody>
      </table>
      <h2>{published.title}</h2>
      <p>{published.text}</p>
      <div className="table-scroll" tabIndex={0} role="group" aria-label={published.title}>
        <table className="facts-table number">
          <thead>
            <tr>
              <th>{published.set}</th>
              {published.sets.map((set) => (
                <th key={set}>{set}</th>
              ))}
            </tr>
          </thead>
          <tbody>
            {published.rows.map(([score, ...figures]) => (
              <tr key={score}>
                <td>{score}</td>
                {figures.map((figure, index) => (
                  <td key={index}>{figure}</td>
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
