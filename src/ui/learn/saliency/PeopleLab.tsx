import { useMemo } from 'react';
import type { ScalarMap } from '../../../image/types.ts';
import type { BinaryMask } from '../../../metrics/metricInput.ts';
import { formatNumber } from '../format.ts';
import { formatFixed } from '../../parts/format.ts';
import { useLearnMessages } from '../messages/messages.ts';
import { Formula } from '../parts/Formula.tsx';
import { Handle } from '../parts/Handle.tsx';
import { MapFigure } from '../parts/MapFigure.tsx';
import { Numbers } from '../parts/Numbers.tsx';
import { SALIENCY_FIELDS, type SaliencyProps } from './fields.ts';
import { crowdOf, inclination, markedBy, type Person, WEIGHTS } from './people.ts';
import { maskOfThings, SCENE, THINGS } from './scene.ts';

const PERSON = ['generous', 'near', 'large'] as const;

/** One person by hand, and several by chance. */
export function PeopleLab({ values, change }: SaliencyProps) {
  const words = useLearnMessages().saliency.person;
  const { generous, near, large, people, seed } = values;
  const person: Person = [generous, near, large];
  const marked = markedBy(person);
  const answer = useMemo(
    () => mapOf(maskOfThings(markedBy([generous, near, large]))),
    [generous, near, large],
  );
  const crowd = useMemo(() => crowdOf(people, seed), [people, seed]);
  const answers = useMemo(() => crowd.masks.map(mapOf), [crowd]);
  return (
    <div className="lab" data-testid="people-lab">
      <div className="lab-picture">
        <div className="map-row map-row-two">
          <MapFigure label={words.answer} map={answer} />
          <MapFigure label={words.crowd} map={crowd.share} />
        </div>
        <div className="map-row map-row-small" data-testid="people">
          {answers.map((map, index) => (
            <MapFigure key={index} label={words.personAnswer(formatNumber(index + 1))} map={map} />
          ))}
        </div>
        <div className="table-scroll" tabIndex={0} role="group" aria-label={words.table.label}>
          <table className="facts-table number">
            <thead>
              <tr>
                <th>{words.table.thing}</th>
                <th>p</th>
                <th>n</th>
                <th>s</th>
                <th>{words.table.sum}</th>
              </tr>
            </thead>
            <tbody>
              {THINGS.map((name) => {
                const value = formatFixed(inclination(name, person), 2);
                return (
                  <tr key={name}>
                    <td>{words.names[name]}</td>
                    <td>{formatFixed(SCENE[name].share, 2)}</td>
                    <td>{formatFixed(WEIGHTS[name].near, 2)}</td>
                    <td>{formatFixed(WEIGHTS[name].large, 2)}</td>
                    <td data-testid={`thing-${name}`}>
                      {marked.includes(name) ? words.marks(value) : words.leaves(value)}
                    </td>
                  </tr>
                );
              })}
            </tbody>
          </table>
        </div>
      </div>
      <div className="lab-handles">
        {PERSON.map((name) => (
          <Handle
            key={name}
            label={words[name]}
            min={SALIENCY_FIELDS[name].min}
            max={SALIENCY_FIELDS[name].max}
            step={0.1}
            value={values[name]}
            onChange={(value) => change({ [name]: value })}
          />
        ))}
        <Handle
          label={words.people}
          min={SALIENCY_FIELDS.people.min}
          max={SALIENCY_FIELDS.people.max}
          value={people}
          onChange={(value) => change({ people: value })}
        />
        <Handle
          label={words.seed}
          min={SALIENCY_FIELDS.seed.min}
          max={SALIENCY_FIELDS.seed.max}
          value={seed}
          onChange={(value) => change({ seed: value })}
        />
        <Numbers
          entries={[
            [words.numbers.iou, formatFixed(crowd.agreement, 3), 'crowd-iou'],
            [words.numbers.best, formatFixed(crowd.best, 3)],
          ]}
        />
        <p className="hint">{words.note}</p>
        <Formula lines={words.formula} source={words.source} />
      </div>
    </div>
  );
}

function mapOf({ height, width, data }: BinaryMask): ScalarMap {
  return { height, width, data: Float32Array.from(data) };
}
