import { UcNetError } from './api.ts';

/** Stands for the folder of weights in this package, whose files lie elsewhere in each place. Nobody owns the name. */
const SHIPPED = 'https://uc-net-web.invalid/';

export const SHIPPED_MODEL = `${SHIPPED}ucnet-lite1/`;
export const SHIPPED_DEPTH_MODEL = `${SHIPPED}photo-depth/`;

/** Whether a folder is one of this package. */
export function isShipped(folder: string): boolean {
  return folder.startsWith(SHIPPED);
}

/**
 * The absolute address of a folder, ending in a slash.
 *
 * @param option whose value the address is
 * @param base absolute address that others start from
 * @throws UcNetError where it is none
 */
export function folderAddress(option: string, address: string | URL, base?: string | URL): string {
  const { href } = asAddress(address, base, (cause) => {
    const message = `${option} is "${address}", which is no address: give the address of a folder.`;
    return new UcNetError('bad-option', message, { cause });
  });
  return href.endsWith('/') ? href : `${href}/`;
}

/**
 * The absolute address of a picture.
 *
 * @param what it is, as `The photo`
 * @throws UcNetError where it is none
 */
export function pictureAddress(what: string, address: string | URL, base?: string | URL): URL {
  return asAddress(address, base, (cause) => {
    const message = `${what} is said to be at "${address}", which is no address: see how it is written.`;
    return new UcNetError('bad-picture', message, { cause });
  });
}

function asAddress(
  address: string | URL,
  base: string | URL | undefined,
  errorOf: (cause: unknown) => UcNetError,
): URL {
  try {
    return new URL(address, base);
  } catch (cause) {
    throw errorOf(cause);
  }
}

/** A file's name and that of its folder, which may say which end of a depth map is near. */
export function nameOf({ pathname }: URL): string {
  const end = pathname.split('/').slice(-2).join('/').replace(/^\//, '');
  try {
    return decodeURIComponent(end);
  } catch {
    // A percent sign that begins no code.
    return end;
  }
}
