import { useMemo } from 'react';
import type { ScalarMap } from '../../../image/types.ts';
import { consensus } from '../../../inference/sampleSummary.ts';
import { Segments } from '../../parts/Segments.tsx';
import { formatNumber, formatShare } from '../format.ts';
import { formatFixed } from '../../parts/format.ts';
import { useLearnMessages } from '../messages/messages.ts';
import { Formula } from '../parts/Formula.tsx';
import { Handle } from '../parts/Handle.tsx';
import { MapFigure } from '../parts/MapFigure.tsx';
import { Numbers } from '../parts/Numbers.tsx';
import { SHOWS, UCNET_FIELDS, type UcNetProps } from './fields.ts';
import { binaryMap, disputeOf, type PixelVote, voteAt } from './vote.ts';

interface ConsensusLabProps extends UcNetProps {
  readonly maps: readonly ScalarMap[] | null;
}

/** The consensus of one pixel, step by step. */
export function ConsensusLab({ values, change, maps }: ConsensusLabProps) {
  const words = useLearnMessages().ucnet.consensus;
  const { show } = values;
  const [x, y] = [values.x / 100, values.y / 100];
  const whole = useMemo(() => maps && consensus(maps), [maps]);
  const shown = useMemo(
    () => (show === 'votes' ? (maps?.map(binaryMap) ?? []) : (maps ?? [])),
    [maps, show],
  );
  const vote = useMemo(() => maps && voteAt(maps, x, y), [maps, x, y]);
  const dispute = useMemo(() => maps && disputeOf(maps), [maps]);
  const pick = (across: number, down: number) =>
    change({ x: Math.round(across * 1000) / 10, y: Math.round(down * 1000) / 10 });
  return (
    <div className="lab" data-testid="consensus-lab">
      <div className="lab-picture">
        <Segments
          legend={words.binary}
          options={SHOWS}
          labels={words.shows}
          value={show}
          onChange={(next) => change({ show: next })}
        />
        <div className="map-row map-row-small">
          {shown.map((map, index) => (
            <MapFigure
              key={index}
              label={words.answer(formatNumber(index + 1))}
              map={map}
              mark={[x, y]}
              onPick={pick}
            />
          ))}
        </div>
        {whole !== null && (
          <div className="map-row map-row-two">
            <MapFigure label={words.map} map={whole.consensusMap} mark={[x, y]} onPick={pick} />
            <MapFigure label={words.agreeing} map={whole.agreement} mark={[x, y]} onPick={pick} />
          </div>
        )}
      </div>
      <div className="lab-handles">
        {(['count', 'seed', 'x', 'y'] as const).map((name) => (
          <Handle
            key={name}
            label={{ count: words.count, seed: words.seed, x: words.across, y: words.down }[name]}
            min={UCNET_FIELDS[name].min}
            max={UCNET_FIELDS[name].max}
            value={values[name]}
            onChange={(value) => change({ [name]: value })}
          />
        ))}
        <div className="lab-row">
          <button
            type="button"
            className="button"
            disabled={!dispute}
            onClick={() => dispute && pick(...dispute.place)}
          >
            {words.toDispute}
          </button>
          {maps !== null && (
            <span className="hint" data-testid="disputed">
              {words.disputed(formatShare(dispute?.share ?? 0))}
            </span>
          )}
        </div>
        {vote !== null && <VoteTable vote={vote} />}
        <Formula lines={words.formula} source={words.source} />
      </div>
    </div>
  );
}

function VoteTable({ vote }: { vote: PixelVote }) {
  const words = useLearnMessages().ucnet.consensus;
  const say = (salient: boolean) => (salient ? words.votes.salient : words.votes.not);
  return (
    <>
      <table className="facts-table number" data-testid="votes">
        <thead>
          <tr>
            <th>{words.table.answer}</th>
            <th>{words.table.value}</th>
            <th>{words.table.threshold}</th>
            <th>{words.table.vote}</th>
          </tr>
        </thead>
        <tbody>
          {vote.votes.map(({ value, threshold, salient }, index) => (
            <tr key={index}>
              <td>{formatNumber(index + 1)}</td>
              <td>{formatFixed(value, 3)}</td>
              <td>{formatFixed(threshold, 3)}</td>
              <td>{say(salient)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <Numbers
        entries={[
          [words.majority, say(vote.salient)],
          [words.agreement, formatShare(vote.agreement), 'agreement'],
          [words.mean, formatFixed(vote.mean, 3)],
          [words.consensus, formatFixed(vote.consensus, 3), 'consensus'],
        ]}
      />
    </>
  );
}
