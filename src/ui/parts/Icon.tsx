/** Outlines on a 20 × 20 grid. */
const PATHS = {
  download: 'M10 3v9m0 0 3.5-3.5M10 12 6.5 8.5M4 16.5h12',
  upload: 'M10 13V4m0 0L6.5 7.5M10 4l3.5 3.5M4 16.5h12',
  enlarge: 'M12 4h4v4M8 16H4v-4M16 4l-5 5M4 16l5-5',
  shuffle: 'M3 6h3l7 8h4m-3-3 3 3-3 3M3 14h3l2-2.3M11 8.3 13 6h4m-3-3 3 3-3 3',
  reset: 'M4 4v4h4M4.6 12.5A6 6 0 1 0 5.5 6L4 8',
  sun: 'M10 2v2m0 12v2M2 10h2m12 0h2M4.3 4.3l1.5 1.5m8.4 8.4 1.5 1.5m0-11.4-1.5 1.5m-8.4 8.4-1.5 1.5M10 6.7a3.3 3.3 0 1 0 0 6.6 3.3 3.3 0 0 0 0-6.6Z',
  moon: 'M16.5 11.8A7 7 0 0 1 8.2 3.5a7 7 0 1 0 8.3 8.3Z',
  info: 'M10 9v5m0-8v.1M10 2.5a7.5 7.5 0 1 0 0 15 7.5 7.5 0 0 0 0-15Z',
  close: 'm5 5 10 10M15 5 5 15',
  compare: 'M3 4.5h14v11H3v-11Zm7-2v15M5.5 8h2m-2 4h2',
  swap: 'M6 3v14m0 0-3-3m3 3 3-3M14 17V3m0 0-3 3m3-3 3 3',
  link: 'M8.5 11.5a3 3 0 0 0 4.2 0l3-3a3 3 0 0 0-4.2-4.2L10.2 5.6M11.5 8.5a3 3 0 0 0-4.2 0l-3 3a3 3 0 0 0 4.2 4.2l1.3-1.3',
  previous: 'm12.5 4-6 6 6 6',
  next: 'm7.5 4 6 6-6 6',
  open: 'm5 7.5 5 5 5-5',
  add: 'M10 4v12M4 10h12',
  remove: 'M4 10h12',
  target: 'M10 2v4m0 8v4M2 10h4m8 0h4M10 8.5a1.5 1.5 0 1 0 0 3 1.5 1.5 0 0 0 0-3Z',
  pin: 'M7.5 3h5l-.7 5.2 2.7 2.8v1.5h-9V11l2.7-2.8L7.5 3Zm2.5 9.5V17',
  share: 'M10 12V3m0 0L7 6m3-3 3 3M6 9H4.5v7.5h11V9H14',
  language:
    'M3 5h8M7 3v2m2.5 0c-.6 3-3 5.6-6 7M4.5 8c1 1.8 2.8 3.3 5 4M9.5 17l3.5-8.5 3.5 8.5m-5.8-2.8h4.6',
  lock: 'M6 9V6.5a4 4 0 0 1 8 0V9m-9 0h10v7.5H5V9Z',
  settings: 'M3 6h8m4 0h2M3 14h2m4 0h8M13 4v4M7 12v4',
  look: 'M8.5 3a5.5 5.5 0 1 0 0 11 5.5 5.5 0 0 0 0-11Zm4 9.5 4.5 4.5',
  colours: 'M10 2.5a7.5 7.5 0 1 0 0 15 7.5 7.5 0 0 0 0-15Zm0 0v15m0-11h6.4M10 10h7.5M10 13.5h6.4',
  play: 'M6 4v12l10-6L6 4Z',
  pause: 'M7 4v12M13 4v12',
  stack: 'M10 3 3 6.5 10 10l7-3.5L10 3ZM3 10l7 3.5 7-3.5M3 13.5 10 17l7-3.5',
  image: 'M3 4.5h14v11H3v-11Zm0 8.5 4-4 4 4 2.5-2.5L17 14M12.8 7.5v.1',
  camera: 'M3 6.5h3.2l1.3-2h5l1.3 2H17v9H3v-9Zm7 1.7a2.8 2.8 0 1 0 0 5.6 2.8 2.8 0 0 0 0-5.6Z',
  video: 'M3 5.5h9.5v9H3v-9Zm9.5 3 4.5-2.5v8l-4.5-2.5',
  scissors:
    'M5.5 12.5a2.2 2.2 0 1 0 0 4.4 2.2 2.2 0 0 0 0-4.4Zm9 0a2.2 2.2 0 1 0 0 4.4 2.2 2.2 0 0 0 0-4.4ZM13.3 12.9 6.5 3m.2 9.9L13.5 3',
  network:
    'M4.5 8.3a1.7 1.7 0 1 0 0 3.4 1.7 1.7 0 0 0 0-3.4Zm11-5a1.7 1.7 0 1 0 0 3.4 1.7 1.7 0 0 0 0-3.4Zm0 10a1.7 1.7 0 1 0 0 3.4 1.7 1.7 0 0 0 0-3.4ZM6 9.3l8-3.6M6 10.7l8 3.6',
  cube: 'M10 2.5 16.5 6v8L10 17.5 3.5 14V6L10 2.5Zm0 7.5 6.5-4M10 10 3.5 6M10 10v7.5',
  broken: 'M3 4h6l-1.5 4L10 11l-2 5H3V4Zm8.5 0H17v12h-6.5l2-5L10 8l1.5-4Z',
  parts:
    'M3.5 3.5h5.5v5.5H3.5V3.5Zm7.5 0h5.5v5.5H11V3.5Zm-7.5 7.5h5.5v5.5H3.5V11Zm10.2.2v5m-2.5-2.5h5',
  warning: 'M10 3 2.5 16.5h15L10 3Zm0 5v4m0 2.3v.1',
} as const;

export type IconName = keyof typeof PATHS;

/** Decoration: what a button does is said by its text or label. */
export function Icon({ name }: { name: IconName }) {
  return (
    <svg className="icon" viewBox="0 0 20 20" aria-hidden="true" focusable="false">
      <path d={PATHS[name]} />
    </svg>
  );
}
