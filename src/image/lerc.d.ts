/** The part of lerc 3 (Esri, Apache-2.0) that is used; it brings no types of its own. */
declare module 'lerc' {
  interface Decoded {
    readonly pixels: readonly (
      | Uint8Array
      | Int8Array
      | Uint16Array
      | Int16Array
      | Uint32Array
      | Int32Array
      | Float32Array
      | Float64Array
    )[];
    /** 1 where there is a value; null or missing where that is everywhere. */
    readonly maskData?: Uint8Array | null;
  }
  const Lerc: {
    decode(data: ArrayBuffer, options: { readonly returnPixelInterleavedDims: boolean }): Decoded;
  };
  export default Lerc;
}
