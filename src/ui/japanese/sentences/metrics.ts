import type { metricsEnglish } from '../../../metrics/sentences.ts';
import type { Texts } from '../../../languages/languages.ts';

/** What is told of a ground truth in Japanese. */
export const metrics: Texts<typeof metricsEnglish> = {
  allButBlack: () =>
    '正解マップは、ラベル 0 と 1 のマスクのように、ほとんど真っ黒です。前景が白になるように、255 倍（16 ビットなら 65535 倍）してください。',
};
