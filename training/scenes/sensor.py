"""Makes a perfect rendered depth look like what a depth camera reports."""

import cv2
import numpy as np

BASELINE = 0.075
DISPARITY_STEP = 0.125


def structured_light(depth: np.ndarray, brightness: np.ndarray, focal: float, generator: np.random.Generator) -> np.ndarray:
    """A structured-light sensor with its projector 7.5 cm to the left of the camera; depth in metres in, 0 is no reading.

    It measures disparity in steps of 1/8 pixel, so that far depth comes in coarse layers; it cannot see what the projector does
    not light (holes on one side of things), nor very dark surfaces, and it is noisy at edges.
    """
    edges = _edge_strength(depth)
    jitter = cv2.GaussianBlur(generator.normal(0, 1, (2, *depth.shape)).astype(np.float32).transpose(1, 2, 0), (0, 0), 1.5)
    rows, columns = np.indices(depth.shape, dtype=np.float32)
    reach = 4 * edges.astype(np.float32)
    moved = cv2.remap(depth.astype(np.float32), columns + reach * jitter[..., 0], rows + reach * jitter[..., 1], cv2.INTER_NEAREST,
                      borderMode=cv2.BORDER_REPLICATE)
    disparity = focal * BASELINE / moved
    noise = cv2.GaussianBlur(generator.normal(0, 0.22, depth.shape), (0, 0), 1.0)
    measured = np.rint((disparity + noise) / DISPARITY_STEP) * DISPARITY_STEP
    blind = _unlit(focal * BASELINE / depth)
    blind |= (brightness < 0.06) & (generator.random(depth.shape) < 0.8)
    blind |= (edges > 0) & (generator.random(depth.shape) < 0.15)
    blind = cv2.medianBlur(blind.astype(np.uint8), 3) > 0
    return np.where(blind | (measured <= 0), 0.0, focal * BASELINE / np.maximum(measured, DISPARITY_STEP))


def damaged(depth: np.ndarray, generator: np.random.Generator) -> np.ndarray:
    """A depth map that went wrong: a quarter of the resolution, misaligned with the photo, blotted and with large holes."""
    height, width = depth.shape
    shift = np.float32([[1, 0, 0.012 * width], [0, 1, -0.01 * height]])
    moved = cv2.warpAffine(depth.astype(np.float32), shift, (width, height), borderMode=cv2.BORDER_REPLICATE)
    coarse = cv2.resize(moved, (width // 6, height // 6), interpolation=cv2.INTER_AREA)
    coarse *= 1 + 0.04 * generator.normal(0, 1, coarse.shape).astype(np.float32)
    smeared = cv2.resize(coarse, (width, height), interpolation=cv2.INTER_LINEAR)
    clouds = cv2.GaussianBlur(generator.normal(0, 1, depth.shape), (0, 0), width / 28)
    holes = clouds > np.quantile(clouds, 0.86)
    drifts = cv2.GaussianBlur(generator.normal(0, 1, depth.shape), (0, 0), width / 12)
    wrong = smeared * (1 + 0.25 * drifts / np.abs(drifts).max())
    specks = generator.random(depth.shape) < 0.02
    wrong = np.where(specks, generator.permutation(wrong.ravel()).reshape(depth.shape), wrong)
    return np.where(holes, 0.0, wrong)


def _edge_strength(depth: np.ndarray) -> np.ndarray:
    """Positive within two pixels of a jump in depth."""
    spread = cv2.dilate(depth, np.ones((3, 3))) - cv2.erode(depth, np.ones((3, 3)))
    jumps = (spread > 0.06 * depth).astype(np.uint8)
    return cv2.dilate(jumps, np.ones((3, 3), np.uint8))


def _unlit(disparity: np.ndarray) -> np.ndarray:
    """Where something nearer stands between the projector and the surface.

    Seen from the projector a pixel lies its disparity further right. Going from left to right, a pixel is lit only if it lands
    right of everything before it.
    """
    landing = np.arange(disparity.shape[1])[None, :] + disparity
    return landing < np.maximum.accumulate(landing, axis=1) - 0.75
