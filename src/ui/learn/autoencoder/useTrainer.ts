import { useEffect, useState } from 'react';
import type { Item } from './scenes.ts';
import type { AutoencoderKind, Code, TinyAutoencoder } from './tinyAutoencoder.ts';
import { STEPS, Trainer } from './trainer.ts';

/** What a training has come to. */
export interface Progress {
  readonly steps: number;
  /** In nats; not numbers before the first step. */
  readonly reconstruction: number;
  readonly kl: number;
  readonly codes: readonly Code[];
  /** It changes in place: each progress is of another state of it. */
  readonly model: TinyAutoencoder;
}

export interface Training {
  readonly items: readonly Item[];
  readonly progress: Progress;
  readonly running: boolean;
  /** Goes on for another round. */
  readonly train: () => void;
  readonly stop: () => void;
  readonly restart: () => void;
}

/** So that the page stays ready for a finger while it trains. */
const SLICE_MS = 10;

function progressOf(trainer: Trainer): Progress {
  const { steps, reconstruction, kl, model } = trainer;
  return { steps, reconstruction, kl, model, codes: trainer.codes() };
}

/** Trains in the page, a slice a frame. Another `kind` needs another component: give it a key. */
export function useTrainer(kind: AutoencoderKind, beta: number): Training {
  const [trainer, setTrainer] = useState(() => new Trainer(kind));
  const [progress, setProgress] = useState(() => progressOf(trainer));
  const [goal, setGoal] = useState(0);
  const running = progress.steps < goal;
  useEffect(() => {
    if (!running) return;
    const frame = requestAnimationFrame(() => {
      const end = performance.now() + SLICE_MS;
      do trainer.step(beta);
      while (trainer.steps < goal && performance.now() < end);
      setProgress(progressOf(trainer));
    });
    return () => cancelAnimationFrame(frame);
  }, [running, progress, trainer, beta, goal]);
  return {
    items: trainer.items,
    progress,
    running,
    train: () => setGoal(progress.steps + STEPS),
    stop: () => setGoal(progress.steps),
    restart: () => {
      const fresh = new Trainer(kind);
      setTrainer(fresh);
      setProgress(progressOf(fresh));
      setGoal(0);
    },
  };
}
