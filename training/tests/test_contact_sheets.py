"""The contact sheets: layout and size; what they show is for the eye."""

from pathlib import Path

import numpy as np
import pytest
from packed_files import standing_out, write_packed

from contact_sheets import CAPTION, TILE, as_picture, failure_sheet, in_columns, items_sheet, people_sheet, result_row, result_sheet, with_holes
from ucnet.configuration import UcNetConfiguration
from ucnet.dataset import Augmentation, Sources
from ucnet.model import UcNet
from ucnet.packing import PackedPairs

SIDE = 64


@pytest.fixture
def pairs(tmp_path: Path) -> PackedPairs:
    random = np.random.default_rng(0)
    count = 32
    truth = np.zeros((SIDE, SIDE), np.uint8)
    truth[20:50, 20:44] = 255
    photos = list(random.integers(0, 255, (count, SIDE, SIDE, 3)).astype(np.uint8))
    return write_packed(tmp_path, [str(number) for number in range(count)], photos, [truth] * count, [standing_out(truth)] * count)


def test_holes_are_blue_and_readings_grey() -> None:
    valid = np.ones((SIDE, SIDE), bool)
    valid[:32] = False
    tile = with_holes(np.full((SIDE, SIDE), 0.5, np.float32), valid)
    assert (tile[0, 0] == (110, 40, 20)).all() and (tile[-1, -1] == 127).all()


def test_photos_become_bgr() -> None:
    assert (as_picture(np.full((8, 8, 3), (200, 100, 50), np.uint8))[0, 0] == (50, 100, 200)).all()


def test_columns_are_set_apart() -> None:
    tiles = [np.zeros((4, 6, 3), np.uint8)] * 4
    sheet = in_columns(tiles, 2)
    assert sheet.shape == (8, 22, 3) and (sheet[:, 6:16] == 255).all()


def test_items_sheet_has_24_items(pairs: PackedPairs) -> None:
    assert items_sheet(Sources(pairs), Augmentation(), 64).shape == (12 * (TILE + CAPTION), 2 * 5 * TILE + 10, 3)


def test_people_sheet_has_24_rows_of_nine(pairs: PackedPairs) -> None:
    network = UcNet(UcNetConfiguration(input_size=64)).eval()
    assert people_sheet(network, pairs).shape == (12 * (TILE + CAPTION), 2 * 9 * TILE + 10, 3)


def test_result_sheet_has_24_examples(pairs: PackedPairs) -> None:
    network = UcNet(UcNetConfiguration(input_size=SIDE)).eval()
    assert result_sheet(network, pairs).shape == (12 * (TILE + CAPTION), 2 * 11 * TILE + 10, 3)


def test_failure_sheet_begins_with_the_worst(pairs: PackedPairs) -> None:
    network = UcNet(UcNetConfiguration(input_size=SIDE)).eval()
    sheet = failure_sheet(network, pairs)
    assert sheet.shape == (6 * (TILE + CAPTION), 2 * 11 * TILE + 10, 3)
    rows = [result_row(network, pairs, number, "right") for number in range(len(pairs))]
    worst, _ = max(rows, key=lambda row: row[1])
    assert (sheet[: TILE + CAPTION, : 11 * TILE] == worst).all()
