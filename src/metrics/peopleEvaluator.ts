import { meanOfKnown } from '../math/statistics.ts';
import { type CalibrationBins, CalibrationError, shareBins } from './calibrationError.ts';
import { addMoments, jointMoments, type JointMoments, NO_MOMENTS, pearson } from './correlation.ts';
import { generalisedEnergyDistance } from './maskDistances.ts';
import { halfMask, meanPairDistance } from './maskOverlap.ts';
import { assertSameSize, type GreyImage, toUnitFloats } from './metricInput.ts';
import { type People, shareOf } from './people.ts';

/** People agree about an image when they are less apart than this on average … */
export const AGREE_BELOW = 0.03;
/** … and disagree when they are farther apart than this; in between it is neither. */
export const DISAGREE_ABOVE = 0.15;

export interface PeopleInput {
  readonly people: People;
  /** The sampled maps, one or more; like all maps here of the size of the people's masks. */
  readonly samples: readonly GreyImage[];
  readonly meanMap: GreyImage;
  /** The variance of the samples, in [0, ¼]. */
  readonly varianceMap: GreyImage;
  /** The entropy of the mean map in bits, in [0, 1]. */
  readonly entropyMap: GreyImage;
}

/** How samples compare with what several people answered about one image: plain data, fit for JSON. */
export interface PeopleMeasurement {
  /** Of the samples to the people, and of the mean map alone, taken for one sample. All are made binary at one half. */
  readonly energyDistance: number;
  readonly meanMapEnergyDistance: number;
  /** Mean of 1 − IoU over the pairs of samples, and over the pairs of people; null for a single one. */
  readonly sampleDistance: number | null;
  readonly peopleDistance: number | null;
  /** Of the samples' variance, and of the mean map's entropy, with s·(1 − s), where s is the share of the people. */
  readonly variance: JointMoments;
  readonly entropy: JointMoments;
  /** Of the mean map, read as the share of the people who marked the pixel. */
  readonly calibration: CalibrationBins;
}

/** Distances over those images about which people agree, or disagree; null where there are none. */
export interface DistancesOfSome {
  readonly images: number;
  readonly sampleDistance: number | null;
  readonly peopleDistance: number | null;
}

/** Means over a set of images, and what is computed of all their pixels together. */
export interface PeopleScores extends DistancesOfSome {
  readonly energyDistance: number;
  readonly meanMapEnergyDistance: number;
  /** Mean over the images about which people differ at all; null where there are none. In [-1, 1]. */
  readonly varianceCorrelation: number | null;
  readonly entropyCorrelation: number | null;
  /** Over the pixels of all images together. */
  readonly pooledVarianceCorrelation: number | null;
  readonly pooledEntropyCorrelation: number | null;
  /** Of the mean map to the share of the people, over the pixels of all images; 0 is best. */
  readonly expectedCalibrationError: number;
  readonly agreeing: DistancesOfSome;
  readonly disagreeing: DistancesOfSome;
}

/**
 * Holds samples against what several people answered.
 *
 * @throws MetricInputError when sizes differ, there is no sample, or a value is out of range.
 */
export function measurePeople(input: PeopleInput): PeopleMeasurement {
  const { people, samples, meanMap, varianceMap, entropyMap } = input;
  const shares = shareOf(people);
  const disagreement = shares.map((share) => share * (1 - share));
  const withDisagreement = (map: GreyImage, name: string) => {
    assertSameSize(map, name, people.masks[0]!, "people's answer");
    return jointMoments(toUnitFloats(map, name), disagreement);
  };
  const answers = samples.map(halfMask);
  return {
    energyDistance: generalisedEnergyDistance(answers, people),
    meanMapEnergyDistance: generalisedEnergyDistance([halfMask(meanMap)], people),
    sampleDistance: meanPairDistance(answers),
    peopleDistance: people.distance,
    variance: withDisagreement(varianceMap, 'variance map'),
    entropy: withDisagreement(entropyMap, 'entropy map'),
    calibration: shareBins(meanMap, shares),
  };
}

/** Whether people disagree about an image; not if only one was asked. */
export function peopleDisagree({ peopleDistance }: Pick<PeopleMeasurement, 'peopleDistance'>) {
  return peopleDistance !== null && peopleDistance > DISAGREE_ABOVE;
}

/** Whether people agree about an image; not if only one was asked. */
function peopleAgree({ peopleDistance }: Pick<PeopleMeasurement, 'peopleDistance'>) {
  return peopleDistance !== null && peopleDistance < AGREE_BELOW;
}

function distancesOf(measured: readonly PeopleMeasurement[]): DistancesOfSome {
  return {
    images: measured.length,
    sampleDistance: meanOfKnown(measured.map(({ sampleDistance }) => sampleDistance)),
    peopleDistance: meanOfKnown(measured.map(({ peopleDistance }) => peopleDistance)),
  };
}

/** The scores of a set; null without any measurement. */
export function averagePeople(measured: readonly PeopleMeasurement[]): PeopleScores | null {
  const energyDistance = meanOfKnown(measured.map((one) => one.energyDistance));
  const meanMapEnergyDistance = meanOfKnown(measured.map((one) => one.meanMapEnergyDistance));
  if (energyDistance === null || meanMapEnergyDistance === null) return null;
  const calibration = new CalibrationError();
  for (const one of measured) calibration.add(one.calibration);
  const pooled = (key: 'variance' | 'entropy') =>
    pearson(measured.map((one) => one[key]).reduce(addMoments, NO_MOMENTS));
  return {
    ...distancesOf(measured),
    energyDistance,
    meanMapEnergyDistance,
    varianceCorrelation: meanOfKnown(measured.map(({ variance }) => pearson(variance))),
    entropyCorrelation: meanOfKnown(measured.map(({ entropy }) => pearson(entropy))),
    pooledVarianceCorrelation: pooled('variance'),
    pooledEntropyCorrelation: pooled('entropy'),
    expectedCalibrationError: calibration.results().expectedCalibrationError,
    agreeing: distancesOf(measured.filter(peopleAgree)),
    disagreeing: distancesOf(measured.filter(peopleDisagree)),
  };
}
