import {
  EvaluationScores,
  type ScoredSet,
  type UncertaintyRow,
} from '../evaluation/evaluationScores.ts';
import { averageDepth, type DepthMeasurement } from '../evaluation/measureDepth.ts';
import {
  formatCsv,
  formatLatex,
  formatScore,
  formatTextTable,
} from '../evaluation/resultTables.ts';
import type { NearEnd } from '../inference/decideNear.ts';
import { averageEffects, type LatentEffect } from '../inference/latentEffect.ts';
import type { UncertaintyKind } from '../inference/sampleSummary.ts';
import {
  AGREE_BELOW,
  averagePeople,
  DISAGREE_ABOVE,
  type DistancesOfSome,
  peopleDisagree,
  type PeopleMeasurement,
  type PeopleScores,
} from '../metrics/peopleEvaluator.ts';
import type { EvaluateOptions } from './commandOptions.ts';
import type { Dataset, DatasetItem } from './dataset.ts';
import type { EvaluatedImage, ImageRecipe } from './evaluateImage.ts';
import { writeJson, writeOutput } from './files.ts';
import type { LoadedModel, LoadedNetwork } from './modelFolder.ts';
import { NoteTally } from './progress.ts';
import type { Outcome } from './threadPool.ts';

/** An image that could not be evaluated. */
interface Skipped {
  readonly dataset: string;
  readonly image: string;
  readonly problem: string;
}

/** A file of an image is probably not what was meant. */
interface ImageWarning {
  readonly dataset: string;
  readonly image: string;
  readonly warning: string;
}

/** Counts which end of the depth was taken as near, and how often that was right where it is known. */
class NearTally {
  private readonly counts: Record<NearEnd, number> = { bright: 0, dark: 0 };
  private known = 0;
  private right = 0;

  /** @param truth `bright` or `dark`, or null where it is not known */
  add(near: NearEnd, truth: string | null): void {
    this.counts[near]++;
    if (truth === null) return;
    this.known++;
    if (truth === near) this.right++;
  }

  json() {
    const { known, right } = this;
    return { ...this.counts, known, right, rightShare: known === 0 ? null : right / known };
  }

  /** A line on what the network decided; null where it was not asked. */
  text(): string | null {
    const { bright, dark } = this.counts;
    if (bright + dark === 0) return null;
    const line = `Near is bright in ${bright} and dark in ${dark} depth maps, as decided`;
    if (this.known === 0) return `${line}.`;
    const percent = ((100 * this.right) / this.known).toFixed(1);
    return `${line}: right in ${this.right} of ${this.known} (${percent}%).`;
  }
}

/** What an evaluation gathers: scores of each data set and of all together, and what is to be told besides. */
export class Collector {
  readonly perDataset: ReadonlyMap<Dataset, EvaluationScores>;
  readonly all: EvaluationScores;
  readonly near = new NearTally();
  /** Of the depth maps whose near end the network decided. */
  readonly decidedNear = new NearTally();
  readonly truthNotes = new NoteTally();
  readonly depth: DepthMeasurement[] = [];
  readonly people = new Map<Dataset, PeopleMeasurement[]>();
  readonly latentEffects: (readonly LatentEffect[])[] = [];
  /** Those of the images about which people disagree. */
  readonly latentEffectsOnDisagreement: (readonly LatentEffect[])[] = [];
  readonly skipped: Skipped[] = [];
  readonly warnings: ImageWarning[] = [];

  constructor(datasets: readonly Dataset[], normalise: boolean) {
    const scores = () => new EvaluationScores({ normalise });
    for (const dataset of datasets) this.people.set(dataset, []);
    this.perDataset = new Map(datasets.map((dataset) => [dataset, scores()]));
    this.all = scores();
  }

