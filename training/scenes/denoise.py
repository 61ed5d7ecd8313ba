"""Removes path tracing noise. Debian's Blender comes without a denoiser.

Light on matt surfaces (irradiance) is smooth where normal and depth are, so it is filtered hard and multiplied by the sharp,
nearly noise-free surface colour afterwards. What is left (gloss, glass, lamps) is filtered gently.
The filter is the edge-avoiding à-trous wavelet of Dammertz et al., 2010.
"""

import cv2
import numpy as np

from passes import Passes

KERNEL = (0.25, 0.5, 0.25)


def _shifted(array: np.ndarray, rows: int, columns: int, margin: int) -> np.ndarray:
    """A view of a padded array moved by (rows, columns)."""
    height, width = array.shape[0] - 2 * margin, array.shape[1] - 2 * margin
    return array[margin + rows : margin + rows + height, margin + columns : margin + columns + width]


def _pad(array: np.ndarray, margin: int) -> np.ndarray:
    return cv2.copyMakeBorder(array, margin, margin, margin, margin, cv2.BORDER_REPLICATE)


def wavelet(signal: np.ndarray, guide: np.ndarray, depth: np.ndarray, rounds: int, softness: float) -> np.ndarray:
    """Smooths `signal` [height, width, 3] where `guide` and `depth` are smooth.

    `softness` is how many local standard deviations of brightness still count as noise.
    """
    inverse = (1.0 / np.maximum(depth, 0.01)).astype(np.float32)
    slope = np.abs(cv2.Sobel(inverse, cv2.CV_32F, 1, 0)) / 8 + np.abs(cv2.Sobel(inverse, cv2.CV_32F, 0, 1)) / 8
    slope = cv2.blur(slope, (3, 3)) + 0.002 * inverse
    brightness = signal.mean(2)
    variance = np.maximum(cv2.blur(brightness * brightness, (7, 7)) - cv2.blur(brightness, (7, 7)) ** 2, 1e-8)
    for level in range(rounds):
        step = 1 << level
        tolerance = 1.0 / (softness * np.sqrt(cv2.GaussianBlur(variance, (0, 0), 1.0)) + 1e-4)
        padded = {name: _pad(array, step) for name, array in
                  {"signal": signal, "guide": guide, "inverse": inverse, "brightness": brightness, "variance": variance}.items()}
        total = np.zeros_like(signal)
        total_variance = np.zeros_like(variance)
        weights = np.zeros_like(variance)
        for row in (-1, 0, 1):
            for column in (-1, 0, 1):
                place = (row * step, column * step, step)
                turned = _shifted(padded["guide"], *place) - guide
                away = np.abs(_shifted(padded["inverse"], *place) - inverse) / (slope * step * 1.5)
                brighter = np.abs(_shifted(padded["brightness"], *place) - brightness) * tolerance
                weight = np.exp(-12.0 * (turned * turned).sum(2) - away - brighter).astype(np.float32)
                weight *= KERNEL[row + 1] * KERNEL[column + 1]
                total += weight[..., None] * _shifted(padded["signal"], *place)
                total_variance += weight * weight * _shifted(padded["variance"], *place)
                weights += weight
        signal = total / weights[..., None]
        variance = total_variance / (weights * weights)
        brightness = signal.mean(2)
    return signal


def without_fireflies(image: np.ndarray) -> np.ndarray:
    """Pulls single pixels that outshine all their neighbours down to the median around them."""
    median = cv2.medianBlur(image.astype(np.float32), 3)
    return np.where(image > 3.0 * median + 0.05, median, image)


def denoise(passes: Passes, rounds: int) -> np.ndarray:
    """The picture [height, width, 3] in linear light, smoothed over about 2^rounds pixels."""
    irradiance = wavelet(without_fireflies(passes.irradiance), passes.normal, passes.depth, rounds, 3.0)
    rest = np.maximum(passes.combined - passes.albedo * passes.irradiance, 0.0)
    guide = np.concatenate([passes.normal, 2.0 * passes.albedo], 2)
    rest = wavelet(without_fireflies(rest), guide, passes.depth, max(1, rounds - 1), 2.0)
    return passes.albedo * irradiance + rest
