"""Crops: they stay inside the picture, and a close-up is half filled by its object."""

import cv2
import numpy as np
import pytest
from numpy.random import default_rng

from ucnet.crops import CLOSE_UP_SHARES, close_up, random_window, turned

HEIGHT, WIDTH = 300, 400


def disc(row: int, column: int, radius: int) -> np.ndarray:
    return cv2.circle(np.zeros((HEIGHT, WIDTH), np.uint8), (column, row), radius, 255, -1)


def test_a_random_window_is_inside_and_not_smaller_than_asked() -> None:
    random = default_rng(1)
    sides = []
    for _ in range(200):
        rows, columns = random_window((HEIGHT, WIDTH), 0.6, random)
        assert 0 <= rows.start < rows.stop <= HEIGHT and 0 <= columns.start < columns.stop <= WIDTH
        sides.append(((rows.stop - rows.start) / HEIGHT, (columns.stop - columns.start) / WIDTH))
    assert np.min(sides) == pytest.approx(0.6, abs=0.02)
    assert np.max(sides) == pytest.approx(1, abs=0.02)


def test_a_close_up_is_filled_to_a_share_between_the_two_bounds() -> None:
    random = default_rng(2)
    truth = disc(140, 210, 60)
    shares = [(truth[close_up(truth, random)] > 127).mean() for _ in range(200)]
    low, high = CLOSE_UP_SHARES
    assert low - 0.02 < min(shares) < low + 0.05
    assert high - 0.05 < max(shares) < high + 0.02


@pytest.mark.parametrize("truth", [disc(0, 0, 40), disc(150, 200, 300), disc(150, 200, 2), np.zeros((HEIGHT, WIDTH), np.uint8)])
def test_a_close_up_of_a_corner_a_giant_a_dot_and_of_nothing_is_inside(truth: np.ndarray) -> None:
    random = default_rng(3)
    for _ in range(50):
        rows, columns = close_up(truth, random)
        assert 0 <= rows.start < rows.stop <= HEIGHT and 0 <= columns.start < columns.stop <= WIDTH
        assert min(rows.stop - rows.start, columns.stop - columns.start) >= 32


def test_a_plane_is_turned_about_its_middle_and_has_no_empty_corners() -> None:
    # 60 to the right of the middle; a quarter turn to the left puts it 60 above.
    plane = disc(150, 260, 10)
    upright = turned(plane, 90)
    rows, columns = np.nonzero(upright[:, 100:300] > 127)
    assert rows.mean() == pytest.approx(89, abs=2) and columns.mean() + 100 == pytest.approx(199.5, abs=2)
    assert turned(np.full((HEIGHT, WIDTH, 3), 200, np.uint8), 14).min() == 200
    assert turned(plane, 0) is plane
