import { useCallback, useMemo, useRef } from 'react';
import { meanChange } from '../../../image/marks.ts';
import { type Variant, VARIANTS } from '../../../inference/predictor.ts';
import type { SaliencyScores } from '../../../metrics/saliencyScores.ts';
import { standardDeviations } from '../../../model/diagonalGaussian.ts';
import type { CommonPrior } from '../../../worker/courseSession.ts';
import type { ExamplePair } from '../../input/exampleList.ts';
import { Segments } from '../../parts/Segments.tsx';
import { formatChange, formatNumber } from '../format.ts';
import { formatFixed } from '../../parts/format.ts';
import { TRAINED, TRAINED_SCORES, TRAINED_VARIANTS } from '../../parts/trained.ts';
import { learnTexts, useLearnMessages } from '../messages/messages.ts';
import { NetworkStatus } from '../network/NetworkStatus.tsx';
import { PicturePicker } from '../network/PicturePicker.tsx';
import { type Course, useCourse } from '../network/useCourse.ts';
import { useLatest } from '../network/useLatest.ts';
import { fetchExample, usePicture } from '../network/usePicture.ts';
import { rangeOf } from '../parts/maps.ts';
import { Formula } from '../parts/Formula.tsx';
import { Handle } from '../parts/Handle.tsx';
import { MapFigure } from '../parts/MapFigure.tsx';
import { Numbers } from '../parts/Numbers.tsx';
import { Predict } from '../parts/Predict.tsx';
import { useLinkedFields } from '../useLinkedFields.ts';
import { costOfSample, type Spread, spreadOf } from './compare.ts';
import { ABLATION_FIELDS } from './fields.ts';
import { PUBLISHED, PUBLISHED_SCORES } from './published.ts';

/** A variance of one quarter is the largest there is; what is drawn white is less, to be seen, and the captions say so. */
const WHITE_VARIANCE = 0.1;

const SCORE_KEYS = ['sMeasure', 'adaptiveF', 'adaptiveE', 'mae'] as const;

/** Chapter 9: what the parts are worth. */
export function AblationsChapter() {
  const words = useLearnMessages().ablations;
  const [values, change] = useLinkedFields(ABLATION_FIELDS);
  const pictures = usePicture(values.picture);
  const { picture } = pictures;
  const course = useCourse();
  const { variant, count, seed } = values;
  const key = picture && `${picture.key} ${count} ${seed}`;
  const commonPrior = useCommonPrior(course, pictures.examples);
  const samplesOf = async (each: Variant) => {
    const common = each === 'm4' ? await commonPrior() : null;
    const { maps } = await course.ask((api) => api.variant(picture!, each, count, seed, common));
    return { variant: each, maps, common };
  };
  const facts = useLatest('facts', () => course.ask((api) => api.facts()));
  const full = useLatest(key, () => samplesOf('full'));
  const changed = useLatest(key && `${key} ${variant}`, () => samplesOf(variant));
  const costs = useLatest(values.costs === 'on' ? key : null, async () => {
    const spreads: Spread[] = [];
    for (const each of VARIANTS) spreads.push(spreadOf((await samplesOf(each)).maps));
    const { truth } = picture!;
    if (truth === null) return { spreads, scores: null };
    const real = await course.ask((api) => api.truth(truth));
    const means = spreads.map(({ mean }) => mean);
    return { spreads, scores: await course.ask((api) => api.score(means, real)) };
  });
  const ofFull = useMemo(() => full.value && spreadOf(full.value.maps), [full.value]);
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
      <NetworkStatus pictures={pictures} latest={[facts, full, changed, costs]} />
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
          {changed.value?.common && <CommonNormal common={changed.value.common} />}
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
              [live.numbers.fullVariance, text(ofFull?.meanVariance, 4)],
              [live.numbers.variance, text(ofVariant?.meanVariance, 4), 'variant-variance'],
              [live.numbers.fullDistance, text(ofFull?.distance, 3)],
              [live.numbers.distance, text(ofVariant?.distance, 3), 'variant-distance'],
              ...(['full', variant] as const).map(
                (each, index) =>
                  [
                    index === 0 ? live.numbers.fullSample : live.numbers.sample,
                    facts.value === null
                      ? '–'
                      : live.multiplyAdds(costOfSample(each, facts.value.modules)),
                    index === 0 ? 'full-sample-cost' : 'variant-sample-cost',
                  ] as const,
              ),
              [
                live.numbers.change,
                ofFull === null || ofVariant === null
                  ? '–'
                  : formatFixed(meanChange(ofFull.mean, ofVariant.mean), 4),
                'mean-change',
              ],
            ]}
          />
          <Formula lines={live.formula} source={live.source} />
        </div>
      </div>
      <Predict id="dropout" question={questions.dropout} />
      <h2>{words.costs.title}</h2>
      <p>{words.costs.text}</p>
      {values.costs === 'off' ? (
        <div className="lab-row">
          <button type="button" className="button" onClick={() => change({ costs: 'on' })}>
            {words.costs.button}
          </button>
        </div>
      ) : (
        <Costs costs={costs.value} />
      )}
      <Predict id="fair" question={questions.fair} />
      <Tables />
    </>
  );
}

