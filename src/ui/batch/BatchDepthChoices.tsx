import {
  AS_STORED,
  type DepthAdjustment,
  QUARTER_TURNS,
  type QuarterTurns,
} from '../../image/adjustDepth.ts';
import { ZERO_CHOICES } from '../../image/depthReadings.ts';
import type { NearChoice } from '../../inference/prepareDepth.ts';
import { NEAR_CHOICES } from '../input/depthChoice.ts';
import type { PairSettings } from '../input/photo.ts';
import { useMessages } from '../messages.ts';
import { Segments } from '../parts/Segments.tsx';

const FITS = ['refuse', 'stretch', 'crop'] as const;
const TURNS = ['0', '1', '2', '3'] as const satisfies readonly `${QuarterTurns}`[];

interface BatchDepthChoicesProps {
  readonly settings: PairSettings;
  readonly onChange: (part: Partial<PairSettings>) => void;
}

/** One answer for the depth maps of all pairs: which end is near, what becomes of another shape, and what the inspector sets. */
export function BatchDepthChoices({ settings, onChange }: BatchDepthChoicesProps) {
  const { batch: words, input, inspector } = useMessages();
  const adjust = settings.adjust ?? AS_STORED;
  const set = (part: Partial<DepthAdjustment>) => onChange({ adjust: { ...adjust, ...part } });
  return (
    <>
      <Segments
        legend={input.near}
        showLegend
        small
        help={input.nearHelp}
        options={NEAR_CHOICES}
        labels={input.nearChoices}
        value={settings.near}
        onChange={(near: NearChoice) => onChange({ near })}
      />
      <Segments
        legend={words.fit}
        showLegend
        small
        help={words.fitHelp}
        options={FITS}
        labels={words.fitChoices}
        value={settings.fit ?? 'refuse'}
        onChange={(fit) => onChange({ fit: fit === 'refuse' ? null : fit })}
      />
      <Segments
        legend={inspector.zeros}
        showLegend
        small
        options={ZERO_CHOICES}
        labels={inspector.zeroChoices}
        value={adjust.zeros}
        onChange={(zeros) => set({ zeros })}
      />
      <Segments
        legend={words.turned}
        showLegend
        small
        help={words.turnedHelp}
        options={TURNS}
        labels={words.turns}
        value={`${adjust.turns}`}
        onChange={(turns) => set({ turns: QUARTER_TURNS[Number(turns)]! })}
      />
      <label className="batch-check">
        <input
          type="checkbox"
          checked={adjust.mirror}
          onChange={({ target }) => set({ mirror: target.checked })}
        />
        {words.mirrored}
      </label>
    </>
  );
}
