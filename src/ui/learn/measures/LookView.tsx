import { useMemo } from 'react';
import type { BinaryMask } from '../../../metrics/metricInput.ts';
import { formatNumber } from '../format.ts';
import { formatFixed } from '../../parts/format.ts';
import type { LearnMessages } from '../messages/english/english.ts';
import { useLearnMessages } from '../messages/messages.ts';
import { PixelPicture } from '../parts/MapFigure.tsx';
import { type NumberEntry, Numbers } from '../parts/Numbers.tsx';
import { Curves } from './Curves.tsx';
import type { Look } from './fields.ts';
import type { Measured } from './measureMap.ts';
import {
  paintAlignment,
  paintContours,
  paintError,
  paintImportance,
  paintOverlap,
  paintSplit,
} from './paint.ts';

/** The four kinds of pixel. */
const CONFUSED = ['truePositives', 'falsePositives', 'falseNegatives', 'trueNegatives'] as const;

interface LookViewProps {
  readonly look: Look;
  readonly map: Uint8Array;
  readonly truth: BinaryMask;
  readonly measured: Measured;
}

/** What one measure sees of the map, with the numbers that it is made of. */
export function LookView({ look, map, truth, measured }: LookViewProps) {
  const words = useLearnMessages().measures;
  const pixels = useMemo(() => {
    switch (look) {
      case 'error':
        return paintError(map, truth);
      case 'weighted':
        return paintImportance(measured);
      case 'overlap':
        return paintOverlap(truth, measured);
      case 's':
        return paintSplit(map, truth, measured);
      case 'e':
        return paintAlignment(truth, measured);
      case 'contour':
        return paintContours(truth, measured);
      case 'f':
        return null;
    }
  }, [look, map, truth, measured]);
  return (
    <>
      {pixels === null ? (
        <Curves {...measured} />
      ) : (
        <PixelPicture
          label={words.look.names[look]}
          height={truth.height}
          width={truth.width}
          pixels={pixels}
        />
      )}
      <Numbers entries={numbersOf(look, measured, words)} testId="look-numbers" />
    </>
  );
}

function numbersOf(
  look: Look,
  measured: Measured,
  words: LearnMessages['measures'],
): readonly NumberEntry[] {
  const { scores, parts, confusion, alignments, contour, threshold } = measured;
  const three = (value: number) => formatFixed(value, 3);
  switch (look) {
    case 'error':
      return [[words.error.mean, three(scores.mae)]];
    case 'f':
      return [
        [words.f.threshold, three(threshold)],
        [words.f.adaptiveF, three(measured.adaptiveF)],
        [words.f.meanF, three(measured.curves.f.reduce((sum, value) => sum + value, 0) / 256)],
        [words.f.maxF, three(Math.max(...measured.curves.f))],
      ];
    case 'weighted':
      return [
        [words.weighted.precision, three(measured.weighted.precision)],
        [words.weighted.recall, three(measured.weighted.recall)],
        [words.weighted.f, three(measured.weighted.f)],
      ];
    case 'overlap':
      return [
        ...CONFUSED.map((kind) => [words.e.kinds[kind], formatNumber(confusion[kind])] as const),
        [words.scores.names.iou, three(scores.iou)],
        [words.scores.names.pixelAccuracy, three(scores.pixelAccuracy)],
        [words.scores.names.classAccuracy, three(scores.classAccuracy)],
      ];
    case 's':
      return [
        [words.s.object, three(parts.object)],
        [words.s.region, three(parts.region)],
        ...parts.similarities.map(
          (value, index) => [words.s.regions[index]!, three(value)] as const,
        ),
      ];
    case 'e':
      return CONFUSED.map((kind) => [
        words.e.kinds[kind],
        words.e.kind(three(alignments[kind]), formatNumber(confusion[kind])),
      ]);
    case 'contour':
      return [
        [words.contour.precision, three(contour.precision)],
        [words.contour.recall, three(contour.recall)],
        [words.contour.pixels, formatNumber(contour.tolerance, 2)],
      ];
  }
}
