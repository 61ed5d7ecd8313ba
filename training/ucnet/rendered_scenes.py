"""Rendered scenes with true geometry, as `training/scenes/render.py` writes them: a folder a scene, one mask a salient thing."""

import json
from dataclasses import dataclass
from pathlib import Path
from zlib import crc32

import cv2
import numpy as np

Array = np.ndarray

LARGEST_CODE = 65535
"""Of the 16-bit depth code: 1 is the farthest pixel, this the nearest, linear in 1 / distance."""
ONE_OF_MANY = ("row", "heap")
"""Layouts of which the nearest thing is meant."""
HELD_OUT = 8
"""One in so many models is for evaluation; no training sees a scene that it is salient in."""


@dataclass(frozen=True)
class RenderedScene:
    """What is known of a scene."""

    photo: Array
    """uint8 [H,W,3], RGB."""
    nearness: Array
    """True geometry as disparity, 1 is the nearest pixel, float32 [H,W] in [0,1]."""
    masks: list[Array]
    """0 or 255 for each salient thing, uint8 [H,W]."""
    one_of_many: bool = False
    """Whether the nearest of them is meant, and the others are there to be told from it: a row or a heap."""

    @property
    def truth(self) -> Array:
        """What an evaluation holds maps against: the nearest where it alone is meant, else everything salient. uint8 [H,W]."""
        return self.masks[nearest_of(self.masks, self.nearness)] if self.one_of_many else np.maximum.reduce(self.masks)


class RenderedScenes:
    """Random access to the finished scenes below a folder; a scene without `scene.json` is still being rendered."""

    def __init__(self, folder: Path, held_out: bool = False) -> None:
        """Those to train on, or those of the held-out models. Raises ValueError if there is no finished scene of them."""
        self.folders = []
        for path in sorted(folder.rglob("scene.json")):
            description = json.loads(path.read_text())
            if any(is_held_out(model) for model in description["salient"]) == held_out:
                self.folders.append(path.parent)
        if not self.folders:
            purpose = "evaluate with" if held_out else "train on"
            raise ValueError(f"{folder}: no rendered scene to {purpose}; training/scenes/README.md says how to make some")

    def __len__(self) -> int:
        return len(self.folders)

    def __getitem__(self, number: int) -> RenderedScene:
        return read_scene(self.folders[number])


def read_scene(folder: Path) -> RenderedScene:
    """A finished scene. Raises OSError if a file of it cannot be read."""
    layout = json.loads((folder / "scene.json").read_text())["layout"]
    photo = cv2.cvtColor(_read(folder / "rgb.png", cv2.IMREAD_COLOR), cv2.COLOR_BGR2RGB)
    code = _read(folder / "depth.png", cv2.IMREAD_UNCHANGED)
    masks = [_read(path, cv2.IMREAD_GRAYSCALE) for path in sorted(folder.glob("mask-*.png"))]
    nearness = ((code.astype(np.float32) - 1) / (LARGEST_CODE - 1)).clip(0, 1)
    return RenderedScene(photo, nearness, masks, layout in ONE_OF_MANY)


def is_held_out(model: str) -> bool:
    """Whether a model, as `scene.json` names it, is for evaluation."""
    return crc32(model.encode()) % HELD_OUT == 0


def nearest_of(masks: list[Array], nearness: Array) -> int:
    """Which of several things, 0 or 255 [H,W], none of them empty, is the nearest by the middle of its depth."""
    return int(np.argmax([np.median(nearness[mask > 127]) for mask in masks]))


def _read(path: Path, mode: int) -> Array:
    picture = cv2.imread(str(path), mode)
    if picture is None:
        raise OSError(f"{path} cannot be read")
    return picture
