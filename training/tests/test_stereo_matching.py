"""Depth by real stereo matching: the warp, the filling, and that the result follows the clean depth where there is texture."""

import cv2
import numpy as np
import pytest
from numpy.random import default_rng

from ucnet.stereo_matching import fill_rows, flow, measure_by_stereo, second_view

SIZE = 128


@pytest.fixture
def textured() -> np.ndarray:
    noise = default_rng(1).integers(0, 255, (SIZE, SIZE, 3), dtype=np.uint8)
    return cv2.GaussianBlur(noise, (0, 0), 1.0)


@pytest.fixture
def box() -> np.ndarray:
    """A box in front of a far wall."""
    depth = np.full((SIZE, SIZE), 0.1, np.float32)
    depth[40:90, 45:95] = 0.9
    return depth


def test_rows_are_filled_from_the_farther_side() -> None:
    values = np.array([[0.0, 0.8, 0.0, 0.2, 0.0], [0.0] * 5], np.float32)
    known = np.array([[False, True, False, True, False], [False] * 5])
    assert fill_rows(values, known).tolist()[0] == pytest.approx([0.8, 0.8, 0.2, 0.2, 0.2])
    assert fill_rows(values, known)[1].tolist() == [0.0] * 5


def test_constant_disparity_shifts_the_photo(textured) -> None:
    shifted = second_view(textured, np.full((SIZE, SIZE), 6, np.float32))
    assert np.array_equal(shifted[:, : SIZE - 8], textured[:, 6 : SIZE - 2])


def test_near_parts_hide_far_ones(textured, box) -> None:
    view = second_view(textured, box * 10)
    # The box moves nine pixels to the left and covers the wall that was there.
    assert np.array_equal(view[50:80, 40:80], textured[50:80, 49:89])


def test_matching_recovers_the_depth_of_a_textured_scene(textured, box) -> None:
    errors, shares = [], []
    for seed in range(6):
        depth, found = measure_by_stereo(box, textured, default_rng(seed))
        assert depth.dtype == np.float32 and found.dtype == bool and (depth[~found] == 0).all()
        errors.append(np.median(np.abs(depth - box)[found]))
        shares.append(found.mean())
    assert max(errors) < 0.08
    assert min(shares) > 0.5


def test_flow_is_dense_and_follows_the_disparity(textured, box) -> None:
    disparity = flow(textured, second_view(textured, box * 10), default_rng(0))
    assert disparity.shape == box.shape and (disparity >= 0).all()
    assert abs(np.median(disparity[50:80, 60:90]) - 9) < 0.5 and abs(np.median(disparity[100:, 20:]) - 1) < 0.5


def test_plain_surfaces_are_measured_worse_than_textured_ones(textured, box) -> None:
    plain = textured.copy()
    plain[:, SIZE // 2 :] = 128
    ramp = np.linspace(0, 1, SIZE, dtype=np.float32)[:, None].repeat(SIZE, 1)

    def mean_error(columns: slice) -> float:
        values = []
        for seed in range(6):
            depth, found = measure_by_stereo(ramp, plain, default_rng(seed))
            values.append(np.where(found, np.abs(depth - ramp), 0.5)[:, columns].mean())
        return float(np.mean(values))

    assert mean_error(slice(SIZE // 2 + 12, SIZE)) > 1.5 * mean_error(slice(12, SIZE // 2 - 12))
