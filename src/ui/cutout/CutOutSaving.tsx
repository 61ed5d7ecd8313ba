import { useState } from 'react';
import { MEDIA_TYPES, PICTURE_FORMATS, type PictureFormat } from '../../image/encodePicture.ts';
import type { CutOutPart } from '../../image/cutOutParts.ts';
import { toldOf } from '../../languages/sentence.ts';
import type { CutOutFile } from '../../worker/cutOutSession.ts';
import { isAbort } from '../../worker/problem.ts';
import { useMessages } from '../messages.ts';
import { leaveFocus } from '../parts/leaveFocus.ts';
import { Icon } from '../parts/Icon.tsx';
import { Segments } from '../parts/Segments.tsx';
import { saveBlob } from '../result/download.ts';
import type { CutOutClient } from './cutOutClient.ts';
import type { Choices } from './choices.ts';
import { type Answer, emptyReason, fileName, requestOf } from './request.ts';

interface CutOutSavingProps {
  readonly client: CutOutClient;
  /** The photo's name. */
  readonly photo: string;
  readonly choices: Choices;
  readonly answers: readonly Answer[];
  /** Numbers of the contested places, pixel by pixel. */
  readonly places: Uint8Array;
  /** Of the picture on the screen. */
  readonly parts: readonly CutOutPart[];
  /** There is something to save. */
  readonly ready: boolean;
  readonly onFormat: (format: PictureFormat) => void;
}

/** Makes the cut-out at the photo's full size: as a file, or for the clipboard. */
export function CutOutSaving(props: CutOutSavingProps) {
  const { client, photo, choices, answers, places, parts, ready, onFormat } = props;
  /** How far the picture is, in [0,1]; null while none is made. */
  const [progress, setProgress] = useState<number | null>(null);
  const [told, setTold] = useState('');
  const { cutOut: words, say } = useMessages();
  const make = async (format: PictureFormat): Promise<CutOutFile> => {
    const file = await client.make(
      requestOf(choices, answers, places, format),
      format,
      setProgress,
    );
    if (file === null) throw new Error(emptyReason(parts, choices, words));
    return file;
  };
  const work = async (what: () => Promise<string>) => {
    setProgress(0);
    setTold('');
    try {
      setTold(await what());
    } catch (error) {
      if (!isAbort(error)) setTold(words.failed(say(toldOf(error))));
    } finally {
      setProgress(null);
    }
  };
  const save = () =>
    work(async () => {
      const { format } = choices;
      const { bytes, width, height } = await make(format);
      const name = fileName(photo, format);
      saveBlob(name, new Blob([bytes], { type: MEDIA_TYPES[format] }));
      return words.saved(name, width, height);
    });
  const copy = () =>
    work(async () => {
      if (!canCopy()) return words.noCopy;
      // Browsers want the promise at once, within the click.
      const picture = make('png').then(({ bytes }) => new Blob([bytes], { type: 'image/png' }));
      let failure: unknown = null;
      picture.catch((error: unknown) => (failure = error));
      try {
        await navigator.clipboard.write([new ClipboardItem({ 'image/png': picture })]);
        return words.copied;
      } catch {
        await picture.catch(() => undefined);
        if (failure !== null) throw failure;
        return words.noCopy;
      }
    });
  const busy = progress !== null;
  return (
    <div className="cut-out-saving" tabIndex={-1}>
      {busy ? (
        <div className="cut-out-progress">
          <progress max={1} value={progress} aria-label={words.saving} />
          <button ref={leaveFocus} type="button" className="button" onClick={() => client.giveUp()}>
            {words.cancel}
          </button>
        </div>
      ) : (
        <div className="cut-out-actions">
          <button
            ref={leaveFocus}
            type="button"
            className="button primary"
            data-first-focus
            disabled={!ready}
            onClick={() => void save()}
          >
            <Icon name="download" />
            {words.save}
          </button>
          <button
            ref={leaveFocus}
            type="button"
            className="button"
            disabled={!ready}
            onClick={() => void copy()}
          >
            {words.copy}
          </button>
        </div>
      )}
      <Segments
        small
        legend={words.format}
        options={PICTURE_FORMATS}
        labels={words.formats}
        value={choices.format}
        onChange={onFormat}
      />
      {choices.format === 'jpg' && choices.background === 'transparent' && <p>{words.jpegNote}</p>}
      <p className="cut-out-told" role="status">
        {busy ? words.saving : told}
      </p>
    </div>
  );
}

function canCopy(): boolean {
  return typeof ClipboardItem === 'function' && typeof navigator.clipboard?.write === 'function';
}
