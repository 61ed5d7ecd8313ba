"""A small scene in the files that `training/scenes/render.py` writes."""

import json
from pathlib import Path

import cv2
import numpy as np

HEIGHT, WIDTH = 60, 80


def write_scene(folder: Path, layout: str = "pair", model: str = "library/chair") -> None:
    """Two boxes, the left one nearer than the other, before a ramp that starts at the farthest code."""
    folder.mkdir(parents=True)
    code = np.linspace(1, 30000, HEIGHT).astype(np.uint16)[:, None].repeat(WIDTH, 1)
    photo = np.full((HEIGHT, WIDTH, 3), (10, 20, 200), np.uint8)
    for number, (left, value) in enumerate(((10, 65535), (50, 40000)), 1):
        mask = np.zeros((HEIGHT, WIDTH), np.uint8)
        mask[20:40, left : left + 20] = 255
        code[mask > 0] = value
        cv2.imwrite(str(folder / f"mask-{number}.png"), mask)
    cv2.imwrite(str(folder / "rgb.png"), photo)
    cv2.imwrite(str(folder / "depth.png"), code)
    (folder / "scene.json").write_text(json.dumps({"layout": layout, "salient": [model, model]}))
