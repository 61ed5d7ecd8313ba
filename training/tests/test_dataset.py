"""Training and validation items: repeatable, of the right sizes, as one person and as all people mark them."""

import numpy as np
import pytest
import torch

from ucnet.dataset import PEOPLE_ASKED, Augmentation, PhotoDepthDataset, SaliencyDataset, Sources, ValidationDataset, resize_readings
from ucnet.packing import PEOPLE, PackedPairs
from packed_files import write_packed


def test_items_repeat_for_a_seed_and_differ_between_epochs(pairs: PackedPairs) -> None:
    dataset = SaliencyDataset(Sources(pairs), 64, 1, Augmentation(twins=0.5, paste=0.5))
    first, again, later = dataset[2], dataset[2], dataset[2 + len(pairs)]
    assert all(torch.equal(first[key], again[key]) for key in first)
    assert not torch.equal(first["rgb"], later["rgb"])
    assert first["rgb"].shape == (3, 64, 64) and first["rgb"].dtype == torch.uint8
    assert all(first[key].shape == (1, 64, 64) for key in ("depth", "valid", "clean", "truth", "share"))
    assert all(0 <= first[key].min() and first[key].max() <= 1 for key in ("depth", "clean", "truth", "share"))
    assert first["people"].shape == (PEOPLE_ASKED, 3) and first["known"].item() == 1
    assert first["answers"].shape == (PEOPLE_ASKED, 1, 16, 16)
    assert torch.allclose(first["answers"][0], torch.nn.functional.avg_pool2d(first["truth"], 4), atol=0.01)


def test_a_turned_photo_takes_its_truth_and_its_depth_along(pairs: PackedPairs) -> None:
    def item(turn: float, number: int) -> dict[str, torch.Tensor]:
        return SaliencyDataset(Sources(pairs), 64, 1, Augmentation(crop_minimum=1, paste=0, turn=turn, hide_and_seek=0, made_up=0))[number]

    turned = [(item(0, number), item(30, number)) for number in range(16)]
    assert any(not torch.equal(plain["truth"], other["truth"]) for plain, other in turned)
    for _, other in turned:
        # The packed object is the nearest thing wherever it lies.
        inside, outside = other["clean"][other["truth"] > 0.9], other["clean"][other["truth"] < 0.1]
        assert inside.median() > outside.quantile(0.9)


def test_the_geometry_of_an_item_is_the_estimated_one_unless_it_is_made_up(pairs: PackedPairs) -> None:
    def nearer_object(made_up: float) -> list[bool]:
        items = [SaliencyDataset(Sources(pairs), 64, 1, Augmentation(paste=0, made_up=made_up))[number] for number in range(8)]
        # The packed floor ends at .5, the object lies at .9.
        return [bool(item["clean"][item["truth"] > 0.9].median() > item["clean"][item["truth"] < 0.1].max() - 0.02) for item in items]

    assert np.mean(nearer_object(0.0)) > 0.8 > np.mean(nearer_object(1.0))


def test_where_depth_says_which_of_several_is_near_it_is_never_inverted(pairs: PackedPairs) -> None:
    def inverted(twins: float) -> list[int]:
        """Of pictures that all mark alike and of those they do not, how many have near and far swapped."""
        dataset = SaliencyDataset(Sources(pairs), 64, 1, Augmentation(twins=twins, paste=0, made_up=0, other_resolution=0))
        counts = [0, 0]
        for item in (dataset[number] for number in range(120)):
            pair = item["depth"][item["valid"] > 0], item["clean"][item["valid"] > 0]
            if len(pair[0]) and pair[0].std() > 0:
                several = bool((item["answers"] != item["answers"][0]).any())
                counts[several] += float(torch.corrcoef(torch.stack(pair))[0, 1]) < -0.9
        return counts

    assert inverted(0)[0] > 0
    assert inverted(1)[1] == 0


def test_pairs_without_a_depth_say_so(pairs: PackedPairs, tmp_path) -> None:
    (tmp_path / "depths.u8").unlink()
    with pytest.raises(ValueError, match="packed without a depth"):
        SaliencyDataset(Sources(PackedPairs(tmp_path)), 64, 1, Augmentation(made_up=0))[0]


