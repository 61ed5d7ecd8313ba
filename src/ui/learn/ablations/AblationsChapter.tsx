import { useCallback, useRef } from 'react';
import { meanChange } from '../../../image/marks.ts';
import { type Variant, VARIANTS } from '../../../inference/predictor.ts';
import type { ScalarMap } from '../../../image/types.ts';
import type { SaliencyScores } from '../../../metrics/saliencyScores.ts';
import { standardDeviations } from '../../../model/diagonalGaussian.ts';
import type { CommonPrior } from '../../../worker/courseSession.ts';
import type { ExamplePair } from '../../input/exampleList.ts';
import { Segments } from '../../parts/Segments.tsx';
import { formatChange, formatNumber } from '../format.ts';
import { formatFixed } from '../../parts/format.ts';
import { learnTexts, useLearnMessages } from '../messages/messages.ts';
import { NetworkStatus } from '../network/NetworkStatus.tsx';
import { PicturePicker } from '../network/PicturePicker.tsx';
import { type Course, useCourse } from '../network/useCourse.ts';
import { type Latest, useLatest } from '../network/useLatest.ts';
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
import { Tables } from './Tables.tsx';

/** A variance of one quarter is the largest there is; what is drawn white is less, to be seen, and the captions say so. */
const WHITE_VARIANCE = 0.1;

/** Seeds after the present one that say what chance alone changes. */
const OTHER_SEEDS = 4;

/** In a map's place until it is there: as square as it will be. */
const EMPTY: ScalarMap = { height: 1, width: 1, data: new Float32Array(1) };

const SCORE_KEYS = ['sMeasure', 'adaptiveF', 'adaptiveE', 'mae'] as const;

