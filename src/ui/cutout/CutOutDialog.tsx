import { useEffect, useMemo, useState } from 'react';
import { keptOf } from '../../image/cutOutParts.ts';
import { toldOf } from '../../languages/sentence.ts';
import { isAbort } from '../../worker/problem.ts';
import type { CutOutPreview, CutOutRequest } from '../../worker/cutOutSession.ts';
import { useStore } from '../engine/usePage.ts';
import { useMessages } from '../messages.ts';
import { Dialog } from '../parts/Dialog.tsx';
import { CutOutClient } from './cutOutClient.ts';
import { CutOutControls } from './CutOutControls.tsx';
import { CutOutPicture } from './CutOutPicture.tsx';
import { CutOutSaving } from './CutOutSaving.tsx';
import { type Choices, FIRST_CHOICES, listAnswers, requestOf, type ShownPart } from './request.ts';
import '../styles/cutout.css';

/** The window of the cut-out: it is ready when it opens; every choice is kept at once, and the picture follows. */
export function CutOutDialog({ onClose }: { onClose: () => void }) {
  const { cutOut: words, say } = useMessages();
  const store = useStore();
  // What was on the screen when the window was opened: the page may go on meanwhile.
  const [{ photo, answers, places }] = useState(() => {
    const { image, result } = store.get();
    return {
      photo: image.photo!,
      answers: listAnswers(result, words),
      places: result.samples!.regions.labels,
    };
  });
  const [choices, setChoices] = useState<Choices>(FIRST_CHOICES);
  const [preview, setPreview] = useState<CutOutPreview | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  /** What the preview, or the problem, belongs to. */
  const [settled, setSettled] = useState<CutOutRequest | null>(null);
  const [client] = useState(() => new CutOutClient(photo.file, words.lost));
  useEffect(() => () => client.end(), [client]);
  const request = useMemo(
    () => requestOf(choices, answers, places, choices.format),
    [choices, answers, places],
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
  const parts = useMemo(() => {
    if (preview === null || preview.parts.length < 2) return null;
    const kept = keptOf(preview.parts, choices.kept);
    return preview.parts.map((part, i): ShownPart => ({ ...part, kept: kept[i]! }));
  }, [preview, choices.kept]);
  const toggle = (part: number) => {
    const kept = !parts![part]!.kept;
    setChoices((before) => ({ ...before, kept: { ...before.kept, [part]: kept } }));
  };
  return (
    <Dialog label={words.title} className="viewer cut-out" onClose={onClose}>
      <div className="cut-out-layout">
        <h2>{words.title}</h2>
        <CutOutPicture
          picture={preview?.picture ?? null}
          size={photo.facts}
          waiting={settled !== request}
          parts={parts}
          answers={request.answers.length}
          onToggle={toggle}
        />
        <div className="cut-out-side">
          <CutOutSaving
            client={client}
            photo={photo.file.name}
            choices={choices}
            answers={answers}
            places={places}
            ready={preview?.picture !== undefined && preview.picture !== null}
            onFormat={(format) => setChoices((before) => ({ ...before, format }))}
          />
          {(problem !== null || preview?.picture === null) && (
            <p className="cut-out-problem" role="alert">
              {problem ?? words.nothing}
            </p>
          )}
          <CutOutControls
            choices={choices}
            answers={answers}
            parts={parts}
            samples={request.answers.length}
            onToggle={toggle}
            onChange={(change) => setChoices((before) => ({ ...before, ...change }))}
          />
        </div>
      </div>
    </Dialog>
  );
}
