"""Rendered scenes with true geometry, as `training/scenes/render.py` writes them: a folder a scene, one mask a salient thing."""

from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np

Array = np.ndarray

LARGEST_CODE = 65535
"""Of the 16-bit depth code: 1 is the farthest pixel, this the nearest, linear in 1 / distance."""


@dataclass(frozen=True)
class RenderedScene:
    """What is known of a scene."""

    photo: Array
    """uint8 [H,W,3], RGB."""
    nearness: Array
    """True geometry as disparity, 1 is the nearest pixel, float32 [H,W] in [0,1]."""
    masks: list[Array]
    """0 or 255 for each salient thing, uint8 [H,W]."""


class RenderedScenes:
    """Random access to the finished scenes below a folder; a scene without `scene.json` is still being rendered."""

    def __init__(self, folder: Path) -> None:
        """Raises ValueError if there is no finished scene."""
        self.folders = sorted(path.parent for path in folder.rglob("scene.json"))
        if not self.folders:
            raise ValueError(f"{folder}: no rendered scene; training/scenes/README.md says how to make some")

    def __len__(self) -> int:
        return len(self.folders)

    def __getitem__(self, number: int) -> RenderedScene:
        folder = self.folders[number]
        photo = cv2.cvtColor(_read(folder / "rgb.png", cv2.IMREAD_COLOR), cv2.COLOR_BGR2RGB)
        code = _read(folder / "depth.png", cv2.IMREAD_UNCHANGED)
        masks = [_read(path, cv2.IMREAD_GRAYSCALE) for path in sorted(folder.glob("mask-*.png"))]
        return RenderedScene(photo, ((code.astype(np.float32) - 1) / (LARGEST_CODE - 1)).clip(0, 1), masks)


def _read(path: Path, mode: int) -> Array:
    picture = cv2.imread(str(path), mode)
    if picture is None:
        raise OSError(f"{path} cannot be read")
    return picture
