import { useMemo } from 'react';
import { formatCsv, formatLatex, formatScore } from '../../evaluation/resultTables.ts';
import type { ScoredMap, TruthReport } from '../../evaluation/truthReport.ts';
import type { Scale } from '../../inference/runImage.ts';
import { UNCERTAINTY_KINDS } from '../../inference/sampleSummary.ts';
import type { UncertaintyScores } from '../../metrics/uncertaintyEvaluator.ts';
import type { ImageFacts, PosteriorFacts } from '../../worker/protocol.ts';
import { usePageState, useStore } from '../engine/usePage.ts';
import type { Messages } from '../english.ts';
import { useMessages } from '../messages.ts';
import { leaveFocus } from '../parts/leaveFocus.ts';
import { formatFixed } from '../parts/format.ts';
import { Help } from '../parts/Help.tsx';
import { Icon } from '../parts/Icon.tsx';
import { saveFile } from '../result/download.ts';
import { DownloadButton } from '../result/DownloadButton.tsx';
import type { ShownMap } from '../result/mapList.ts';
import { ColourScale, MapPicture } from '../result/MapPicture.tsx';
import '../styles/assessment.css';
import { awaitsAssessment, isBeingScored, isCurrent } from './assess.ts';
import { type ChartLine, LineChart } from './LineChart.tsx';
import { ScaleChoice, ScoreTable } from './ScoreTable.tsx';

interface AssessmentViewProps {
  readonly maps: ReadonlyMap<string, ShownMap>;
  readonly onEnlarge: (key: string) => void;
}

/** The result beside the ground truth: scores, curves, errors, and what the posterior makes of it. */
export function AssessmentView({ maps, onEnlarge }: AssessmentViewProps) {
  const words = useMessages().assessment;
  const assessment = usePageState((state) => state.result.assessed);
  const prior = usePageState((state) => state.result.image);
  const scale = usePageState((state) => state.scale);
  const current = usePageState(isCurrent);
  const busy = usePageState(isBeingScored);
  const missing = usePageState(awaitsAssessment);
  const store = useStore();
  return (
    <section
      className="panel assessment"
      aria-labelledby="assessment-title"
      tabIndex={-1}
      data-testid="assessment"
    >
      <div className="panel-head">
        <span className="titled">
          <h2 id="assessment-title">{words.title}</h2>
          <Help about={words.title} text={words.help} chapter="measures" />
        </span>
        <div className="panel-controls">
          <span className="hint" role="status">
            {busy ? words.working : current ? '' : words.outdated}
          </span>
          {missing && !busy && (
            <button
              ref={leaveFocus}
              type="button"
              className="button quiet"
              onClick={() => store.ask({})}
            >
              {words.score}
            </button>
          )}
          <ScaleChoice value={scale} onChange={(next) => store.ask({ scale: next })} />
        </div>
      </div>
      {assessment !== null && prior !== null && (
        <div className="assessment-body" aria-busy={busy} data-current={current}>
          <Scores scored={assessment.report.maps} scale={assessment.scale} />
          <Curves report={assessment.report} scale={assessment.scale} />
          <div className="assessment-grid">
            <MapFigure
              shown={maps.get('error') ?? null}
              title={words.errorMap}
              help={words.errorMapHelp}
              onEnlarge={onEnlarge}
            />
            {assessment.posterior !== null && (
              <MapFigure
                shown={maps.get('posterior') ?? null}
                title={words.posteriorMap}
                help={words.posteriorMapHelp}
                onEnlarge={onEnlarge}
              />
            )}
            <div className="assessment-facts">
              {assessment.posterior?.mu.length === prior.priorMu.length && (
                <PosteriorTable posterior={assessment.posterior} prior={prior} />
              )}
              <UncertaintyTable report={assessment.report} />
            </div>
          </div>
        </div>
      )}
    </section>
  );
}

/** A row's name in the page's words; the file's rows keep their plain names. */
function titleOf(name: string, messages: Messages): string {
  const words = messages.assessment;
  if (name === 'consensus' || name === 'mean' || name === 'posterior') return words.names[name];
  return messages.maps.sample(Number(name.replace(/^sample /, '')));
}

