import { formatFixed } from '../../parts/format.ts';
import type { DepthParts } from '../../../inference/ucNetLens.ts';
import { useLearnMessages } from '../messages/messages.ts';
import { rangeOf, valueAtPlace } from '../parts/maps.ts';
import { Formula } from '../parts/Formula.tsx';
import { Handle } from '../parts/Handle.tsx';
import { MapFigure } from '../parts/MapFigure.tsx';
import { Numbers } from '../parts/Numbers.tsx';
import { UCNET_FIELDS, type UcNetProps } from './fields.ts';

/** Above it, the corrected depth is the reading. */
const WHOLLY_TRUSTED = 0.99;

const PARTS = ['reading', 'trust', 'estimate', 'corrected'] as const;

interface DepthLabProps extends UcNetProps {
  readonly parts: DepthParts | null;
}

/** How a corrected depth comes about, at a pixel. */
export function DepthLab({ values, change, parts }: DepthLabProps) {
  const words = useLearnMessages().ucnet.depth;
  const [x, y] = [values.depthX / 100, values.depthY / 100];
  const pick = (across: number, down: number) =>
    change({ depthX: Math.round(across * 1000) / 10, depthY: Math.round(down * 1000) / 10 });
  const at = (part: (typeof PARTS)[number]) =>
    parts === null ? null : valueAtPlace(parts[part], x, y);
  const text = (value: number | null) => (value === null ? '–' : formatFixed(value, 3));
  const trust = at('trust');
  return (
    <div className="lab" data-testid="depth-lab">
      <div className="lab-picture">
        <div className="map-row map-row-two">
          {parts !== null &&
            PARTS.map((part) => (
              <MapFigure
                key={part}
                label={words[part]}
                map={parts[part]}
                mark={[x, y]}
                onPick={pick}
              />
            ))}
        </div>
      </div>
      <div className="lab-handles">
        {(['depthX', 'depthY'] as const).map((name) => (
          <Handle
            key={name}
            label={name === 'depthX' ? words.across : words.down}
            min={UCNET_FIELDS[name].min}
            max={UCNET_FIELDS[name].max}
            value={values[name]}
            onChange={(value) => change({ [name]: value })}
          />
        ))}
        <Numbers entries={PARTS.map((part) => [words[part], text(at(part)), `depth-${part}`])} />
        <p className="sum" data-testid="depth-sum">
          {words.sum({
            trust: text(trust),
            reading: text(at('reading')),
            rest: text(trust === null ? null : 1 - trust),
            estimate: text(at('estimate')),
            corrected: text(at('corrected')),
          })}
        </p>
        {parts !== null && rangeOf(parts.trust.data)[0] > WHOLLY_TRUSTED && (
          <>
            <p className="notice" data-testid="all-trusted">
              {words.allTrusted}
            </p>
            <ShowMotorcycle change={change} />
          </>
        )}
        <Formula lines={words.formula} source={words.source} />
      </div>
    </div>
  );
}

/** The sample whose depth has holes, and which has a ground truth. */
const MOTORCYCLE = 'motorcycle';

/** Leads to a picture on which all of the chapter can be seen. */
export function ShowMotorcycle({ change }: Pick<UcNetProps, 'change'>) {
  const words = useLearnMessages().ucnet;
  return (
    <div className="lab-row">
      <button type="button" className="button" onClick={() => change({ picture: MOTORCYCLE })}>
        {words.showMotorcycle}
      </button>
    </div>
  );
}
