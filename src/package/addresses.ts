/** Stands for the folder of weights in this package, whose files lie elsewhere in each place. Nobody owns the name. */
const SHIPPED = 'https://uc-net-web.invalid/';

export const SHIPPED_MODEL = `${SHIPPED}ucnet-lite1/`;
export const SHIPPED_DEPTH_MODEL = `${SHIPPED}photo-depth/`;

/**
 * The absolute address of a folder, ending in a slash.
 *
 * @param base absolute address that others start from
 */
export function folderAddress(address: string | URL, base: string | URL): string {
  const { href } = new URL(address, base);
  return href.endsWith('/') ? href : `${href}/`;
}