/** What M4 draws from, and how little the priors of pictures differ from it. */
function CommonNormal({ common }: { common: CommonPrior }) {
  const words = useLearnMessages().ablations.live;
  const sigmas = standardDeviations(common);
  return (
    <>
      <p className="hint">{words.scale}</p>
      <ul className="hint number" data-testid="common-normal">
        {common.mu.map((mu, k) => {
          const [least, most] = rangeOf(common.priors.map((prior) => prior.mu[k]!));
          return (
            <li key={k}>
              {words.common({
                number: formatNumber(k + 1),
                mu: formatFixed(mu, 2),
                sigma: formatFixed(sigmas[k]!, 2),
                least: formatFixed(least, 2),
                most: formatFixed(most, 2),
              })}
            </li>
          );
        })}
      </ul>
    </>
  );
}

/** Scores against the picture's truth, each with what it differs from the whole network's. */
function Costs({
  costs,
}: {
  costs: { spreads: readonly Spread[]; scores: readonly SaliencyScores[] | null } | null;
}) {
  const words = useLearnMessages().ablations;
  if (costs === null) return null;
  const columns = [
    ...SCORE_KEYS.map((key) => ({
      name: words.costs.scores[key],
      values: costs.scores?.map((scores) => scores[key]) ?? null,
    })),
    { name: words.costs.distance, values: costs.spreads.map(({ distance }) => distance) },
  ];
  return (
    <>
      {costs.scores === null && <p className="notice">{words.costs.noTruth}</p>}
      <div className="table-scroll" tabIndex={0} role="group" aria-label={words.costs.title}>
        <table className="facts-table number" data-testid="costs">
          <thead>
            <tr>
              <th>{words.ours.name}</th>
              {columns.map(({ name }) => (
                <th key={name}>{name}</th>
              ))}
            </tr>
          </thead>
          <tbody>
            {VARIANTS.map((variant, row) => (
              <tr key={variant}>
                <td>{words.live.names[variant]}</td>
                {columns.map(({ name, values }) => (
                  <td key={name}>{values === null ? '–' : costText(values, row)}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}

function costText(values: readonly number[], row: number): string {
  const text = formatFixed(values[row]!, 3);
  return row === 0 ? text : `${text} (${formatChange(values[row]! - values[0]!, 3)})`;
}

function Tables() {
  const words = useLearnMessages().ablations;
  const { live, ours, published, questions } = words;
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
                <td>
                  {variant === 'gsnn' ? 'GSNN' : live.names[variant]}
                  <br />
                  <span className="hint">
                    {variant === 'gsnn' ? ours.gsnn : live.about[variant]}
                  </span>
                </td>
                {TRAINED_SCORES.map((score) => (
                  <td key={score}>{formatFixed(TRAINED[variant][score], 3)}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p>{ours.reading}</p>
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
                <td>{row.set}</td>
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

/**
 * One Gaussian for every picture, of the scale that the latents of this network have: that of draws from its priors of all
 * examples. It is computed with the first call.
 */
function useCommonPrior(
  course: Course,
  examples: readonly ExamplePair[],
): () => Promise<CommonPrior> {
  const known = useRef<Promise<CommonPrior> | null>(null);
  return useCallback(() => {
    const compute = async () => {
      if (examples.length === 0) throw new Error(learnTexts.network.noExamples);
      const pictures = await Promise.all(examples.map(fetchExample));
      return course.ask((api) => api.commonPrior(pictures));
    };
    if (known.current === null) {
      known.current = compute();
      // What failed may be tried again.
      known.current.catch(() => (known.current = null));
    }
    return known.current;
  }, [course, examples]);
}
