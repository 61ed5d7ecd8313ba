/** WebGPU and WebGL on SwiftShader: the same everywhere, with or without a GPU. */
export const CHROMIUM_FLAGS: readonly string[] = [
  '--no-sandbox',
  '--enable-unsafe-webgpu',
  '--enable-unsafe-swiftshader',
  '--use-webgpu-adapter=swiftshader',
  '--enable-features=Vulkan',
  '--disable-background-networking',
];

/** Besides, for what WebGPU draws on a canvas to be seen: all of the page is drawn by SwiftShader then. */
export const CANVAS_FLAGS: readonly string[] = [
  '--use-gl=angle',
  '--use-angle=swiftshader',
  '--use-vulkan=swiftshader',
];
