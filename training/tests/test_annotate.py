"""Other annotators' answers."""

from pathlib import Path

import cv2
import numpy as np
import pytest

from annotate import annotate, hide, next_region, solidity
from packed_files import standing_out, write_packed
from ucnet.configuration import UcNetConfiguration
from ucnet.dataset import Augmentation, SaliencyDataset, Sources
from ucnet.model import UcNet
from ucnet.packing import PackedPairs
from ucnet.pictures import OTHER_SHARE

SIDE = 80


def square(top: int, left: int, side: int) -> np.ndarray:
    mask = np.zeros((SIDE, SIDE), np.uint8)
    mask[top : top + side, left : left + side] = 255
    return mask


def test_hiding_covers_the_object_and_its_rim() -> None:
    photo = np.full((SIDE, SIDE, 3), 200, np.uint8)
    photo[20:40, 20:40] = 0
    hidden, filled = hide(photo, square(20, 20, 20))
    assert filled[18:42, 18:42].all() and not filled[:17].any()
    assert len(np.unique(hidden[filled])) == 1
    assert (hidden[~filled] == 200).all()


def test_next_region_is_the_largest_sure_one_outside_the_object() -> None:
    prediction = np.zeros((SIDE, SIDE), np.float32)
    prediction[50:70, 50:70] = 0.9
    prediction[5:15, 60:70] = 0.95
    prediction[20:40, 20:40] = 1
    filled = square(20, 20, 20) > 0
    region = next_region(prediction, filled)
    assert region is not None and np.array_equal(region, prediction == np.float32(0.9))


def test_solidity_of_a_square_and_of_a_frame() -> None:
    whole, inside = square(10, 10, 40) > 0, square(20, 20, 20) > 0
    assert solidity(whole) == 1
    assert solidity(whole & ~inside) == 0.75


def test_unsure_small_and_huge_regions_are_none() -> None:
    nothing = np.zeros((SIDE, SIDE), bool)
    unsure = square(10, 10, 30).astype(np.float32) / 255 * 0.6
    small = square(10, 10, 8).astype(np.float32) / 255
    assert next_region(unsure, nothing) is None
    assert next_region(small, nothing) is None
    assert next_region(np.ones((SIDE, SIDE), np.float32), nothing) is None


def packed_pair(folder: Path) -> PackedPairs:
    photo = np.random.default_rng(0).integers(0, 255, (SIDE, SIDE, 3)).astype(np.uint8)
    truth = square(4, 4, 30)
    return write_packed(folder, ["one"], [photo], [truth], [standing_out(truth)])


def test_what_is_found_is_written_at_the_photos_size_and_nothing_where_nothing_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pairs = packed_pair(tmp_path)
    network = UcNet(UcNetConfiguration()).eval()
    assert annotate(network, pairs, tmp_path / "nothing", 64, 4) == 0 == len(list((tmp_path / "nothing").iterdir()))
    sure = np.zeros((1, 64, 64), np.float32)
    sure[0, 40:60, 32:52] = 0.9
    monkeypatch.setattr("annotate.predict", lambda *_: sure)
    assert annotate(network, pairs, tmp_path / "others", 64, 4) == 1
    (file,) = (tmp_path / "others").iterdir()
    assert file.name == "one.png" and np.abs(cv2.imread(str(file), cv2.IMREAD_GRAYSCALE).astype(int) - square(50, 40, 25)).mean() < 3


def test_some_people_mark_the_other_answer_in_training(tmp_path: Path) -> None:
    dataset = SaliencyDataset(Sources(packed_pair(tmp_path)), SIDE, 1, Augmentation(crop_minimum=1, paste=0, made_up=0, hide_and_seek=0))

    def both_places(key: str) -> np.ndarray:
        """Mean over the object and over the other answer of 40 items, [40,2], whichever way they were flipped."""
        planes = [dataset[number][key][0].numpy() for number in range(40)]
        return np.array([(plane[8:30].max(), plane[48:70].max()) for plane in planes])

    assert both_places("share")[:, 1].max() == 0
    (tmp_path / "others").mkdir()
    cv2.imwrite(str(tmp_path / "others" / "one.png"), square(44, 44, 30))
    shares, truths = both_places("share").mean(0), both_places("truth")
    assert shares[0] > 0.9 and abs(shares[1] - OTHER_SHARE) < 0.05
    assert 0 < truths[:, 1].mean() < 0.4
    assert (truths.max(1) == 1).all()
