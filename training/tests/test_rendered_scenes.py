"""Rendered scenes: how they are read, and that training items made of them keep their true geometry."""

from pathlib import Path

import cv2
import numpy as np
import pytest
from numpy.random import default_rng
from packed_files import standing_out, write_packed
from scene_files import HEIGHT, WIDTH, write_scene

from ucnet.dataset import Augmentation, SaliencyDataset, Sources
from ucnet.packing import PackedPairs
from ucnet.rendered_scenes import RenderedScenes, is_held_out


@pytest.fixture
def scenes(tmp_path: Path) -> RenderedScenes:
    write_scene(tmp_path / "scenes" / "1-00000")
    (tmp_path / "scenes" / "1-00001").mkdir()
    return RenderedScenes(tmp_path / "scenes")


@pytest.fixture
def pairs(tmp_path: Path) -> PackedPairs:
    """One black photo with a white disc."""
    truth = cv2.circle(np.zeros((HEIGHT, WIDTH), np.uint8), (40, 30), 15, 255, -1)
    return write_packed(tmp_path, ["disc"], [np.stack([truth] * 3, -1)], [truth], [standing_out(truth)])


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


def test_scenes_of_held_out_models_are_for_evaluation_alone(tmp_path: Path) -> None:
    models = [f"library/model-{number}" for number in range(16)]
    for number, model in enumerate(models):
        write_scene(tmp_path / f"1-{number:05d}", model=model)
    training, held_out = RenderedScenes(tmp_path), RenderedScenes(tmp_path, held_out=True)
    assert len(held_out) == sum(map(is_held_out, models)) > 0
    assert not {*training.folders} & {*held_out.folders}
    assert len(training) + len(held_out) == len(models)


def redness(item: dict) -> float:
    """The scene is red: red stands out whatever the colour jitter does."""
    return float(item["rgb"][0].float().mean() - item["rgb"][2].float().mean())


def test_items_of_scenes_hold_the_true_geometry_and_one_persons_choice(scenes: RenderedScenes, pairs: PackedPairs) -> None:
    dataset = SaliencyDataset(Sources(pairs, scenes=scenes), 64, 1, Augmentation(crop_minimum=1, rendered=1.0, hide_and_seek=0))
    marked = set()
    for number in range(160):
        item = dataset[number]
        assert item["truth"].shape == item["clean"].shape == item["depth"].shape == (1, 64, 64)
        assert redness(item) > 60 and item["known"] == 1
        marked.add(tuple(float(item["truth"][0, 30, column]) for column in (16, 48)))
        near = item["clean"][0, 30]
        assert max(near[16], near[48]) == near.max()
    assert marked == {(1.0, 1.0), (1.0, 0.0), (0.0, 1.0)}


@pytest.mark.parametrize(("layout", "smallest", "largest"), [("row", 0.1, 0.4), ("heap", 0.1, 0.4), ("pair", 0.75, 0.95)])
def test_of_a_row_and_a_heap_most_people_mark_the_nearest_alone(
    tmp_path: Path, pairs: PackedPairs, layout: str, smallest: float, largest: float
) -> None:
    write_scene(tmp_path / "of" / "1-00000", layout)
    sources = Sources(pairs, scenes=RenderedScenes(tmp_path / "of"))
    dataset = SaliencyDataset(sources, 64, 1, Augmentation(crop_minimum=1, rendered=1.0, hide_and_seek=0))
    near, far = [], []
    for number in range(40):
        item = dataset[number]
        left, right = (float(item["share"][0, 30, column]) for column in (16, 48))
        flipped = item["clean"][0, 30, 48] > item["clean"][0, 30, 16]
        near.append(right if flipped else left)
        far.append(left if flipped else right)
    assert np.mean(near) > 0.75
    assert smallest < np.mean(far) < largest


def test_the_share_of_scenes_is_kept_and_none_without_scenes(scenes: RenderedScenes, pairs: PackedPairs) -> None:
    def share(given: RenderedScenes | None) -> float:
        augmentation = Augmentation(crop_minimum=1, paste=0, made_up=0, rendered=0.3, hide_and_seek=0)
        dataset = SaliencyDataset(Sources(pairs, scenes=given), 32, 1, augmentation)
        return float(np.mean([redness(dataset[number]) > 40 for number in range(200)]))

    assert share(scenes) == pytest.approx(0.3, abs=0.1)
    assert share(None) == 0


def test_the_same_number_is_the_same_item(scenes: RenderedScenes, pairs: PackedPairs) -> None:
    dataset = SaliencyDataset(Sources(pairs, scenes=scenes), 32, int(default_rng(2).integers(9)), Augmentation(rendered=0.5))
    for number in range(6):
        first, second = dataset[number], dataset[number]
        assert all(bool((first[key] == second[key]).all()) for key in first)
