"""Training and validation items: repeatable, of the right sizes, with objects as a person counts them."""

import numpy as np
import pytest
import torch
from numpy.random import default_rng

from ucnet.dataset import Augmentation, PackedPairs, SaliencyDataset, ValidationDataset, annotator_choice, resize_readings, separate_objects


def test_items_repeat_for_a_seed_and_differ_between_epochs(pairs: PackedPairs) -> None:
    dataset = SaliencyDataset(pairs, 64, 1, Augmentation())
    first, again, later = dataset[2], dataset[2], dataset[2 + len(pairs)]
    assert all(torch.equal(first[key], again[key]) for key in first)
    assert not torch.equal(first["rgb"], later["rgb"])
    assert first["rgb"].shape == (3, 64, 64) and first["truth"].shape == (1, 64, 64)
    assert 0 <= first["truth"].min() and first["truth"].max() <= 1


def test_a_depth_of_another_resolution_comes_at_the_networks_size(pairs: PackedPairs) -> None:
    same = [SaliencyDataset(pairs, 64, 1, Augmentation())[number] for number in range(8)]
    other = [SaliencyDataset(pairs, 64, 1, Augmentation(other_resolution=1.0))[number] for number in range(8)]
    assert {key: value.shape for key, value in other[0].items()} == {key: value.shape for key, value in same[0].items()}
    assert not all(torch.equal(before["depth"], after["depth"]) for before, after in zip(same, other))
    for item in other:
        assert item["rgb"].dtype == torch.uint8 and set(item["valid"].unique().tolist()) <= {0.0, 1.0}
        assert (item["depth"][item["valid"] == 0] == 0).all()
        assert all(0 <= item[key].min() and item[key].max() <= 1 for key in ("depth", "clean", "truth"))


def test_resized_readings_are_means_of_readings_alone() -> None:
    depth, valid = np.full((4, 4), 0.6, np.float32), np.ones((4, 4), bool)
    valid[:2, :2], valid[0, 2], valid[2:, 0] = [[True, False], [False, False]], False, False
    depth[valid == 0] = 0
    resized, enough = resize_readings(depth, valid, 2)
    assert enough.tolist() == [[False, True], [True, True]]
    assert resized == pytest.approx(np.array([[0, 0.6], [0.6, 0.6]]), abs=1e-6)


def test_validation_items_differ_only_in_depth_between_modes(pairs: PackedPairs) -> None:
    right, absent = ValidationDataset(pairs, 64, "right")[1], ValidationDataset(pairs, 64, "absent")[1]
    assert torch.equal(right["rgb"], absent["rgb"]) and torch.equal(right["truth"], absent["truth"])
    assert absent["valid"].sum() == 0 and right["valid"].sum() > 0


def test_objects_are_counted_as_a_person_would() -> None:
    truth = np.zeros((100, 100), np.uint8)
    truth[10:40, 10:40] = 255
    truth[60:80, 60:80] = 255
    truth[95:97, 2:4] = 255
    masks = separate_objects(truth)
    assert len(masks) == 2
    assert np.array_equal(np.any(masks, axis=0), truth > 127)
    chosen = [annotator_choice(masks, default_rng(seed)) for seed in range(60)]
    assert {len(choice) for choice in chosen} == {1, 2}