function Scores({ scored, scale }: { scored: readonly ScoredMap[]; scale: Scale }) {
  const messages = useMessages();
  const words = messages.assessment;
  const rows = scored.map(({ row }) => row);
  // The posterior has seen the answer, so it does not compete.
  const competing = rows.filter(({ name }) => name !== 'posterior');
  const save = (extension: string, text: string) => {
    const bytes = new TextEncoder().encode(text);
    saveFile({ name: `${rows[0]!.dataset}-scores.${extension}`, bytes });
  };
  const caption = (
    <>
      <span>{words.scored[scale]}</span>
      <span className="score-downloads">
        <button
          type="button"
          className="button quiet"
          title={words.csvHelp}
          onClick={() => save('csv', formatCsv(rows))}
        >
          <Icon name="download" />
          {words.csv}
        </button>
        <button
          type="button"
          className="button quiet"
          title={words.latexHelp}
          onClick={() => save('tex', formatLatex(competing))}
        >
          <Icon name="download" />
          {words.latex}
        </button>
      </span>
    </>
  );
  return (
    <ScoreTable
      caption={caption}
      rows={rows}
      competing={competing}
      titleOf={(name) => titleOf(name, messages)}
    />
  );
}

/** Thresholds fall from 255 to 0; charts want them to rise. */
const THRESHOLDS = Array.from({ length: 256 }, (_, index) => index);
const rising = (curve: Float64Array) => curve.slice().reverse();

const LINES: Readonly<Record<string, { colour: string; dashed?: boolean }>> = {
  consensus: { colour: '--accent' },
  mean: { colour: '--warm' },
  posterior: { colour: '--good', dashed: true },
};

function linesOf(
  messages: Messages,
  scored: readonly ScoredMap[],
  points: (map: ScoredMap) => Pick<ChartLine, 'x' | 'y'>,
): ChartLine[] {
  return scored.map((map) => {
    const look = LINES[map.row.name];
    return look === undefined
      ? { name: messages.assessment.samples, colour: '--line-control', width: 1, ...points(map) }
      : { name: titleOf(map.row.name, messages), ...look, ...points(map) };
  });
}

function Curves({ report, scale }: { report: TruthReport; scale: Scale }) {
  const messages = useMessages();
  const words = messages.assessment;
  const charts = useMemo(() => {
    const { byUncertainty, oracle } = messages.assessment;
    const { maps, uncertainty } = report;
    const steps = uncertainty.entropy.sparsification.curve.length;
    const removed = Array.from({ length: steps }, (_, step) => step / (steps - 1));
    return {
      pr: linesOf(messages, maps, ({ curves }) => ({ x: curves.recall, y: curves.precision })),
      f: linesOf(messages, maps, ({ curves }) => ({ x: THRESHOLDS, y: rising(curves.f) })),
      e: linesOf(messages, maps, ({ curves }) => ({ x: THRESHOLDS, y: rising(curves.e) })),
      sparsification: [
        ...UNCERTAINTY_KINDS.map((kind, index) => ({
          name: byUncertainty[kind],
          colour: index === 0 ? '--warm' : '--accent',
          x: removed,
          y: uncertainty[kind].sparsification.curve,
        })),
        {
          name: oracle,
          colour: '--good',
          dashed: true,
          x: removed,
          y: uncertainty.entropy.sparsification.oracle,
        },
      ],
    };
  }, [report, messages]);
  const titled = (title: string) => `${title} (${words.normaliseChoices[scale].toLowerCase()})`;
  const titles = words.curveTitles;
  return (
    <div className="charts" role="group" aria-label={words.curves}>
      <LineChart
        title={titled(titles.pr)}
        xLabel={words.recall}
        yLabel={words.precision}
        xRange={[0, 1]}
        lines={charts.pr}
      />
      <LineChart
        title={titled(titles.f)}
        xLabel={words.threshold}
        yLabel="F"
        xRange={[0, 255]}
        lines={charts.f}
      />
      <LineChart
        title={titled(titles.e)}
        xLabel={words.threshold}
        yLabel="E"
        xRange={[0, 255]}
        lines={charts.e}
      />
      <LineChart
        title={titles.sparsification}
        xLabel={words.removed}
        yLabel={words.relativeError}
        xRange={[0, 1]}
        lines={charts.sparsification}
      />
    </div>
  );
}

