/** What is used of libheif's C functions; every argument is a number or an address in the instance's memory. */
declare module 'libheif-js/libheif-wasm/libheif-bundle.mjs' {
  interface Heif {
    readonly HEAPU8: Uint8Array<ArrayBuffer>;
    _malloc(size: number): number;
    _heif_context_alloc(): number;
    _heif_context_read_from_memory_without_copy(
      error: number,
      context: number,
      bytes: number,
      size: number,
      options: number,
    ): void;
    _heif_context_get_primary_image_handle(error: number, context: number, handle: number): void;
    _heif_image_handle_get_width(handle: number): number;
    _heif_image_handle_get_height(handle: number): number;
    _heif_image_handle_has_alpha_channel(handle: number): number;
    _heif_image_handle_get_number_of_depth_images(handle: number): number;
    _heif_image_handle_get_list_of_depth_image_IDs(
      handle: number,
      ids: number,
      count: number,
    ): number;
    _heif_image_handle_get_depth_image_handle(
      error: number,
      handle: number,
      id: number,
      depth: number,
    ): void;
    _heif_decode_image(
      error: number,
      handle: number,
      image: number,
      colourSpace: number,
      chroma: number,
      options: number,
    ): void;
    _heif_image_get_bits_per_pixel_range(image: number, channel: number): number;
    _heif_image_get_plane_readonly(image: number, channel: number, stride: number): number;
    _heif_image_release(image: number): void;
  }
  const createHeif: () => Promise<Heif>;
  export { createHeif as default };
}
