"""Renders random furnished scenes with depth and one mask per salient thing.

    blender -b -t 1 -P training/scenes/render.py -- --out DIR --count 2000 --seed 1 --size 352

Each scene is a folder `<seed>-<number>` with `rgb.png`, `depth.png` (16 bit, inverse depth, near is bright), `mask-1.png`... and
`scene.json`, which is written last: a folder that has it is finished and skipped when the command is run again.
"""

import argparse
import json
import random
import sys
import tempfile
import time
from pathlib import Path

sys.path[:0] = [str(Path(__file__).resolve().parent), str(Path(__file__).resolve().parents[1])]

import bpy
import cv2
import numpy as np

import passes
from denoise import denoise
from depth_code import encode_depth
from develop import develop
from layouts import LAYOUTS, SHARES, Composition, LayoutFailure
from library import UNPACKED, Asset, load_libraries
from models import ModelStore
from ucnet.rendered_scenes import ONE_OF_MANY

ATTEMPTS = 40
SMALLEST_SHARE, LARGEST_SHARE = 0.02, 0.6
SMALLEST_OF_MANY = 0.004
"""Share of the picture that each of many has at least; the largest of them has as much as a single thing."""


def parse_arguments(words: list[str]) -> argparse.Namespace:
    """The options after Blender's own `--`; unknown ones are errors."""
    parser = argparse.ArgumentParser(prog="blender -b -t 1 -P render.py --", description=__doc__.splitlines()[0])
    parser.add_argument("--out", type=Path, required=True, help="folder for the scenes")
    parser.add_argument("--count", type=int, default=1, help="how many scenes")
    parser.add_argument("--first", type=int, default=0, help="number of the first scene")
    parser.add_argument("--seed", type=int, default=1, help="everything random follows from it and the scene's number")
    parser.add_argument("--size", type=int, default=352, help="longer side in pixels")
    parser.add_argument("--aspect", type=float, default=1.0, help="width / height")
    parser.add_argument("--samples", type=int, default=8, help="light paths per pixel")
    parser.add_argument("--layout", choices=sorted(LAYOUTS), help="only this kind of scene")
    parser.add_argument("--models", type=Path, default=UNPACKED, help="where the model libraries are unpacked")
    options = parser.parse_args(words)
    if options.count < 1 or options.first < 0 or options.size < 32 or options.samples < 1 or not 0.3 < options.aspect < 3:
        parser.error("--count and --samples must be at least 1, --first at least 0, --size at least 32, --aspect 0.3 to 3")
    return options


def masks_of(index: np.ndarray, count: int, layout: str) -> list[np.ndarray] | None:
    """One 0/255 mask per salient thing, or none if the picture shows them badly."""
    masks = [np.where(index == number, 255, 0).astype(np.uint8) for number in range(1, count + 1)]
    if layout in ONE_OF_MANY:
        # Some of a heap are hidden behind the others.
        masks = [mask for mask in masks if mask.mean() / 255 >= SMALLEST_OF_MANY]
        if len(masks) < 2:
            return None
    shares = [mask.mean() / 255 for mask in masks]
    decisive = max(shares) if layout in ONE_OF_MANY else min(shares)
    if decisive < SMALLEST_SHARE or sum(shares) > LARGEST_SHARE:
        return None
    edges = np.ones(index.shape, bool)
    edges[1:-1, 1:-1] = False
    if (index[edges] > 0).mean() > 0.12:
        return None
    return masks


def write_scene(folder: Path, options: argparse.Namespace, name: str, store: ModelStore, assets: dict[str, Asset], scratch: Path) -> str:
    """Composes, renders and writes one scene; returns its layout. Rolls again until the salient things are well in view."""
    width, height = frame_size(options)
    for attempt in range(ATTEMPTS):
        rng = random.Random(f"{name}/{attempt}")
        layout = options.layout or rng.choices(list(SHARES), list(SHARES.values()))[0]
        passes.clear_scene()
        composition = Composition(rng, assets, store, width / height)
        try:
            LAYOUTS[layout](composition)
        except LayoutFailure:
            continue
        # A quick look first: composing is cheap, rendering is not.
        passes.set_up(width // 4, height // 4, 1, scratch)
        if masks_of(passes.render(scratch).index, len(composition.salient), layout) is None:
            continue
        passes.set_up(width, height, options.samples, scratch)
        result = passes.render(scratch)
        masks = masks_of(result.index, len(composition.salient), layout)
        if masks is None:
            continue
        picture = develop(denoise(result, 3 if options.samples > 64 else 5), rng.getrandbits(32))
        write_files(folder, picture, result.depth, masks, composition, layout, name)
        return layout
    raise RuntimeError(f"scene {name}: no usable arrangement in {ATTEMPTS} attempts")


def write_files(
    folder: Path, picture: np.ndarray, depth: np.ndarray, masks: list[np.ndarray], composition: Composition, layout: str, name: str
) -> None:
    """Writes a finished scene, its description last."""
    folder.mkdir(parents=True, exist_ok=True)
    code, near, far = encode_depth(depth)
    cv2.imwrite(str(folder / "rgb.png"), picture[..., ::-1])
    cv2.imwrite(str(folder / "depth.png"), code)
    for number, mask in enumerate(masks, 1):
        cv2.imwrite(str(folder / f"mask-{number}.png"), mask)
    camera = bpy.context.scene.camera.data
    description = {
        "name": name, "layout": layout, "nearMetres": near, "farMetres": far,
        "focalPixels": camera.lens / camera.sensor_width * max(picture.shape[:2]),
        "salient": [asset.key for asset in composition.salient],
        "models": [asset.key for asset in composition.used],
    }
    (folder / "scene.json").write_text(json.dumps(description, indent=1) + "\n", encoding="utf-8")


def frame_size(options: argparse.Namespace) -> tuple[int, int]:
    """Width and height in pixels."""
    if options.aspect >= 1:
        return options.size, round(options.size / options.aspect)
    return round(options.size * options.aspect), options.size


def main() -> None:
    """Renders what is missing and tells how far it is."""
    words = sys.argv[sys.argv.index("--") + 1 :] if "--" in sys.argv else []
    options = parse_arguments(words)
    assets = load_libraries(options.models)
    store = ModelStore()
    numbers = range(options.first, options.first + options.count)
    names = [f"{options.seed}-{number:05d}" for number in numbers]
    missing = [name for name in names if not (options.out / name / "scene.json").is_file()]
    print(f"{len(names)} scenes, {len(names) - len(missing)} finished before", flush=True)
    started = time.monotonic()
    with tempfile.TemporaryDirectory() as scratch:
        for done, name in enumerate(missing, 1):
            layout = write_scene(options.out / name, options, name, store, assets, Path(scratch))
            pace = (time.monotonic() - started) / done
            left = pace * (len(missing) - done) / 60
            print(f"{done}/{len(missing)} {name} {layout}: {pace:.1f} s a scene, {left:.0f} min left", flush=True)


if __name__ == "__main__":
    try:
        main()
    except (OSError, KeyError, ValueError, RuntimeError) as error:
        # Blender carries on after a script's exception and exits with 0, so the failure has to be told by hand.
        print(f"error: {error}", file=sys.stderr)
        sys.exit(1)