/** Chapter 9: what the parts are worth. */
export function AblationsChapter() {
  const { ablations: words, network } = useLearnMessages();
  const [values, change] = useLinkedFields(ABLATION_FIELDS);
  const pictures = usePicture(values.picture);
  const { picture } = pictures;
  const course = useCourse();
  const { variant, count, seed } = values;
  const key = picture && `${picture.key} ${count} ${seed}`;
  const commonPrior = useCommonPrior(course, pictures.examples);
  const samplesOf = async (each: Variant, from = seed) => {
    const common = each === 'm4' ? await commonPrior() : null;
    const { maps } = await course.ask((api) => api.variant(picture!, each, count, from, common));
    return { variant: each, maps, common };
  };
  const facts = useLatest('facts', () => course.ask((api) => api.facts()));
  const known = useRef<{ readonly key: string; readonly spread: Spread } | null>(null);
  /** Of the whole network, which stays while the variant changes. */
  const wholeOf = async (asked: string) => {
    if (known.current?.key !== asked) {
      known.current = { key: asked, spread: spreadOf((await samplesOf('full')).maps) };
    }
    return known.current.spread;
  };
  // Both at once, so that never two pictures or seeds are held against each other.
  const pair = useLatest(key && `${key} ${variant}`, async () => {
    const whole = await wholeOf(key!);
    const changed = await samplesOf(variant);
    return { ...changed, of: picture!.key, whole, spread: spreadOf(changed.maps) };
  });
  // Answers of another seed may stand until the new ones are there; those of another picture or variant may not.
  const ofPicture = pair.value?.of === picture?.key ? pair.value : null;
  const shown = ofPicture?.variant === variant ? ofPicture : null;
  const costs = useLatest(values.costs === 'on' ? key : null, async () => {
    const spreads: Spread[] = [];
    for (const each of VARIANTS) {
      spreads.push(each === 'full' ? await wholeOf(key!) : spreadOf((await samplesOf(each)).maps));
    }
    for (let other = 1; other <= OTHER_SEEDS; other++) {
      const { maps } = await samplesOf('full', seed + other);
      spreads.push(spreadOf(maps));
    }
    const { truth } = picture!;
    if (truth === null) return { spreads, scores: null };
    const real = await course.ask((api) => api.truth(truth));
    const means = spreads.map(({ mean }) => mean);
    return { spreads, scores: await course.ask((api) => api.score(means, real)) };
  });
  const ofFull = ofPicture?.whole ?? null;
  const ofVariant = shown?.spread ?? null;
  const { questions, live } = words;
  const name = live.names[variant];
  const text = (value: number | undefined, digits: number) =>
    value === undefined ? '–' : formatFixed(value, digits);
  const maps = shown?.maps ?? Array.from({ length: count }, () => EMPTY);
  const columns = [
    [live.whole, ofFull],
    [name, ofVariant],
  ] as const;
  return (
    <>
      <p>{words.intro}</p>
      <PicturePicker pictures={pictures} onPick={(each) => change({ picture: each })} />
      <NetworkStatus pictures={pictures} latest={[facts, pair, costs]} />
      <Predict id="prior" question={questions.prior} />
      <Predict id="dropout" question={questions.dropout} />
      <h2>{live.title}</h2>
      <p>{live.text}</p>
      <div className="lab" data-testid="ablation-lab" aria-busy={pair.busy}>
        <div className="lab-picture">
          <Segments
            legend={live.legend}
            options={VARIANTS}
            labels={live.names}
            value={variant}
            onChange={(next) => change({ variant: next })}
          />
          <p>{live.about[variant]}</p>
          <p className="hint lab-busy">{pair.busy && network.computing}</p>
          {shown?.common && <CommonNormal common={shown.common} />}
          <div className="map-row map-row-two">
            {columns.map(([title, spread]) => (
              <MapFigure key={title} label={live.mean(title)} map={spread?.mean ?? EMPTY} />
            ))}
            {columns.map(([title, spread]) => (
              <MapFigure
                key={title}
                label={live.variance(title)}
                map={spread?.variance ?? EMPTY}
                range={[0, WHITE_VARIANCE]}
              />
            ))}
          </div>
          <div className="map-row map-row-small">
            {maps.map((map, index) => (
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
                      : network.multiplyAdds(costOfSample(each, facts.value.modules)),
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
          {variant === 'm6' && <p className="hint">{live.reruns}</p>}
          <Formula lines={live.formula} source={live.source} />
        </div>
      </div>
      <h2>{words.costs.title}</h2>
      <p>{words.costs.text}</p>
      {values.costs === 'off' ? (
        <div className="lab-row">
          <button type="button" className="button" onClick={() => change({ costs: 'on' })}>
            {words.costs.button}
          </button>
        </div>
      ) : (
        <Costs latest={costs} />
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

interface CostsOfParts {
  /** Of the variants, then of the whole network with other seeds. */
  readonly spreads: readonly Spread[];
  /** Of their mean maps, in the same order; null without a ground truth. */
  readonly scores: readonly SaliencyScores[] | null;
}

/**
 * Scores against the picture's truth, each with what it differs from the whole network's, and between what the whole
 * network's lie with one seed and another.
 */
function Costs({ latest: { value: costs, busy, problem } }: { latest: Latest<CostsOfParts> }) {
  const { ablations: words, network } = useLearnMessages();
  if (costs === null) return <p className="hint">{busy && network.computing}</p>;
  const cell = (values: readonly number[] | null, text: (values: readonly number[]) => string) =>
    busy || problem !== null || values === null ? '–' : text(values);
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
      <p className="hint lab-busy">{busy && network.computing}</p>
      <div
        className="table-scroll"
        tabIndex={0}
        role="group"
        aria-label={words.costs.title}
        aria-busy={busy}
      >
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
                <th scope="row">{words.live.names[variant]}</th>
                {columns.map(({ name, values }) => (
                  <td key={name}>{cell(values, (all) => costText(all, row))}</td>
                ))}
              </tr>
            ))}
            <tr>
              <th scope="row">{words.costs.chance}</th>
              {columns.map(({ name, values }) => (
                <td key={name}>{cell(values, chanceText)}</td>
              ))}
            </tr>
          </tbody>
        </table>
      </div>
    </>
  );
}

function costText(values: readonly number[], row: number): string {
  // The difference of what is shown, so that a reader who reckons finds the same.
  const [value, whole] = [values[row]!, values[0]!].map((exact) => Math.round(1000 * exact) / 1000);
  const text = formatFixed(value!, 3);
  return row === 0 ? text : `${text} (${formatChange(value! - whole!, 3)})`;
}

/** The least and the most of the whole network's, with the present seed and the others. */
function chanceText(values: readonly number[]): string {
  const whole = [values[0]!, ...values.slice(VARIANTS.length)];
  return `${formatFixed(Math.min(...whole), 3)}–${formatFixed(Math.max(...whole), 3)}`;
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