def test_of_photos_that_people_marked_the_truth_is_one_persons_and_the_share_that_of_all(pairs: PackedPairs, tmp_path) -> None:
    levels = np.zeros((60, 80), np.uint8)
    levels[20:40, 5:35], levels[20:40, 45:75] = PEOPLE, 3
    grey = np.full((60, 80, 3), 100, np.uint8)
    annotated = write_packed(tmp_path / "people", ["1"], [grey], [levels], [np.full((60, 80), 0.5)])
    dataset = SaliencyDataset(Sources(pairs, annotated), 64, 1, Augmentation(crop_minimum=1, annotated=1.0, hide_and_seek=0))
    items = [dataset[number] for number in range(40)]
    places = [(np.s_[0, 32, 16], np.s_[0, 32, 48]), (np.s_[0, 32, 48], np.s_[0, 32, 16])]
    marked = []
    for item in items:
        sure, unsure = places[int(item["share"][places[0][0]] < item["share"][places[0][1]])]
        assert item["share"][sure] > 0.9 and item["share"][unsure] == pytest.approx(0.25, abs=0.2)
        marked.append((item["truth"][sure].item(), item["truth"][unsure].item()))
    assert {first for first, _ in marked} == {1.0} and {second for _, second in marked} == {0.0, 1.0}
    assert np.mean([second for _, second in marked]) < 0.5


def test_a_depth_of_another_resolution_comes_at_the_networks_size(pairs: PackedPairs) -> None:
    same, other = (
        [SaliencyDataset(Sources(pairs), 64, 1, Augmentation(other_resolution=share))[number] for number in range(8)] for share in (0.0, 1.0)
    )
    assert {key: value.shape for key, value in other[0].items()} == {key: value.shape for key, value in same[0].items()}
    assert not all(torch.equal(before["depth"], after["depth"]) for before, after in zip(same, other))
    for item in other:
        assert item["rgb"].dtype == torch.uint8 and set(item["valid"].unique().tolist()) <= {0.0, 1.0}
        assert (item["depth"][item["valid"] == 0] == 0).all()
        assert all(0 <= item[key].min() and item[key].max() <= 1 for key in ("depth", "clean", "truth", "share"))


def test_resized_readings_are_means_of_readings_alone() -> None:
    depth, valid = np.full((4, 4), 0.6, np.float32), np.ones((4, 4), bool)
    valid[:2, :2], valid[0, 2], valid[2:, 0] = [[True, False], [False, False]], False, False
    depth[valid == 0] = 0
    resized, enough = resize_readings(depth, valid, 2)
    assert enough.tolist() == [[False, True], [True, True]]
    assert resized == pytest.approx(np.array([[0, 0.6], [0.6, 0.6]]), abs=1e-6)


def test_validation_items_differ_only_in_depth_between_modes(pairs: PackedPairs) -> None:
    right, absent, estimated = (ValidationDataset(pairs, 64, mode)[1] for mode in ("right", "absent", "estimated"))
    assert torch.equal(right["rgb"], absent["rgb"]) and torch.equal(right["truth"], absent["truth"])
    assert absent["valid"].sum() == 0 and right["valid"].sum() > 0
    assert torch.equal(estimated["depth"], estimated["clean"]) and estimated["valid"].min() == 1


def test_items_of_photo_depth_have_a_depth_stretched_to_the_crop(pairs: PackedPairs) -> None:
    dataset = PhotoDepthDataset(pairs, 64, 1, Augmentation(crop_minimum=0.6))
    first, again, later = dataset[2], dataset[2], dataset[2 + len(pairs)]
    assert all(torch.equal(first[key], again[key]) for key in first)
    assert not torch.equal(first["depth"], later["depth"])
    assert first["rgb"].shape == (3, 64, 64) and first["depth"].shape == (1, 64, 64)
    assert first["depth"].min() == 0 and first["depth"].max() == 1
