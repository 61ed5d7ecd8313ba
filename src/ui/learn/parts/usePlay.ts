import { useEffect, useState } from 'react';

/**
 * Goes on step by step while it plays.
 *
 * @param step called every `milliseconds`
 * @returns whether it plays, and what turns it on and off
 */
export function usePlay(step: () => void, milliseconds: number): [boolean, () => void] {
  const [playing, setPlaying] = useState(false);
  useEffect(() => {
    if (!playing) return;
    const timer = setTimeout(step, milliseconds);
    return () => clearTimeout(timer);
  });
  return [playing, () => setPlaying((before) => !before)];
}
