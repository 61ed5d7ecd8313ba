import { klDivergence, reparameterize } from '../../../model/diagonalGaussian.ts';
import { formatNumber } from '../format.ts';
import { formatFixed } from '../../parts/format.ts';
import { useLearnMessages } from '../messages/messages.ts';
import { CurveLegend } from '../parts/CurveLegend.tsx';
import { Formula } from '../parts/Formula.tsx';
import { Handle } from '../parts/Handle.tsx';
import { Numbers } from '../parts/Numbers.tsx';
import { AUTOENCODER_FIELDS, type AutoencoderProps } from './fields.ts';

const HANDLES = ['mu', 'sigma', 'priorMu', 'priorSigma', 'epsilon'] as const;

const NUMBERS = ['kl', 'reverse', 'z', 'slopeMu', 'slopeSigma'] as const;

const REACH = 6;
const TICKS = [-4, -2, 0, 2, 4];
/** The picture's units for a density of 1. */
const TALL = 2.2;

/** Two Gaussians, their KL, and a z that is drawn from one by hand. */
export function KlLab({ values, change }: AutoencoderProps) {
  const words = useLearnMessages().autoencoder.kl;
  const { mu, sigma, priorMu, priorSigma, epsilon } = values;
  const q = { mu, sigma };
  const p = { mu: priorMu, sigma: priorSigma };
  const z = drawn(q, epsilon);
  const numbers = {
    kl: gaussianKl(q, p),
    reverse: gaussianKl(p, q),
    z,
    slopeMu: 1,
    slopeSigma: epsilon,
  };
  return (
    <div className="lab" data-testid="kl-lab">
      <div className="lab-picture">
        <div className="kl-picture">
          <svg viewBox="-6 -4.6 12 5" role="img" aria-label={words.picture}>
            <path className="curve-axis" d={`M${-REACH} 0H${REACH}`} />
            <path className="curve curve-precision" d={curveOf(p)} />
            <path className="curve curve-f" d={curveOf(q)} />
            <path className="curve-adaptive" d={`M${z} 0.25V${-TALL * density(q, z)}`} />
          </svg>
          <div className="kl-ticks" aria-hidden="true">
            {TICKS.map((tick) => (
              <span
                key={tick}
                style={{ insetInlineStart: `${((tick + REACH) / (2 * REACH)) * 100}%` }}
              >
                {formatNumber(tick)}
              </span>
            ))}
          </div>
        </div>
        <CurveLegend
          lines={[
            ['curve curve-f', words.q],
            ['curve curve-precision', words.p],
            ['curve-adaptive', words.z],
          ]}
        />
        <Formula lines={words.formula} source={words.source} />
      </div>
      <div className="lab-handles">
        {HANDLES.map((name) => (
          <Handle
            key={name}
            label={words.handles[name]}
            min={AUTOENCODER_FIELDS[name].min}
            max={AUTOENCODER_FIELDS[name].max}
            step={0.1}
            value={values[name]}
            onChange={(value) => change({ [name]: value })}
          />
        ))}
        <Numbers
          entries={NUMBERS.map((key) => [
            words.numbers[key],
            formatFixed(numbers[key], 3),
            `kl-${key}`,
          ])}
        />
      </div>
    </div>
  );
}

function curveOf(gaussian: Gaussian): string {
  const places = Array.from({ length: 241 }, (_, step) => (step / 120 - 1) * REACH);
  return `M${places.map((x) => `${x} ${-TALL * density(gaussian, x)}`).join('L')}`;
}

/** A Gaussian by its mean and standard deviation. */
interface Gaussian {
  readonly mu: number;
  /** Above 0. */
  readonly sigma: number;
}

/** KL(q ‖ p) in nats, by the function that the network's own posterior and prior are held against each other with. */
export function gaussianKl(q: Gaussian, p: Gaussian): number {
  return klDivergence(diagonal(q), diagonal(p))[0]!;
}

/** z = μ + σ · ε, by the function that draws the network's own samples. */
export function drawn(q: Gaussian, epsilon: number): number {
  return reparameterize(diagonal(q), [epsilon])[0]!;
}

/** Density of a Gaussian at x. */
export function density({ mu, sigma }: Gaussian, x: number): number {
  return Math.exp(-(((x - mu) / sigma) ** 2) / 2) / (sigma * Math.sqrt(2 * Math.PI));
}

function diagonal({ mu, sigma }: Gaussian) {
  return { mu: [mu], logVar: [2 * Math.log(sigma)] };
}
