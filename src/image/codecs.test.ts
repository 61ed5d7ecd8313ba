import { afterEach, describe, expect, it, vi } from 'vitest';
import { readFixture } from './fixtures/read.ts';

afterEach(() => {
  vi.restoreAllMocks();
});

describe('decodeWithCodec', () => {
  it('says when the decoder cannot be loaded, and tries again with the next picture', async () => {
    vi.resetModules(); // other tests may have loaded the decoder already
    const { decodePhoto } = await import('./decodePhoto.ts');
    vi.spyOn(process, 'getBuiltinModule').mockImplementationOnce(() => {
      throw new Error('no such file');
    });
    await expect(decodePhoto(readFixture('photo.webp'))).rejects.toMatchObject({
      code: 'decoderUnavailable',
      message:
        'The WebP decoder could not be loaded: check the connection, take the newer version if the page offers one, and try again.',
    });
    expect(await decodePhoto(readFixture('photo.webp'))).toMatchObject({ height: 33, width: 50 });
  });

  it('leaves the orientation alone and passes complaints on', async () => {
    const { decodeWithCodec } = await import('./codecs.ts');
    const file = readFixture('orientation-6.jpg');
    const whole = await decodeWithCodec(file, 'JPEG');
    expect(whole).toMatchObject({ height: 32, width: 48, complaints: [] });
    expect(whole.data.length).toBe(32 * 48 * 4);
    const { complaints } = await decodeWithCodec(file.slice(0, -40), 'JPEG');
    expect(complaints.join()).toContain('Premature end');
  });
});

describe('loadDecoder', () => {
  it('says when the decoder of the depth inside a HEIC file cannot be loaded, instead of calling the file damaged', async () => {
    vi.resetModules();
    vi.doMock('./decodeHeif.ts', () => {
      throw new Error('offline');
    });
    const { decodeDepthRaw } = await import('./decodeDepth.ts');
    await expect(decodeDepthRaw(readFixture('heif-enc-depth.heic'))).rejects.toMatchObject({
      code: 'decoderUnavailable',
      message:
        'The HEIC decoder could not be loaded: check the connection, take the newer version if the page offers one, and try again.',
    });
    vi.doUnmock('./decodeHeif.ts');
  });
});