  take(
    dataset: Dataset,
    { name: image, stem }: DatasetItem,
    outcome: Outcome<EvaluatedImage>,
  ): void {
    if (!outcome.ok) {
      this.skipped.push({ dataset: dataset.name, image, problem: outcome.problem });
      return;
    }
    const { measurement, near, nearBy, truthNote, depth, people, latentEffects, warnings } =
      outcome.value;
    for (const warning of warnings) {
      this.warnings.push({ dataset: dataset.name, image, warning });
    }
    this.perDataset.get(dataset)!.add(image, measurement);
    this.all.add(image, measurement);
    this.truthNotes.add(truthNote);
    if (depth !== null) this.depth.push(depth);
    if (people !== null) this.people.get(dataset)!.push(people);
    if (latentEffects.length > 0) {
      this.latentEffects.push(latentEffects);
      if (people !== null && peopleDisagree(people)) {
        this.latentEffectsOnDisagreement.push(latentEffects);
      }
    }
    if (near !== null) {
      const truth = dataset.near?.[stem] ?? null;
      this.near.add(near, truth);
      if (nearBy === 'network') this.decidedNear.add(near, truth);
    }
  }
}

/** The uncertainty's scores as a few words of text. */
function formatUncertainty(scores: UncertaintyRow, kind: UncertaintyKind): string {
  const show = (value: number | null) => (value === null ? 'none' : formatScore(value));
  return [
    `Uncertainty (${kind}) over ${scores.images} images:`,
    `  finds wrong pixels of the consensus: AUROC ${show(scores.consensusAuroc)}, AUPR ${show(scores.consensusAupr)} (share of wrong pixels ${show(scores.consensusErrorRate)})`,
    `  finds wrong pixels of the mean map:  AUROC ${show(scores.auroc)}, AUPR ${show(scores.aupr)} (share of wrong pixels ${show(scores.errorRate)}), AUSE ${show(scores.ause)}`,
    `  samples differ by ${show(scores.sampleDistanceOneObject)} where there is one object, by ${show(scores.sampleDistanceSeveralObjects)} where there are several (${scores.imagesWithSeveralObjects} images)`,
    `  calibration error of the mean map ${show(scores.expectedCalibrationError)}; samples: distance ${show(scores.sampleDistance)}, best-of-N IoU ${show(scores.bestIou)}, energy distance ${show(scores.generalisedEnergyDistance)}`,
  ].join('\n');
}

/** What depth correction did in words; null where it could not be measured. */
function formatDepth(measured: readonly DepthMeasurement[]): string | null {
  const scores = averageDepth(measured);
  if (scores === null) return null;
  const percent = (share: number) => `${(100 * share).toFixed(1)}%`;
  const change = (before: number, after: number) =>
    `${formatScore(before)} → ${formatScore(after)}`;
  return [
    `Depth correction over ${scores.images} images:`,
    `  error ${change(scores.inputError, scores.correctedError)}, smaller in ${percent(scores.errorImproved)}`,
    `  overlap with the photo's edges ${change(scores.inputBoundary, scores.correctedBoundary)}, larger in ${percent(scores.boundaryImproved)}`,
  ].join('\n');
}

/** How the samples compare with people's answers in words; null where only one person was asked. */
function formatPeople(scores: PeopleScores | null): string | null {
  if (scores === null) return null;
  const { agreeing, disagreeing } = scores;
  const show = (value: number | null) => (value === null ? 'none' : formatScore(value));
  const apart = ({ images, sampleDistance, peopleDistance }: DistancesOfSome) =>
    `samples differ by ${show(sampleDistance)}, people by ${show(peopleDistance)} (${images} images)`;
  const correlation = (mean: number | null, pooled: number | null) =>
    `${show(mean)}, over all pixels together ${show(pooled)}`;
  return [
    `Samples, each made binary at one half, against people over ${scores.images} images:`,
    `  energy distance ${show(scores.energyDistance)}; of the mean map alone ${show(scores.meanMapEnergyDistance)}`,
    `  correlation with the people's disagreement of the variance ${correlation(scores.varianceCorrelation, scores.pooledVarianceCorrelation)}`,
    `  correlation with the people's disagreement of the entropy  ${correlation(scores.entropyCorrelation, scores.pooledEntropyCorrelation)}`,
    `  calibration error of the mean map to the people's share ${show(scores.expectedCalibrationError)}`,
    `  everywhere ${apart(scores)}`,
    `  where people agree (below ${AGREE_BELOW}) ${apart(agreeing)}`,
    `  where people disagree (above ${DISAGREE_ABOVE}) ${apart(disagreeing)}`,
  ].join('\n');
}

/**
 * What each latent does in words; null where it was not measured.
 *
 * @param onDisagreement those of the images about which people disagree
 */
