"""What a structured-light depth camera (the first Kinect) reports of a perfect depth: layers, shadows, holes, noise at edges."""

import cv2
import numpy as np

BASELINE = 0.075
DISPARITY_STEP = 0.125


def structured_light(depth: np.ndarray, brightness: np.ndarray, focal: float, generator: np.random.Generator, fineness: float = 1) -> np.ndarray:
    """A structured-light sensor with its projector 7.5 cm to the left of the camera; depth in metres in, 0 is no reading.

    `focal` is in pixels of the picture. `fineness` says how many pixels of the sensor one of the picture is wide: its layers and its
    noise are that much finer.

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
    noise = cv2.GaussianBlur(generator.normal(0, 0.22 / fineness, depth.shape), (0, 0), 1.0)
    step = DISPARITY_STEP / fineness
    measured = np.rint((disparity + noise) / step) * step
    blind = _unlit(focal * BASELINE / depth)
    blind |= (brightness < 0.06) & (generator.random(depth.shape) < 0.8)
    blind |= (edges > 0) & (generator.random(depth.shape) < 0.15)
    blind = cv2.medianBlur(blind.astype(np.uint8), 3) > 0
    return np.where(blind | (measured <= 0), 0.0, focal * BASELINE / np.maximum(measured, step))


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
