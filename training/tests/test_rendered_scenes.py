"""Rendered scenes: how they are read, and that training items made of them keep their true geometry."""

import json
from pathlib import Path

import cv2
import numpy as np
import pytest
from numpy.random import default_rng
from scene_files import HEIGHT, WIDTH, write_scene

from ucnet.dataset import Augmentation, PackedPairs, SaliencyDataset
from ucnet.rendered_scenes import RenderedScenes

@pytest.fixture
def scenes(tmp_path: Path) -> RenderedScenes:
    write_scene(tmp_path / "scenes" / "1-00000")
    (tmp_path / "scenes" / "1-00001").mkdir()
    return RenderedScenes(tmp_path / "scenes")


@pytest.fixture
def pairs(tmp_path: Path) -> PackedPairs:
    """One black photo with a white disc."""
    truth = cv2.circle(np.zeros((HEIGHT, WIDTH), np.uint8), (40, 30), 15, 255, -1)
    (tmp_path / "photos.u8").write_bytes(np.stack([truth] * 3, -1).tobytes())
    (tmp_path / "truths.u8").write_bytes(truth.tobytes())
    (tmp_path / "index.json").write_text(json.dumps([["disc", HEIGHT, WIDTH, 0]]))
    return PackedPairs(tmp_path)


def test_a_scene_is_read_with_near_as_one_and_unfinished_ones_are_left_out(scenes: RenderedScenes) -> None:
    assert len(scenes) == 1
    scene = scenes[0]
    assert scene.photo[0, 0].tolist() == [200, 20, 10]
    assert scene.nearness.dtype == np.float32
    assert scene.nearness[0, 0] == 0 and scene.nearness[25, 15] == 1
    assert scene.nearness[25, 55] == pytest.approx(39999 / 65534, abs=1e-6)
    assert [int((mask > 0).sum()) for mask in scene.masks] == [400, 400]


def test_a_folder_without_scenes_says_where_they_come_from(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="training/scenes/README.md"):
        RenderedScenes(tmp_path)


def test_items_of_scenes_hold_the_true_geometry_and_one_annotators_choice(scenes: RenderedScenes, pairs: PackedPairs) -> None:
    augmentation = Augmentation(crop_minimum=1, rendered=1.0, hide_and_seek=0)
    dataset = SaliencyDataset(pairs, 64, 1, augmentation, scenes)
    marked = set()
    for number in range(40):
        item = dataset[number]
        assert bool(item["several"])
        assert item["truth"].shape == item["clean"].shape == item["depth"].shape == (1, 64, 64)
        # Red photos are the scene's: red stands out whatever the colour jitter does.
        assert (item["rgb"][0].float().mean() - item["rgb"][2].float().mean()) > 60
        left, right = (float(item["truth"][0, 30, column]) for column in (16, 48))
        marked.add((left, right))
        near = item["clean"][0, 30]
        assert max(near[16], near[48]) == near.max()
    assert marked == {(1.0, 1.0), (1.0, 0.0), (0.0, 1.0)}


def test_the_share_of_scenes_is_kept_and_none_without_scenes(scenes: RenderedScenes, pairs: PackedPairs) -> None:
    def share(given: RenderedScenes | None) -> float:
        dataset = SaliencyDataset(pairs, 32, 1, Augmentation(crop_minimum=1, paste=0, rendered=0.3, hide_and_seek=0), given)
        return float(np.mean([bool(dataset[number]["several"]) for number in range(200)]))

    assert share(scenes) == pytest.approx(0.3, abs=0.1)
    assert share(None) == 0


def test_the_same_number_is_the_same_item(scenes: RenderedScenes, pairs: PackedPairs) -> None:
    dataset = SaliencyDataset(pairs, 32, int(default_rng(2).integers(9)), Augmentation(rendered=0.5), scenes)
    for number in range(6):
        first, second = dataset[number], dataset[number]
        assert all(bool((first[key] == second[key]).all()) for key in first)
