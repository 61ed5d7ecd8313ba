import { useMemo } from 'react';
import { meanChange } from '../../../image/marks.ts';
import type { ScalarMap } from '../../../image/types.ts';
import { mean } from '../../../math/statistics.ts';
import { halfMask, maskOverlap } from '../../../metrics/maskOverlap.ts';
import { modelAddress } from '../../models/modelList.ts';
import { Segments } from '../../parts/Segments.tsx';
import { formatNumber, formatShare } from '../format.ts';
import { formatFixed } from '../../parts/format.ts';
import { useLearnMessages } from '../messages/messages.ts';
import { NetworkStatus } from '../network/NetworkStatus.tsx';
import { PicturePicker } from '../network/PicturePicker.tsx';
import { type Course, useCourse } from '../network/useCourse.ts';
import { useLatest } from '../network/useLatest.ts';
import { type ChapterPicture, usePicture } from '../network/usePicture.ts';
import { channelOf, outlineLength, rangeOf } from '../parts/maps.ts';
import { Formula } from '../parts/Formula.tsx';
import { MapFigure } from '../parts/MapFigure.tsx';
import { Numbers } from '../parts/Numbers.tsx';
import { Predict } from '../parts/Predict.tsx';
import { useLinkedFields } from '../useLinkedFields.ts';
import { FCN_FIELDS, type Head, HEADS, silentOf, SKIPS } from './fields.ts';

function run(course: Course, picture: ChapterPicture, head: Head, silent: readonly number[]) {
  const address = modelAddress(`${head}-mobilenetv2/`);
  return course.ask((api) => api.baseline(address, picture, silent));
}

/** Chapter 2: from a class to a map, by the baselines that come with the page. */
export function FcnChapter() {
  const messages = useLearnMessages();
  const words = messages.fcn;
  const [values, change] = useLinkedFields(FCN_FIELDS);
  const pictures = usePicture(values.picture);
  const { picture } = pictures;
  const course = useCourse();
  const { head } = values;
  const silent = silentOf(values);
  const key = picture === null ? null : `${picture.key} ${head}`;
  const whole = useLatest(key, async () => ({
    key,
    ...(await run(course, picture!, head, [])),
  }));
  const inspected = useLatest(key && `${key} ${silent.join()}`, async () => ({
    key,
    head,
    ...(await run(course, picture!, head, silent)),
  }));
  const side = useLatest(values.all === 'on' ? (picture?.key ?? null) : null, async () => {
    const maps = [];
    for (const each of HEADS) maps.push((await run(course, picture!, each, [])).map);
    const { truth } = picture!;
    return { maps, truth: truth && (await course.ask((api) => api.truth(truth))) };
  });
  const { questions, heads, all, lab } = words;
  const shown = inspected.value;
  const stages = useMemo(() => shown?.stages.map((stage) => channelOf(stage, 0)) ?? [], [shown]);
  const isUNet = shown?.head === 'u-net';
  const map = shown?.map ?? null;
  const scored = (name: string, of: ScalarMap) => {
    const truth = side.value?.truth ?? null;
    if (truth === null) return name;
    const iou = maskOverlap(halfMask(of), halfMask(truth));
    const outline = formatNumber(outlineLength(of));
    return all.scored(name, formatFixed(meanChange(of, truth), 3), formatFixed(iou, 3), outline);
  };
  return (
    <>
      <p>{words.intro}</p>
      <PicturePicker pictures={pictures} onPick={(name) => change({ picture: name })} />
      <NetworkStatus pictures={pictures} latest={[whole, inspected, side]} />
      <Predict id="coarse" question={questions.coarse} />
      <h2>{lab.title}</h2>
      <p>{lab.text}</p>
      <div className="lab" data-testid="fcn-lab" aria-busy={whole.busy || inspected.busy}>
        <div className="lab-picture">
          <Segments
            legend={heads.legend}
            options={HEADS}
            labels={heads.names}
            value={head}
            // Another head begins whole: a skip that is off must be seen to be off.
            onChange={(next) => change({ head: next, skip16: 'on', skip8: 'on', skip4: 'on' })}
          />
          <div className="map-row map-row-two">
            {picture !== null && (
              <figure className="map-figure">
                <img className="network-photo" src={picture.address} alt="" />
                <figcaption>{messages.network.photo}</figcaption>
              </figure>
            )}
            {map !== null && <MapFigure label={lab.map} map={map} />}
          </div>
          <h3>{lab.scores}</h3>
          <p>{isUNet ? lab.scoresText.uNet : lab.scoresText.fcn}</p>
          <div className="map-row map-row-small map-row-cells" data-testid="stages">
            {stages.map((stage, index) => (
              <MapFigure
                key={index}
                label={lab.stage(formatNumber(stage.width))}
                map={stage}
                range={rangeOf(stage.data)}
              />
            ))}
          </div>
        </div>
        <div className="lab-handles">
          <p>{heads.about[head]}</p>
          {SKIPS[head].map((stride) => (
            <label key={stride} className="check">
              <input
                type="checkbox"
                checked={values[`skip${stride}`] === 'on'}
                onChange={({ target }) =>
                  change({ [`skip${stride}`]: target.checked ? 'on' : 'off' })
                }
              />
              {lab.skip(formatNumber(stride))}
            </label>
          ))}
          <Numbers
            entries={[
              [
                lab.numbers.outline,
                map === null ? '–' : formatNumber(outlineLength(map)),
                'outline',
              ],
              [lab.numbers.area, map === null ? '–' : formatShare(mean(map.data))],
              [
                lab.numbers.change,
                map === null || whole.value === null || whole.value.key !== shown?.key
                  ? '–'
                  : formatFixed(meanChange(map, whole.value.map), 3),
                'change',
              ],
            ]}
          />
          <Formula lines={lab.formula[head]} source={lab.source} />
        </div>
      </div>
      <Predict id="skips" question={questions.skips} />
      <Predict id="join" question={questions.join} />
      <h2>{all.title}</h2>
      <p>{all.text}</p>
      <div className="lab-row">
        <button
          type="button"
          className="button"
          onClick={() => change({ all: values.all === 'on' ? 'off' : 'on' })}
        >
          {values.all === 'on' ? all.hide : all.button}
        </button>
      </div>
      {values.all === 'on' && side.value !== null && (
        <div className="map-row map-row-four" data-testid="all-heads">
          {side.value.maps.map((each, index) => (
            <MapFigure key={index} label={scored(heads.names[HEADS[index]!], each)} map={each} />
          ))}
        </div>
      )}
    </>
  );
}
