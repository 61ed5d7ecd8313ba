import { meanChange } from '../../../image/marks.ts';
import type { ScalarMap } from '../../../image/types.ts';
import type { Inspection } from '../../../inference/ucNetLens.ts';
import { mean } from '../../../math/statistics.ts';
import { halfMask, maskOverlap } from '../../../metrics/maskOverlap.ts';
import { type DiagonalGaussian, standardDeviations } from '../../../model/diagonalGaussian.ts';
import type { CourseFacts, PosteriorOfTruth } from '../../../worker/courseSession.ts';
import { useCommonMessages } from '../../common/commonTexts.ts';
import { latentMeanings } from '../../models/modelFacts.ts';
import { formatNumber } from '../format.ts';
import { formatFixed } from '../../parts/format.ts';
import { useLearnMessages } from '../messages/messages.ts';
import { Formula } from '../parts/Formula.tsx';
import { Handle } from '../parts/Handle.tsx';
import { MapFigure } from '../parts/MapFigure.tsx';
import { Numbers } from '../parts/Numbers.tsx';
import { ShowMotorcycle } from './DepthLab.tsx';
import { REACH, type UcNetProps } from './fields.ts';

const AXES = ['z1', 'z2', 'z3'] as const;

interface LatentLabProps extends UcNetProps {
  readonly facts: CourseFacts | null;
  readonly inspection: Inspection | null;
  readonly map: ScalarMap | null;
  /** Its address. */
  readonly photo: string | null;
  /** Null where the picture has no truth, or nobody has asked. */
  readonly posterior: PosteriorOfTruth | null;
  readonly hasTruth: boolean;
  readonly onAsk: () => void;
}

/** z by hand: the prior, the posterior where there is a truth, and the answer. */
export function LatentLab(props: LatentLabProps) {
  const { ucnet, network } = useLearnMessages();
  const words = ucnet.latent;
  const { sliderEnd } = useCommonMessages();
  const { values, change, facts, inspection, map, photo, posterior, hasTruth, onAsk } = props;
  const meanings = facts === null ? [] : latentMeanings(facts.card);
  const sigmas = inspection === null ? [] : standardDeviations(inspection.prior);
  return (
    <div className="lab" data-testid="latent-lab">
      <div className="lab-picture">
        <div className="map-row map-row-two">
          {map !== null && <MapFigure label={words.map} map={map} />}
          {photo !== null && (
            <figure className="map-figure">
              <img className="network-photo" src={photo} alt={network.photo} />
              <figcaption>{network.photo}</figcaption>
            </figure>
          )}
        </div>
        {posterior !== null && inspection !== null && (
          <Explained posterior={posterior} prior={inspection.prior} change={change} />
        )}
        {facts !== null && <Shuffle facts={facts} />}
      </div>
      <div className="lab-handles">
        {AXES.map((axis, index) => (
          <div key={axis}>
            <Handle
              label={words.slider(formatNumber(index + 1))}
              min={-REACH}
              max={REACH}
              step={0.1}
              value={values[axis]}
              text={words.sigma(formatNumber(values[axis], 1))}
              onChange={(value) => change({ [axis]: value })}
            />
            {meanings[index] !== undefined && (
              <p className="handle-ends hint">
                <span>← {sliderEnd(meanings[index].low)}</span>{' '}
                <span>{sliderEnd(meanings[index].high)} →</span>
              </p>
            )}
          </div>
        ))}
        <div className="lab-row">
          <button type="button" className="button" onClick={() => change({ z1: 0, z2: 0, z3: 0 })}>
            {words.reset}
          </button>
          <button type="button" className="button" disabled={!hasTruth} onClick={onAsk}>
            {words.ask}
          </button>
        </div>
        <p className="hint">{hasTruth ? words.askAbout : words.noTruth}</p>
        {!hasTruth && <ShowMotorcycle change={change} />}
        <Numbers
          entries={[[words.mean, map === null ? '–' : formatFixed(mean(map.data), 4), 'map-mean']]}
        />
        <ul className="hint number">
          {inspection?.prior.mu.map((mu, index) => (
            <li key={index}>
              {words.prior(
                formatNumber(index + 1),
                formatFixed(mu, 2),
                formatFixed(sigmas[index]!, 2),
              )}
            </li>
          ))}
        </ul>
        {posterior !== null && (
          <ul className="hint number" data-testid="posterior">
            {posterior.mu.map((mu, index) => (
              <li key={index}>
                {words.posterior(
                  formatNumber(index + 1),
                  formatFixed(mu, 2),
                  formatFixed(standardDeviations(posterior)[index]!, 2),
                  formatFixed(posterior.kl[index]!, 2),
                )}
              </li>
            ))}
          </ul>
        )}
        <Formula lines={words.formula} source={words.source} />
      </div>
    </div>
  );
}

/** Of KL in nats: below it the posterior says next to nothing. */
const LITTLE = 0.5;

/** What PosteriorNet's answer is worth: the maps at both means beside the truth. */
function Explained({
  posterior,
  prior,
  change,
}: Pick<UcNetProps, 'change'> & { posterior: PosteriorOfTruth; prior: DiagonalGaussian }) {
  const words = useLearnMessages().ucnet.latent;
  const { truth, atPrior, atPosterior, kl } = posterior;
  const scored = (label: string, map: ScalarMap) =>
    words.scored(
      label,
      formatFixed(meanChange(map, truth), 3),
      formatFixed(maskOverlap(halfMask(map), halfMask(truth)), 3),
    );
  const sum = kl.reduce((a, b) => a + b, 0);
  const setSliders = () => {
    const sigma = standardDeviations(prior);
    const [z1, z2, z3] = posterior.mu.map((mu, k) => {
      const steps = (mu - prior.mu[k]!) / sigma[k]!;
      return Math.round(Math.min(Math.max(steps, -REACH), REACH) * 10) / 10;
    });
    change({ z1: z1!, z2: z2!, z3: z3! });
  };
  return (
    <div className="learn-step" data-testid="explained">
      <div className="map-row map-row-three">
        <MapFigure label={scored(words.atPrior, atPrior)} map={atPrior} />
        <MapFigure label={scored(words.atPosterior, atPosterior)} map={atPosterior} />
        <MapFigure label={words.truth} map={truth} />
      </div>
      <p>{(sum < LITTLE ? words.littleKl : words.muchKl)(formatFixed(sum, 2))}</p>
      <div className="lab-row">
        <button type="button" className="button" onClick={setSliders}>
          {words.setSliders}
        </button>
      </div>
    </div>
  );
}

/** The order in which PredictionNet's first convolution gets features and z. */
function Shuffle({ facts }: { facts: CourseFacts }) {
  const words = useLearnMessages().ucnet.latent;
  const { channelOrder, featureWidth, latentDim } = facts.config;
  return (
    <>
      <h3>{words.shuffleTitle}</h3>
      <p>{words.shuffle(formatNumber(featureWidth), formatNumber(latentDim))}</p>
      <ol className="shuffle" data-testid="shuffle">
        {channelOrder.map((channel) => {
          const isLatent = channel >= featureWidth;
          return (
            <li key={channel} data-latent={isLatent}>
              {isLatent
                ? words.slider(formatNumber(channel - featureWidth + 1))
                : words.feature(formatNumber(channel + 1))}
            </li>
          );
        })}
      </ol>
    </>
  );
}
