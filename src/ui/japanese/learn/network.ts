import { formatMillions } from '../../learn/format.ts';
import type { Texts } from '../../../languages/languages.ts';
import type { network as english } from '../../learn/messages/english/network.ts';

/** ネットワークの中を見る章に共通の語句。 */
export const network: Texts<typeof english> = {
  picture: '計算に使う画像',
  open: '開いている画像',
  loading: 'ネットワークを読み込んでいます（4〜7 MB、最初の一度だけ）。そのあと実行します…',
  computing: '計算しています…',
  again: 'もう一度試す',
  lost: 'ネットワークが止まったか、そのコードを読み込めませんでした。接続を確かめて、もう一度試してください。',
  noExamples: '例の画像を取得できません。接続を確かめて、ページを読み込み直してください。',
  photo: '写真',
  square:
    'ネットワークは、どの画像も 352 × 352 画素の正方形にして見ます。ここでもその形で表示します。',
  layerSize: (height, width, channels) => `${height} × ${width} 画素、${channels} チャネル`,
  tiles: (shown, all) => `${all} チャネルのうち ${shown} チャネルを小さく表示`,
  channel: (number) => `チャネル ${number}`,
  first: (count) =>
    `小さく表示しているのは最初の ${count} チャネルです。スライダーではすべて選べます。`,
  channelHandle: 'チャネル',
  least: '最小',
  mean: '平均',
  greatest: '最大',
  multiplyAdds: (count) => `${formatMillions(count)}回`,
};
