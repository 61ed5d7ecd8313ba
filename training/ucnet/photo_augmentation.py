"""What may happen to a photo, uint8 [H,W,3], that its depth and its ground truth do not tell."""

import cv2
import numpy as np
from numpy.random import Generator

Array = np.ndarray


def hide_patches(photo: Array, random: Generator) -> Array:
    """Hide-and-seek (Singh and Lee, ICCV 2017): patches of a 4x4 grid, each with probability one half, are filled with the photo's mean."""
    photo = photo.copy()
    mean = photo.reshape(-1, 3).mean(0)
    edges = np.linspace(0, len(photo), 5).astype(int)
    for row in range(4):
        for column in range(4):
            if random.random() < 0.5:
                photo[edges[row] : edges[row + 1], edges[column] : edges[column + 1]] = mean
    return photo


def jitter(photo: Array, random: Generator) -> Array:
    """Sharpness, then brightness, contrast and colour balance, by one table per channel.

    The photos at hand are small and enlarged, hence soft; a large photo that is made smaller is sharper than any of them.
    """
    if random.random() < 0.5:
        amount = random.uniform(-0.5, 2)
        soft = cv2.GaussianBlur(photo, (0, 0), random.uniform(0.7, 1.5))
        photo = cv2.addWeighted(photo, 1 + amount, soft, -amount, 0)
    levels = np.arange(256, dtype=np.float32)
    contrast, brightness = random.uniform(0.8, 1.25), random.uniform(-20, 20)
    tables = np.stack([(levels - 128) * contrast * random.uniform(0.94, 1.06) + 128 + brightness for _ in range(3)], axis=-1)
    return cv2.LUT(photo, np.clip(tables, 0, 255).astype(np.uint8)[None])


def other_camera(photo: Array, random: Generator) -> Array:
    """What cameras of RGB-D sensors and poor files do to a photo: colour of another strength, another gamma, noise, JPEG.

    Each by itself half of the time, noise and JPEG less often.
    """
    if random.random() < 0.5:
        grey = cv2.cvtColor(photo, cv2.COLOR_RGB2GRAY)[..., None].repeat(3, 2)
        colour = 0.0 if random.random() < 0.2 else random.uniform(0.3, 1.4)
        photo = cv2.addWeighted(photo, colour, grey, 1 - colour, 0)
    if random.random() < 0.5:
        gamma = np.exp(random.uniform(-0.5, 0.5))
        photo = cv2.LUT(photo, (255 * (np.arange(256) / 255) ** gamma).round().astype(np.uint8))
    if random.random() < 0.3:
        noise = random.standard_normal(photo.shape, np.float32) * random.uniform(2, 14)
        photo = np.clip(photo + noise, 0, 255).astype(np.uint8)
    if random.random() < 0.4:
        _, file = cv2.imencode(".jpg", photo, [cv2.IMWRITE_JPEG_QUALITY, int(random.integers(20, 90))])
        photo = cv2.imdecode(file, cv2.IMREAD_COLOR)
    return photo
