import { describe, expect, it } from 'vitest';
import { folderAddress, nameOf, pictureAddress } from './addresses.ts';

describe('folderAddress', () => {
  it('is absolute and ends in a slash', () => {
    expect(folderAddress('weights', '../own', 'https://host/a/b/')).toBe('https://host/a/own/');
    expect(folderAddress('weights', new URL('file:///own/'))).toBe('file:///own/');
  });

  it('names the option whose value is no address', () => {
    expect(() => folderAddress('depthWeights', 'http://')).toThrow(
      expect.objectContaining({
        code: 'bad-option',
        message: expect.stringMatching(/^depthWeights is "http:\/\/", which is no address/),
      }),
    );
  });
});

it('says of which picture the address is none', () => {
  expect(() => pictureAddress('The depth', 'http://')).toThrow(
    expect.objectContaining({
      code: 'bad-picture',
      message: expect.stringMatching(/^The depth is said to be at "http:\/\/"/),
    }),
  );
});

describe('nameOf', () => {
  it.each([
    ['https://host/depth_npy/kettle_pred.npy?v=2', 'depth_npy/kettle_pred.npy'],
    ['file:///home/%E5%86%99%E7%9C%9F.jpg', 'home/写真.jpg'],
    ['https://host/a.png', 'a.png'],
    ['https://host/', ''],
    ['https://host/100%.png', '100%.png'],
  ])('of %s has its folder, as people read it', (address, name) =>
    expect(nameOf(new URL(address))).toBe(name),
  );
});
