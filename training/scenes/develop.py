"""From linear light to a photograph: exposure, tone curve, and the small faults of a camera."""

import cv2
import numpy as np

MIDDLE_GREY = 0.19
WHITE = 5.0


def expose(light: np.ndarray) -> np.ndarray:
    """Scales the light so that its geometric mean, weighted to the centre, is a middle grey."""
    height, width = light.shape[:2]
    rows = np.linspace(-1, 1, height)[:, None]
    columns = np.linspace(-1, 1, width)[None, :]
    weight = np.exp(-(rows**2 + columns**2))
    brightness = np.log(light.mean(2) + 1e-3)
    return light * (MIDDLE_GREY / np.exp((weight * brightness).sum() / weight.sum()))


def tone_curve(light: np.ndarray) -> np.ndarray:
    """Reinhard's curve with a white point, then the sRGB transfer and a slight S for contrast."""
    compressed = np.clip(light * (1 + light / WHITE**2) / (1 + light), 0, 1)
    display = np.where(compressed <= 0.0031308, 12.92 * compressed, 1.055 * compressed ** (1 / 2.4) - 0.055)
    smooth = display * display * (3 - 2 * display)
    return 0.55 * display + 0.45 * smooth


def develop(light: np.ndarray, seed: int) -> np.ndarray:
    """An 8-bit RGB picture [height, width, 3] with a vignette and a grain that the seed fixes."""
    generator = np.random.default_rng(seed)
    height, width = light.shape[:2]
    rows = np.linspace(-1, 1, height)[:, None]
    columns = np.linspace(-1, 1, width)[None, :]
    vignette = 1 - generator.uniform(0.0, 0.12) * (rows**2 + columns**2)
    balance = 1 + generator.uniform(-0.04, 0.04, 3)
    picture = tone_curve(1.25 * expose(light * balance) * vignette[..., None])
    grain = cv2.GaussianBlur(generator.normal(0, 1, (height, width, 3)).astype(np.float32), (0, 0), 0.6)
    picture = picture + generator.uniform(0.004, 0.014) * grain
    return np.clip(np.rint(255 * picture), 0, 255).astype(np.uint8)
