import { useEffect, useRef } from 'react';
import { useCommonMessages } from '../../common/commonTexts.ts';
import { exampleAddress } from '../../input/exampleList.ts';
import { useLearnMessages } from '../messages/messages.ts';
import { OPEN, type Pictures } from './usePicture.ts';

interface PicturePickerProps {
  readonly pictures: Pictures;
  readonly onPick: (name: string) => void;
}

/** What the chapter computes on: the open picture or a sample. */
export function PicturePicker({ pictures, onPick }: PicturePickerProps) {
  const words = useLearnMessages().network;
  const { say, sampleTitle } = useCommonMessages();
  const { examples, openAddress, openExample, shown, problem } = pictures;
  const entries = [
    ...(openAddress === null ? [] : [{ id: OPEN, title: words.open, address: openAddress }]),
    ...examples
      .filter(({ id }) => id !== openExample || id === shown)
      .map(({ id, title, thumb }) => ({
        id,
        title: sampleTitle(title),
        address: exampleAddress(thumb),
      })),
  ];
  const chosen = entries.find(({ id }) => id === shown);
  const list = useRef<HTMLUListElement>(null);
  useEffect(() => {
    // On a phone the list is wider than the screen, and a link may choose any of it.
    const button = list.current?.querySelector<HTMLElement>('[aria-pressed="true"]');
    if (button) list.current!.scrollLeft = button.offsetLeft - list.current!.clientWidth / 2;
  }, [shown, entries.length]);
  return (
    <>
      <ul ref={list} className="picture-picker" aria-label={words.picture}>
        {entries.map(({ id, title, address }) => (
          <li key={id}>
            <button
              type="button"
              title={title}
              aria-label={title}
              aria-pressed={id === shown}
              onClick={() => onPick(id)}
            >
              <img src={address} alt="" />
            </button>
          </li>
        ))}
      </ul>
      <p className="hint">{chosen?.title ?? '\u00a0'}</p>
      {problem !== null && (
        <p className="notice notice-bad" role="status">
          {say(problem)}
        </p>
      )}
    </>
  );
}
