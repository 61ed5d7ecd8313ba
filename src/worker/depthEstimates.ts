import type { DepthMap, RgbImage } from '../image/types.ts';
import type { DepthEstimator } from '../inference/depthEstimator.ts';
import { KEPT_FILES, RecentValues } from './decodedFiles.ts';
import { downloadModel, type ModelSources, withFolder } from './modelFiles.ts';

type Estimator = Pick<DepthEstimator, 'estimate' | 'estimateUnread'>;

/**
 * Depth of photos that came without, by a network of its own that is fetched when the first photo asks for it. A fetch
 * that failed is tried again with the next call.
 */
export class DepthEstimates {
  private readonly estimates = new RecentValues<DepthMap>(KEPT_FILES);
  private readonly estimators = new RecentValues<Estimator>(1);

  /** @param open fetches the network and puts it on the active backend */
  constructor(private readonly open: () => Promise<Estimator>) {}

  /**
   * The estimate for a photo, made once for a key.
   *
   * @throws ModelUnavailable when the network cannot be had
   */
  async ofFile(key: string, photo: RgbImage): Promise<DepthMap> {
    return this.estimates.get(key, () => this.of(photo));
  }

  /** @throws ModelUnavailable when the network cannot be had */
  readonly of = async (photo: RgbImage): Promise<DepthMap> => {
    return (await this.estimator()).estimate(photo);
  };

  /** @throws ModelUnavailable when the network cannot be had */
  async estimator(): Promise<Estimator> {
    return this.estimators.get('', this.open);
  }
}

/**
 * Fetches the network that estimates depth.
 *
 * @param address absolute address of its folder, ending in a slash
 * @throws ModelUnavailable when a file is missing, damaged or of another kind
 */
export async function openDepthEstimator(
  address: string,
  sources: ModelSources,
): Promise<DepthEstimator> {
  const loading = import('../inference/depthEstimator.ts');
  return withFolder(address, async () => {
    const [{ DepthEstimator }, { card, weights }] = await Promise.all([
      loading,
      downloadModel(address, sources, () => undefined),
    ]);
    return DepthEstimator.load({ config: card, weights });
  });
}
