"""Turns scenes of `render.py` into sample pairs, each with its kind of depth sensor, and lists the models they show.

    /usr/bin/python3 training/scenes/rendered_samples.py --scenes DIR --out public/samples

DIR holds one folder of scenes per layout, rendered as `training/scenes/README.md` says; a sample whose scene is not there stays as it
is. Writes `models.md` as well, the list of authors and licences that `LICENSES.md` refers to.
"""

import argparse
import json
import sys
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from depth_code import decode_depth, encode_depth
from library import UNPACKED, Asset, load_libraries
from sample_files import Sample, write_sample
from sensor import damaged
from ucnet.rendered_scenes import read_scene
from ucnet.structured_light import structured_light

ORIGIN = "rendered for this project from 3D models of Debian's sweethome3d-furniture, listed in models.md"
LICENCE = "CC BY 3.0"
SOURCES = {
    "clean": "z-buffer (rendered)",
    "sensor": "rendered, with the layers, noise and shadows of a structured-light sensor",
    "damaged": "rendered, then badly damaged: coarse, misaligned, distorted, with large holes",
}


@dataclass(frozen=True)
class Choice:
    """One scene that is good enough to ship: where it lies, what it is called, which depth it gets, light paths per pixel."""

    id: str
    scene: str
    depth: str
    samples: int
    title: str


CHOICES = (
    Choice("gift-and-bear", "pair/11-00007", "sensor", 64, "Gift and teddy bear on the floor"),
    Choice("kettle", "table/11-00005", "clean", 64, "Green kettle on a table"),
    Choice("hat", "table/11-00006", "damaged", 24, "Hat on a table"),
    Choice("pink-room", "camouflage/11-00004", "sensor", 64, "Pink chair in a pink room"),
    Choice("two-chairs", "pair/11-00003", "sensor", 16, "Two chairs"),
    Choice("rabbit", "outdoor/11-00001", "clean", 64, "White rabbit on paving stones"),
    Choice("three-dogs", "heap/251-00238", "sensor", 64, "Three dogs, one in front"),
)


def measured_depth(choice: Choice, code: np.ndarray, rgb: np.ndarray, description: dict) -> np.ndarray:
    """The depth code as the chosen kind of sensor would give it."""
    if choice.depth == "clean":
        return code
    depth = decode_depth(code, description["nearMetres"], description["farMetres"])
    # The id seeds the noise, so that a sample never changes unless its scene does.
    generator = np.random.default_rng(list(choice.id.encode()))
    if choice.depth == "sensor":
        brightness = cv2.cvtColor(rgb, cv2.COLOR_RGB2GRAY) / 255.0
        return encode_depth(structured_light(depth, brightness, description["focalPixels"], generator))[0]
    return encode_depth(damaged(depth, generator))[0]


def make(choice: Choice, scenes: Path, out: Path, assets: dict[str, Asset]) -> list[Asset]:
    """Writes one pair and returns the models it shows."""
    folder = scenes / choice.scene
    description = json.loads((folder / "scene.json").read_text(encoding="utf-8"))
    scene = read_scene(folder)
    code = cv2.imread(str(folder / "depth.png"), cv2.IMREAD_UNCHANGED)
    models = [assets[key] for key in dict.fromkeys(description["models"])]
    credit = "3D models by " + ", ".join(sorted({model.creator for model in models}))
    sample = Sample(choice.id, choice.title, "rendered", SOURCES[choice.depth], ORIGIN, LICENCE, credit)
    write_sample(out, sample, scene.photo, measured_depth(choice, code, scene.photo, description), scene.truth)
    return models


def write_credits(out: Path, shown: dict[str, list[Asset]]) -> None:
    """One table of all models in all rendered samples; what it says of other samples than those `shown` stays."""
    lines = [
        "# 3D models in the rendered samples", "",
        "All are in Debian's package `sweethome3d-furniture`, converted to OBJ by Emmanuel Puybaret (eTeks). Changed for the pictures:",
        "highlights softened, very dark and very bright colours pulled in, placed in rooms of our own making.", "",
        "| sample | model | title | author | licence | published at |", "|---|---|---|---|---|---|",
    ]
    table = out / "models.md"
    before = table.read_text(encoding="utf-8").splitlines() if table.is_file() else []
    for sample in (choice.id for choice in CHOICES):
        if sample in shown:
            lines += [
                f"| {sample} | {model.key} | {model.title} | {model.creator} | {model.licence} | {model.source} |" for model in shown[sample]
            ]
        else:
            lines += [line for line in before if line.startswith(f"| {sample} |")]
    table.write_text("\n".join(lines) + "\n", encoding="utf-8")


def make_all(scenes: Path, out: Path, assets: dict[str, Asset]) -> list[str]:
    """Makes every sample whose scene is there, and says which."""
    there = [choice for choice in CHOICES if (scenes / choice.scene / "scene.json").is_file()]
    write_credits(out, {choice.id: make(choice, scenes, out, assets) for choice in there})
    return [choice.id for choice in there]


def main() -> None:
    """Makes all rendered pairs."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--scenes", type=Path, required=True, help="folder of rendered scenes")
    parser.add_argument("--out", type=Path, required=True, help="the samples folder")
    parser.add_argument("--models", type=Path, default=UNPACKED, help="where the model libraries are unpacked")
    options = parser.parse_args()
    made = make_all(options.scenes, options.out, load_libraries(options.models))
    print(f"made {', '.join(made) or 'none: no scene of CHOICES is there'}")


if __name__ == "__main__":
    main()
