/** Bytes that become text in one go, small enough for a call's arguments. */
const PART = 0x8000;

/** Everything of a blob in one address, for a file that stands alone. */
export async function dataAddress(blob: Blob): Promise<string> {
  const bytes = new Uint8Array(await blob.arrayBuffer());
  let text = '';
  for (let from = 0; from < bytes.length; from += PART) {
    text += String.fromCharCode(...bytes.subarray(from, from + PART));
  }
  return `data:${blob.type};base64,${btoa(text)}`;
}

/** A canvas as PNG. @throws Error where the browser makes none */
export function pngOf(canvas: HTMLCanvasElement): Promise<Blob> {
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => {
      if (blob === null) reject(new Error('The browser makes no PNG of this canvas.'));
      else resolve(blob);
    }, 'image/png');
  });
}