function formatLatents(
  images: readonly (readonly LatentEffect[])[],
  onDisagreement: readonly (readonly LatentEffect[])[],
): string | null {
  if (images.length === 0) return null;
  const percent = ({ changedShare }: LatentEffect) => `${(100 * changedShare).toFixed(1)}%`;
  const disagreed = averageEffects(onDisagreement);
  const lines = averageEffects(images).map((effect, k) => {
    const where = disagreed[k];
    const line = `  z${k + 1}: mean change ${formatScore(effect.meanChange)}, ${percent(effect)} of the pixels by more than 0.1`;
    return where === undefined ? line : `${line}, ${percent(where)} where people disagree`;
  });
  return [
    `Each latent alone from 2 standard deviations below the prior's mean to 2 above, over ${images.length} images:`,
    ...lines,
  ].join('\n');
}

/** Images named with each warning; the JSON file has them all. */
const NAMES_SHOWN = 5;

/** A line for each different warning, empty without any. */
export function formatWarnings(warnings: readonly ImageWarning[]): string {
  const byText = new Map<string, string[]>();
  for (const { dataset, image, warning } of warnings) {
    byText.set(warning, [...(byText.get(warning) ?? []), `${dataset}/${image}`]);
  }
  return [...byText]
    .map(([text, images]) => {
      const more = images.length - NAMES_SHOWN;
      const names = images.slice(0, NAMES_SHOWN).join(', ') + (more > 0 ? ` and ${more} more` : '');
      return `Warning: ${text} (${names})\n`;
    })
    .join('');
}

interface Evaluation {
  readonly scored: readonly { readonly dataset: Dataset; readonly set: ScoredSet }[];
  /** All data sets together. */
  readonly total: ScoredSet;
  readonly recipe: ImageRecipe;
  readonly collector: Collector;
}

/** The results in words, for the terminal. */
export function formatEvaluation({ scored, total, recipe, collector }: Evaluation): string {
  const { depth, people, latentEffects, latentEffectsOnDisagreement, decidedNear } = collector;
  const lines = [
    formatUncertainty(total.uncertainty, recipe.uncertainty),
    formatDepth(depth),
    formatPeople(averagePeople([...people.values()].flat())),
    formatLatents(latentEffects, latentEffectsOnDisagreement),
    decidedNear.text(),
  ].filter((line) => line !== null);
  const table = formatTextTable(scored.flatMap(({ set }) => set.rows));
  return `${table}\n${lines.join('\n')}\n`;
}

/** Writes the JSON file and, where asked for, the CSV file and the LaTeX table. */
export async function writeEvaluation(
  options: EvaluateOptions,
  { model, depthModel }: { model: LoadedNetwork; depthModel: LoadedModel | null },
  { scored, total, recipe, collector }: Evaluation,
): Promise<void> {
  const rows = scored.flatMap(({ set }) => set.rows);
  const result = {
    rows,
    uncertainty: { kind: recipe.uncertainty, ...total.uncertainty },
    datasets: scored.map(({ dataset, set }) => ({
      dataset: dataset.name,
      folder: dataset.folder,
      depth: dataset.hasDepth,
      uncertainty: { kind: recipe.uncertainty, ...set.uncertainty },
      people: averagePeople(collector.people.get(dataset) ?? []),
      leftOut: dataset.problems,
      curves: set.curves,
      perImage: set.perImage,
    })),
    near: {
      option: recipe.near,
      ...collector.near.json(),
      decided: collector.decidedNear.json(),
    },
    truthNotes: collector.truthNotes.json(),
    depth: averageDepth(collector.depth),
    people: averagePeople([...collector.people.values()].flat()),
    latents: averageEffects(collector.latentEffects),
    latentsWherePeopleDisagree: averageEffects(collector.latentEffectsOnDisagreement),
    skipped: collector.skipped,
    warnings: collector.warnings,
    settings: {
      model: options.weights ?? options.modelDir,
      weightsSha256: model.sha256,
      depth: options.depth,
      depthWeightsSha256: depthModel?.sha256 ?? null,
      backend: options.backend,
      ...recipe,
    },
  };
  await writeJson(options.json, result);
  if (options.csv !== undefined) await writeOutput(options.csv, formatCsv(rows));
  if (options.latex !== undefined) await writeOutput(options.latex, formatLatex(rows));
}
