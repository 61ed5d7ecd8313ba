import { formatPercent } from '../../parts/format.ts';
import type { whyMessages } from '../../why/messages.ts';
import type { Texts } from '../../../languages/languages.ts';

const DISTANCES = {
  nearer: '全員が選ぶ所より近くにあります。',
  alike: '全員が選ぶ所と同じくらいの近さにあります。',
  farther: '全員が選ぶ所より遠くにあります。',
};

export const whyJapanese: Texts<typeof whyMessages> = {
  measuring: '理由を測っています…',
  depth: (without, count) =>
    `深度が決め手です。深度がないと、${count} 個中 ${without} 個の回答がここを選びます。`,
  slider: (end, low, high) =>
    `スライダー「${end}」につれて変わります。この場所を選ぶ確信の度合いの平均は、左端で ${formatPercent(low)}、右端で ${formatPercent(high)} です。`,
  nothing: '深度だけでも、どれか一つのスライダーだけでも決まりません。',
  noSlider: 'どれか一つのスライダーだけでは決まりません。',
  lies: (distance, cut) =>
    `${distance === null ? '' : DISTANCES[distance]}${cut ? '画像の端で切れています。' : ''}`,
  learn: '人の見方はなぜ分かれるのか',
};
