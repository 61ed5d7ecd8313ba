"""Written evaluation folders: layout, sizes, what the depth's levels mean, repeatability."""

import json
from pathlib import Path

import cv2
import numpy as np
import pytest
from scene_files import write_scene

from synthesise import FOLDERS, PhotosWithMadeUpGeometry, ScenesWithTrueGeometry, encode_depth, write_pairs
from ucnet.dataset import PackedPairs
from ucnet.rendered_scenes import RenderedScenes

SIZES = ((60, 80), (72, 64))


@pytest.fixture
def pairs(tmp_path: Path) -> PackedPairs:
    folder = tmp_path / "packed"
    folder.mkdir()
    random = np.random.default_rng(5)
    index, offset = [], 0
    with open(folder / "photos.u8", "wb") as photos, open(folder / "truths.u8", "wb") as truths:
        for number, (height, width) in enumerate(SIZES):
            truth = np.zeros((height, width), np.uint8)
            truth[20:50, 20:45] = 255
            photos.write(random.integers(0, 255, (height, width, 3), dtype=np.uint8).tobytes())
            truths.write(truth.tobytes())
            index.append([f"pair{number}", height, width, offset])
            offset += truth.size
    (folder / "index.json").write_text(json.dumps(index))
    return PackedPairs(folder)


def read(path: Path) -> np.ndarray:
    return cv2.imread(str(path), cv2.IMREAD_UNCHANGED)


def test_folder_layout_and_sizes(pairs: PackedPairs, tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert write_pairs(PhotosWithMadeUpGeometry(pairs), out, "right", "bright", 10, seed=7) == 2
    for number, size in enumerate(SIZES):
        pictures = {folder: read(out / folder / f"pair{number}.png") for folder in FOLDERS}
        assert all(picture.shape[:2] == size for picture in pictures.values())
        assert pictures["depth"].dtype == pictures["clean"].dtype == np.uint16
        photo, truth = pairs[number]
        assert (cv2.cvtColor(pictures["RGB"], cv2.COLOR_BGR2RGB) == photo).all()
        assert (pictures["GT"] == truth).all()
        assert pictures["clean"].min() >= 1


def test_another_camera_changes_photos_alone(pairs: PackedPairs, tmp_path: Path) -> None:
    folders = [tmp_path / "same", tmp_path / "other"]
    for folder in folders:
        write_pairs(PhotosWithMadeUpGeometry(pairs), folder, "right", "bright", 10, 7, changes_photo=folder.name == "other")
    for name in ("pair0.png", "pair1.png"):
        for kind in ("depth", "GT", "clean"):
            assert np.array_equal(*(read(folder / kind / name) for folder in folders))
    assert not all(np.array_equal(*(read(folder / "RGB" / name) for folder in folders)) for name in ("pair0.png", "pair1.png"))


def test_zero_means_no_reading() -> None:
    depth, valid = np.array([[0.0, 1.0, 0.25]], np.float32), np.array([[True, True, False]])
    assert encode_depth(depth, valid, "bright").tolist() == [[1, 65535, 0]]
    assert encode_depth(depth, valid, "dark").tolist() == [[65535, 1, 0]]


def test_dark_depth_is_bright_depth_reversed(pairs: PackedPairs, tmp_path: Path) -> None:
    for polarity in ("bright", "dark", "random"):
        write_pairs(PhotosWithMadeUpGeometry(pairs), tmp_path / polarity, "right", polarity, 2, seed=7)
    near = json.loads((tmp_path / "random" / "near.json").read_text())
    for number in range(2):
        name = f"pair{number}"
        bright, dark = (read(tmp_path / end / "depth" / f"{name}.png").astype(int) for end in ("bright", "dark"))
        assert ((bright == 0) == (dark == 0)).all()
        assert np.abs(bright + dark - 65536)[bright > 0].max() <= 1
        assert (read(tmp_path / "random" / "depth" / f"{name}.png") == read(tmp_path / near[name] / "depth" / f"{name}.png")).all()


def test_absent_depth_has_no_reading(pairs: PackedPairs, tmp_path: Path) -> None:
    write_pairs(PhotosWithMadeUpGeometry(pairs), tmp_path, "absent", "bright", 1, seed=7)
    assert read(tmp_path / "depth" / "pair0.png").max() == 0
    assert not (tmp_path / "depth" / "pair1.png").exists()


def test_scenes_keep_their_true_depth(tmp_path: Path) -> None:
    write_scene(tmp_path / "scenes" / "1-00000")
    scenes = RenderedScenes(tmp_path / "scenes")
    out = tmp_path / "out"
    assert write_pairs(ScenesWithTrueGeometry(scenes), out, "absent", "bright", 5, seed=7) == 1
    expected = encode_depth(scenes[0].nearness, np.ones(scenes[0].nearness.shape, bool), "bright")
    assert (read(out / "clean" / "1-00000.png") == expected).all()
    assert (read(out / "GT" / "1-00000.png") > 0).sum() == 800
