"""Written evaluation folders: layout, sizes, what the depth's levels mean, repeatability."""

import json
from pathlib import Path

import cv2
import numpy as np
import pytest
from packed_files import standing_out, write_packed
from scene_files import write_scene

import synthesise
from synthesise import FOLDERS, PhotosWithEstimatedGeometry, PhotosWithMadeUpGeometry, PhotosWithTwins, ScenesWithTrueGeometry, encode_depth, write_pairs
from ucnet.depth_synthesis import stretch
from ucnet.packing import PackedPairs
from ucnet.rendered_scenes import RenderedScenes

SIZES = ((60, 80), (72, 64))


@pytest.fixture
def pairs(tmp_path: Path) -> PackedPairs:
    random = np.random.default_rng(5)
    truths = [np.zeros(size, np.uint8) for size in SIZES]
    for truth in truths:
        truth[20:50, 20:45] = 255
    photos = [random.integers(0, 255, (*size, 3), dtype=np.uint8) for size in SIZES]
    return write_packed(tmp_path / "packed", ["pair0", "pair1"], photos, truths, [standing_out(truth) for truth in truths])


def read(path: Path) -> np.ndarray:
    return cv2.imread(str(path), cv2.IMREAD_UNCHANGED)


def test_folder_layout_and_sizes(pairs: PackedPairs, tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert write_pairs(PhotosWithMadeUpGeometry(pairs), out, "right", "bright", 10, seed=7) == (2, 0)
    for number, size in enumerate(SIZES):
        pictures = {folder: read(out / folder / f"pair{number}.png") for folder in FOLDERS}
        assert all(picture.shape[:2] == size for picture in pictures.values())
        assert pictures["depth"].dtype == pictures["clean"].dtype == np.uint16
        photo, truth = pairs[number]
        assert (cv2.cvtColor(pictures["RGB"], cv2.COLOR_BGR2RGB) == photo).all()
        assert (pictures["GT"] == truth).all()
        assert pictures["clean"].min() >= 1


def test_the_geometry_is_the_estimated_one_and_a_visitors_reading_is_it(pairs: PackedPairs, tmp_path: Path) -> None:
    assert write_pairs(PhotosWithEstimatedGeometry(pairs), tmp_path, "estimated", "bright", 10, seed=7) == (2, 0)
    for number in range(2):
        depth, clean = (read(tmp_path / folder / f"pair{number}.png") for folder in ("depth", "clean"))
        assert np.array_equal(depth, clean)
        assert np.array_equal(clean, encode_depth(stretch(pairs.depth(number)), np.ones(clean.shape, bool), "bright"))


def test_of_twins_the_truth_is_the_nearest_and_what_has_none_is_left_out_and_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture
) -> None:
    truth, nothing, giant = (np.zeros((90, 120), np.uint8) for _ in range(3))
    truth[30:60, 40:70], giant[5:85, 5:115] = 255, 255
    photo = np.where(truth[..., None] > 0, np.uint8((200, 40, 40)), np.uint8((90, 90, 90)))
    names, truths = ["a", "b", "nothing", "giant"], [truth, truth, nothing, giant]
    write_packed(tmp_path / "packed", names, [photo] * 4, truths, [np.where(each > 0, 0.5, 0.1) for each in truths])
    arguments = ["synthesise.py", "--packed", str(tmp_path / "packed"), "--out", str(tmp_path / "out"), "--twins", "--mode", "estimated", "--seed", "3"]
    monkeypatch.setattr("sys.argv", arguments)
    assert synthesise.main() == 0
    told = capsys.readouterr().out
    written = sorted(json.loads((tmp_path / "out" / "near.json").read_text()))
    assert written and set(written) <= {"a", "b"}
    assert f"{len(written)} pairs" in told and "seed 3" in told and f"{4 - len(written)} photos were left out" in told
    for name in written:
        red = read(tmp_path / "out" / "RGB" / f"{name}.png").astype(int)
        alike = red[..., 2] - red[..., 1] > 80
        marked, clean = read(tmp_path / "out" / "GT" / f"{name}.png") > 127, read(tmp_path / "out" / "clean" / f"{name}.png")
        assert (alike & ~marked).sum() > 50, "the others are in the photo"
        assert np.median(clean[marked]) > np.median(clean[alike & ~marked])
    assert PhotosWithTwins(PackedPairs(tmp_path / "packed")).read(2, np.random.default_rng(0)) is None


def test_twins_of_scenes_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture) -> None:
    monkeypatch.setattr("sys.argv", ["synthesise.py", "--scenes", str(tmp_path), "--out", str(tmp_path / "out"), "--twins"])
    with pytest.raises(SystemExit):
        synthesise.main()
    assert "give --packed instead of --scenes" in capsys.readouterr().err


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
    assert write_pairs(ScenesWithTrueGeometry(scenes), out, "absent", "bright", 5, seed=7) == (1, 0)
    expected = encode_depth(scenes[0].nearness, np.ones(scenes[0].nearness.shape, bool), "bright")
    assert (read(out / "clean" / "1-00000.png") == expected).all()
    assert (read(out / "GT" / "1-00000.png") > 0).sum() == 800


def test_of_a_row_the_nearest_is_the_truth(tmp_path: Path) -> None:
    write_scene(tmp_path / "scenes" / "1-00000", "row")
    out = tmp_path / "out"
    write_pairs(ScenesWithTrueGeometry(RenderedScenes(tmp_path / "scenes")), out, "right", "bright", 5, seed=7)
    truth = read(out / "GT" / "1-00000.png")
    assert truth[20:40, 10:30].all() and (truth > 0).sum() == 400
