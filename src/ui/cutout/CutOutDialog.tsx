import { type KeyboardEvent, useEffect, useMemo, useState } from 'react';
import { type CutOutPart, keptOf } from '../../image/cutOutParts.ts';
import { toldOf } from '../../languages/sentence.ts';
import { isAbort } from '../../worker/problem.ts';
import type { CutOutPreview, CutOutRequest } from '../../worker/cutOutSession.ts';
import { useStore } from '../engine/usePage.ts';
import { useMessages } from '../messages.ts';
import { Dialog } from '../parts/Dialog.tsx';
import { CutOutBrush, FIRST_BRUSH, type StrokesChange, withoutLast } from './CutOutBrush.tsx';
import { CutOutClient } from './cutOutClient.ts';
import { CutOutControls } from './CutOutControls.tsx';
import { CutOutPicture } from './CutOutPicture.tsx';
import { CutOutSaving } from './CutOutSaving.tsx';
import {
  choicesOf,
  chosenOf,
  emptyReason,
  listAnswers,
  requestOf,
  type ShownPart,
} from './request.ts';
import '../styles/cutout.css';

/** Before the first preview. */
const NO_PARTS: readonly CutOutPart[] = [];

/** The window of the cut-out: it is ready when it opens; every choice is kept at once, and the picture follows. */
export function CutOutDialog({ onClose }: { onClose: () => void }) {
  const { cutOut: words, say } = useMessages();
  const store = useStore();
  // What was on the screen when the window was opened: the page may go on meanwhile.
  const [{ photo, answers, places, kept }] = useState(() => {
    const { image, result, cutOut } = store.get();
    return {
      photo: image.photo!,
      answers: listAnswers(result, words),
      places: result.samples!.regions.labels,
      kept: cutOut,
    };
  });
  const [choices, setChoices] = useState(() => choicesOf(kept, answers, places));
  const [brush, setBrush] = useState(() => ({
    ...FIRST_BRUSH,
    ...(kept && { radius: kept.radius }),
  }));
  const { radius } = brush;
  useEffect(() => {
    const { map } = chosenOf(choices, answers);
    store.update({ cutOut: { photo: photo.file.key, map, places, choices, radius } });
  }, [store, photo, answers, places, choices, radius]);
  const isPainting = brush.tool !== 'off';
  const [preview, setPreview] = useState<CutOutPreview | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  /** What the preview, or the problem, belongs to. */
  const [settled, setSettled] = useState<CutOutRequest | null>(null);
  const [client] = useState(() => new CutOutClient(photo.file, words.lost));
  useEffect(() => () => client.end(), [client]);
  const request = useMemo(
    () =>
      isPainting
        ? // The photo is seen through what is left out, to be painted on.
          requestOf({ ...choices, background: 'transparent' }, answers, places, 'png')
        : requestOf(choices, answers, places, choices.format),
    [choices, answers, places, isPainting],
  );
  useEffect(() => {
    let current = true;
    client.preview(request).then(
      (made) => {
        if (!current) return;
        setPreview(made);
        setProblem(null);
        setSettled(request);
      },
      (error: unknown) => {
        if (!current || isAbort(error)) return;
        setProblem(words.failed(say(toldOf(error))));
        setSettled(request);
      },
    );
    return () => {
      current = false;
    };
  }, [client, request, words, say]);
  const found = preview?.parts ?? NO_PARTS;
  const parts = useMemo(() => {
    const kept = keptOf(found, choices.kept);
    // A single one is a choice only where it is not kept, or was not.
    const isChoice = ({ pixel }: CutOutPart, i: number) => pixel in choices.kept || !kept[i]!;
    if (found.length < 2 && !found.some(isChoice)) return null;
    return found.map((part, i): ShownPart => ({ ...part, kept: kept[i]! }));
  }, [found, choices.kept]);
  const toggle = (part: number) => {
    const { pixel, kept } = parts![part]!;
    setChoices((before) => ({ ...before, kept: { ...before.kept, [pixel]: !kept } }));
  };
  const changeStrokes = (change: StrokesChange) =>
    setChoices((before) => ({ ...before, strokes: change(before.strokes) }));
  const onKeyDown = (event: KeyboardEvent) => {
    const { key, ctrlKey, metaKey, shiftKey, altKey } = event;
    const isUndo = (ctrlKey || metaKey) && !shiftKey && !altKey && key.toLowerCase() === 'z';
    if (isUndo) changeStrokes(withoutLast);
    else if (key === 'Escape' && isPainting) setBrush({ ...brush, tool: 'off' });
    else return;
    event.preventDefault();
  };
  return (
    <Dialog label={words.title} className="viewer cut-out" onClose={onClose}>
      <div className="cut-out-layout" onKeyDown={onKeyDown}>
        <h2>{words.title}</h2>
        <CutOutPicture
          picture={preview?.picture ?? null}
          size={photo.facts}
          waiting={settled !== request}
          parts={isPainting ? null : parts}
          answers={request.answers.length}
          onToggle={toggle}
        >
          {isPainting && (
            <CutOutBrush
              {...{ photo, brush }}
              pending={choices.strokes.filter((stroke) => !settled?.strokes.includes(stroke))}
              onStroke={(stroke) => changeStrokes((strokes) => [...strokes, stroke])}
            />
          )}
        </CutOutPicture>
        <div className="cut-out-side">
          <CutOutSaving
            client={client}
            photo={photo.file.name}
            choices={choices}
            answers={answers}
            places={places}
            parts={found}
            ready={preview?.picture !== undefined && preview.picture !== null}
            onFormat={(format) => setChoices((before) => ({ ...before, format }))}
          />
          {(problem !== null || preview?.picture === null) && (
            <p className="cut-out-problem" role="alert">
              {problem ?? emptyReason(found, settled!, words)}
            </p>
          )}
          <CutOutControls
            choices={choices}
            answers={answers}
            parts={parts}
            samples={request.answers.length}
            onToggle={toggle}
            brush={brush}
            onStrokes={changeStrokes}
            onBrush={(change) => setBrush((before) => ({ ...before, ...change }))}
            size={photo.facts}
            onChange={(change) => setChoices((before) => ({ ...before, ...change }))}
          />
        </div>
      </div>
    </Dialog>
  );
}
