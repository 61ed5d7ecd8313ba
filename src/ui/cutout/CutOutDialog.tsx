import { useEffect, useMemo, useState } from 'react';
import { toldOf } from '../../languages/sentence.ts';
import { isAbort } from '../../worker/problem.ts';
import type { CutOutPreview } from '../../worker/cutOutSession.ts';
import { useStore } from '../engine/usePage.ts';
import { useMessages } from '../messages.ts';
import { Dialog } from '../parts/Dialog.tsx';
import { CutOutClient } from './cutOutClient.ts';
import { CutOutControls } from './CutOutControls.tsx';
import { CutOutPicture } from './CutOutPicture.tsx';
import { CutOutSaving } from './CutOutSaving.tsx';
import { type Choices, FIRST_CHOICES, listAnswers, requestOf } from './request.ts';
import '../styles/cutout.css';

/** The window of the cut-out: it is ready when it opens, and every choice shows at once. */
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
      },
      (error: unknown) => {
        if (current && !isAbort(error)) setProblem(words.failed(say(toldOf(error))));
      },
    );
    return () => {
      current = false;
    };
  }, [client, request, words, say]);
  const toggle = (part: number) => {
    if (preview === null) return;
    const kept = preview.kept.map((value, i) => (i === part ? !value : value));
    setChoices((before) => ({ ...before, kept }));
  };
  const parts = preview !== null && preview.parts.length > 1 ? preview : null;
  return (
    <Dialog label={words.title} className="viewer cut-out" onClose={onClose}>
      <div className="cut-out-layout">
        <h2>{words.title}</h2>
        <CutOutPicture
          picture={preview?.picture ?? null}
          size={photo.facts}
          waiting={preview === null && problem === null}
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