interface MapFigureProps {
  readonly shown: ShownMap | null;
  readonly title: string;
  readonly help: string;
  readonly onEnlarge: (key: string) => void;
}

function MapFigure({ shown, title, help, onEnlarge }: MapFigureProps) {
  const messages = useMessages();
  return (
    <figure className="assessment-map">
      <figcaption>
        <h3>{title}</h3>
        <p className="hint">{help}</p>
      </figcaption>
      <MapPicture shown={shown} title={title} onOpen={onEnlarge} />
      <div className="card-foot">
        {shown !== null && <ColourScale shown={shown} />}
        {shown?.download && (
          <DownloadButton what={shown.download} title={title}>
            {messages.maps.png}
          </DownloadButton>
        )}
      </div>
    </figure>
  );
}

function PosteriorTable({ posterior, prior }: { posterior: PosteriorFacts; prior: ImageFacts }) {
  const messages = useMessages();
  const words = messages.assessment;
  const sum = posterior.kl.reduce((total, nats) => total + nats, 0);
  return (
    <table className="facts-table number" data-testid="posterior">
      <caption>
        {words.posterior}
        <Help about={words.posterior} text={words.posteriorHelp} chapter="autoencoder" />
      </caption>
      <thead>
        <tr>
          <th scope="col">{words.latent}</th>
          <th scope="col">{words.posteriorColumn}</th>
          <th scope="col">{words.priorColumn}</th>
          <th scope="col">{words.kl}</th>
        </tr>
      </thead>
      <tbody>
        {posterior.mu.map((mu, axis) => (
          <tr key={axis}>
            <th scope="row">{messages.explorer.axis(axis)}</th>
            <td>{words.gaussian(mu, posterior.sigma[axis]!)}</td>
            <td>{words.gaussian(prior.priorMu[axis]!, prior.priorSigma[axis]!)}</td>
            <td>{formatFixed(posterior.kl[axis]!, 3)}</td>
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row" colSpan={3}>
            {words.total}
          </th>
          <td>{formatFixed(sum, 3)}</td>
        </tr>
      </tfoot>
    </table>
  );
}

/** Those that depend on how the uncertainty is measured; the others are the same for both. */
const BY_KIND = ['consensusAuroc', 'auroc', 'aupr', 'ause'] as const;
const BY_MAPS = [
  'errorRate',
  'expectedCalibrationError',
  'generalisedEnergyDistance',
  'bestIou',
] as const satisfies readonly (keyof UncertaintyScores)[];

function UncertaintyTable({ report }: { report: TruthReport }) {
  const words = useMessages().assessment;
  const number = (value: number | null) => (value === null ? words.none : formatScore(value));
  const scores = words.uncertaintyScores;
  const valueOf = (kind: (typeof UNCERTAINTY_KINDS)[number], key: (typeof BY_KIND)[number]) => {
    const { scores: ofMean, consensusErrors } = report.uncertainty[kind];
    return key === 'consensusAuroc' ? consensusErrors.auroc : ofMean[key];
  };
  return (
    <table className="facts-table number" data-testid="uncertainty">
      <caption>
        {words.uncertainty}
        <span className="hint">{words.uncertaintyHelp}</span>
      </caption>
      <thead>
        <tr>
          <td />
          {UNCERTAINTY_KINDS.map((kind) => (
            <th key={kind} scope="col">
              {words.kinds[kind]}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {BY_KIND.map((key) => (
          <tr key={key}>
            <ScoreHead {...scores[key]} />
            {UNCERTAINTY_KINDS.map((kind) => (
              <td key={kind}>{number(valueOf(kind, key))}</td>
            ))}
          </tr>
        ))}
        {BY_MAPS.map((key) => (
          <tr key={key}>
            <ScoreHead {...scores[key]} />
            <td colSpan={2}>{number(report.uncertainty.entropy.scores[key])}</td>
          </tr>
        ))}
        <tr>
          <ScoreHead title={words.sampleDistance} help={words.sampleDistanceHelp} />
          <td colSpan={2}>{number(report.sampleDistance)}</td>
        </tr>
      </tbody>
    </table>
  );
}

function ScoreHead({ title, help }: { title: string; help: string }) {
  return (
    <th scope="row">
      {title}
      <Help about={title} text={help} chapter="measures" />
    </th>
  );
}
