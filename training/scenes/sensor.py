"""Spoils a perfect rendered depth."""

import cv2
import numpy as np


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
