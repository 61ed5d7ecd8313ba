// A file of its own: whoever chooses a backend asks before any kernel is loaded.

const SOFTWARE_NAME =
  /swiftshader|llvmpipe|lavapipe|softpipe|\bwarp\b|basic render|software|subzero/i;

/** Whether an adapter's name belongs to a renderer that runs on the processor. */
export function isSoftwareName(name: string): boolean {
  return SOFTWARE_NAME.test(name);
}

/** Chrome before 127 and Firefox at first have no `info`, and call the adapter itself a fallback. */
type AnyAdapter = Partial<Pick<GPUAdapter, 'info'>> & { readonly isFallbackAdapter?: boolean };

/** What an adapter says of itself; empty where it says nothing. */
export function infoOf({ info }: AnyAdapter): GPUAdapterInfo {
  const unknown = { vendor: '', architecture: '', device: '', description: '' };
  return info ?? (unknown as GPUAdapterInfo);
}

/** Whether an adapter computes on the processor. */
export function isSoftware(adapter: AnyAdapter): boolean {
  const { description, vendor, architecture, device, isFallbackAdapter } = infoOf(adapter);
  const isFallback = isFallbackAdapter ?? adapter.isFallbackAdapter;
  return (
    isFallback === true || isSoftwareName([description, vendor, architecture, device].join(' '))
  );
}
