"""Synthesised depth: ranges, holes, and what each corruption is for."""

import cv2
import numpy as np
import pytest
from numpy.random import default_rng

from ucnet import depth_synthesis as synthesis
from ucnet.structured_light import BASELINE, structured_light

SIZE = 96


@pytest.fixture
def photo() -> np.ndarray:
    random = default_rng(3)
    picture = random.integers(0, 255, (SIZE, SIZE, 3), dtype=np.uint8)
    picture[:, : SIZE // 2] = 90
    return picture


@pytest.fixture
def objects() -> list[np.ndarray]:
    mask = np.zeros((SIZE, SIZE), bool)
    mask[30:70, 35:60] = True
    return [mask]


@pytest.mark.parametrize("mode", synthesis.MODES)
@pytest.mark.parametrize("seed", range(8))
def test_every_mode_stays_in_range(photo, objects, mode, seed) -> None:
    random = default_rng(seed)
    clean = synthesis.clean_depth(photo, objects, [], random)
    depth, valid, _ = synthesis.observe(clean, photo, mode, random)
    assert clean.dtype == depth.dtype == np.float32
    assert valid.dtype == bool and depth.shape == valid.shape == clean.shape == (SIZE, SIZE)
    assert 0 <= clean.min() and clean.max() <= 1
    assert 0 <= depth.min() and depth.max() <= 1
    assert (depth[~valid] == 0).all()


def test_same_seed_same_depth(photo, objects) -> None:
    first, second = (
        synthesis.observe(synthesis.clean_depth(photo, objects, [], r), photo, "right", r) for r in (default_rng(5), default_rng(5))
    )
    assert np.array_equal(first[0], second[0]) and np.array_equal(first[1], second[1])


def test_unknown_mode_is_refused(photo) -> None:
    with pytest.raises(ValueError, match="unknown depth mode 'wrong'"):
        synthesis.observe(np.zeros((SIZE, SIZE), np.float32), photo, "wrong", default_rng(0))


def test_inverted_depth_runs_against_the_clean_one(photo, objects) -> None:
    agreement = []
    for seed in range(12):
        random = default_rng(seed)
        clean = synthesis.clean_depth(photo, objects, [], random)
        depth, valid, _ = synthesis.observe(clean, photo, "inverted", random)
        agreement.append(np.corrcoef(clean[valid], depth[valid])[0, 1])
    assert np.mean(agreement) < -0.7


def test_right_depth_follows_the_clean_one_and_useless_does_not(photo, objects) -> None:
    def mean_correlation(mode: str) -> float:
        values = []
        for seed in range(20):
            random = default_rng(seed)
            clean = synthesis.clean_depth(photo, objects, [], random)
            depth, valid, _ = synthesis.observe(clean, photo, mode, random)
            values.append(np.corrcoef(clean[valid], depth[valid])[0, 1])
        return float(np.mean(values))

    assert mean_correlation("right") > 0.75
    assert abs(mean_correlation("useless")) < 0.25


def test_object_usually_stands_out_of_its_surroundings(photo, objects) -> None:
    mask = objects[0]
    ring = np.zeros_like(mask)
    ring[24:76, 29:66] = True
    ring &= ~mask
    nearer = [
        clean[mask].mean() > clean[ring].mean()
        for clean in (synthesis.clean_depth(photo, objects, [], default_rng(seed)) for seed in range(60))
    ]
    assert 0.6 < np.mean(nearer) < 1


def test_something_beside_the_object_can_share_its_depth(objects) -> None:
    """Of a plain photo with one coloured thing beside the object, that thing is what touches it."""
    picture = np.full((SIZE, SIZE, 3), 90, np.uint8)
    picture[30:70, 60:80] = (200, 60, 60)
    picture[objects[0]] = (60, 200, 60)
    regions = [synthesis.attached_region(picture, objects[0], default_rng(seed)) for seed in range(40)]
    found = [region for region in regions if region.any()]
    assert 3 < len(found) < 40, "the background around is too large to be a thing"
    assert all(not region[objects[0]].any() and region[35:65, 60:77].all() for region in found)
    assert not synthesis.attached_region(picture, np.zeros((SIZE, SIZE), bool), default_rng(0)).any()


def test_outlines_of_objects_are_not_jumps_throughout(photo, objects) -> None:
    """Where the object lies flat or shares its depth with a neighbour, parts of its outline have no jump."""
    outline = cv2.dilate(objects[0].astype(np.uint8), np.ones((3, 3), np.uint8)) > cv2.erode(objects[0].astype(np.uint8), np.ones((3, 3), np.uint8))
    shares = []
    for seed in range(60):
        clean = synthesis.clean_depth(photo, objects, [], default_rng(seed))
        jump = cv2.dilate(clean, np.ones((3, 3))) - cv2.erode(clean, np.ones((3, 3)))
        shares.append((jump[outline] > 0.08).mean())
    assert 0.03 < np.mean(np.array(shares) < 0.5) < 0.5
    assert np.mean(np.array(shares) < 0.9) > 0.3


def test_misaligned_depth_moves_by_little(objects) -> None:
    depth = np.where(objects[0], 0.9, 0.1).astype(np.float32)
    valid = np.ones_like(objects[0])
    overlaps = []
    for seed in range(20):
        moved, there = synthesis.misalign(depth, valid, default_rng(seed))
        assert there.all() and moved.dtype == np.float32
        box = moved > 0.5
        overlaps.append((box & objects[0]).sum() / (box | objects[0]).sum())
    assert min(overlaps) > 0.75 and np.mean(overlaps) < 0.98


def test_misaligned_holes_stay_holes(objects) -> None:
    depth = np.where(objects[0], 0, 0.5).astype(np.float32)
    moved, valid = synthesis.misalign(depth, ~objects[0], default_rng(1))
    assert not valid.all() and (moved[~valid] == 0).all() and (moved[valid] == 0.5).all()


def test_black_holes_look_like_readings_at_one_end(objects) -> None:
    depth = np.where(objects[0], 0, 0.5).astype(np.float32)
    levels = set()
    for seed in range(20):
        filled, valid = synthesis.black_holes(depth, ~objects[0], default_rng(seed))
        assert valid.all() and (filled[~objects[0]] == 0.5).all()
        levels.update(np.unique(filled[objects[0]]).tolist())
    assert levels == {0.0, 1.0}


def test_quantise_leaves_few_levels() -> None:
    ramp = np.linspace(0, 1, 4096, dtype=np.float32).reshape(64, 64)
    assert len(np.unique(synthesis.quantise(ramp, default_rng(0), 1.0))) <= 13


def test_block_makes_flat_tiles() -> None:
    ramp = np.linspace(0, 1, SIZE, dtype=np.float32)[None].repeat(SIZE, 0)
    blocky = synthesis.block(ramp, default_rng(1), 1.0)
    assert (np.diff(blocky, axis=1) == 0).mean() > 0.2


def test_bleed_grows_the_foreground() -> None:
    depth = np.zeros((SIZE, SIZE), np.float32)
    depth[40:56, 40:56] = 1
    assert max(synthesis.bleed(depth, default_rng(seed), 1.0).sum() for seed in range(6)) > 1.2 * depth.sum()


def test_shadow_holes_lie_beside_depth_edges() -> None:
    depth = np.zeros((SIZE, SIZE), np.float32)
    depth[:, 40:60] = 0.8
    holes = synthesis.shadow_holes(depth, default_rng(2), 1.0)
    columns = np.nonzero(holes.any(axis=0))[0]
    assert holes.any() and (depth[holes] == 0).all()
    assert columns.min() >= 20 and columns.max() <= 80


def test_textureless_areas_lose_their_depth(photo) -> None:
    depth = np.zeros((SIZE, SIZE), np.float32)
    depth[20:70, 10:30] = 1
    depth[20:70, 60:80] = 1
    flattened = synthesis.flatten_textureless(depth, photo, default_rng(0), 1.0)
    lost = np.abs(flattened - depth)
    assert lost[:, : SIZE // 2 - 6].mean() > 5 * lost[:, SIZE // 2 + 6 :].mean()


def test_stretch_fills_the_range_and_survives_flat_maps() -> None:
    depth = np.array([[0.4, 0.5], [0.6, 0.5]], np.float32)
    assert synthesis.stretch(depth) == pytest.approx(np.array([[0, 0.5], [1, 0.5]]), abs=1e-6)
    assert (synthesis.stretch(np.full((2, 2), 0.3, np.float32)) == 0.5).all()


def test_reading_range_ignores_holes_and_survives_flat_maps() -> None:
    depth = np.array([[0.0, 0.4], [0.6, 0.5]], np.float32)
    valid = np.array([[False, True], [True, True]])
    assert synthesis.reading_range(depth, valid) == pytest.approx((0.4, 0.6))
    assert synthesis.reading_range(np.full((2, 2), 0.3, np.float32), valid) == (0, 1)
    assert synthesis.reading_range(depth, np.zeros((2, 2), bool)) == (0, 1)


def test_clean_depth_comes_back_in_the_unit_of_the_readings(photo, objects) -> None:
    """A curve and a range are no errors: over many draws the returned clean depth is nearer to the reading than the given one."""
    given, returned = [], []
    for seed in range(30):
        random = default_rng(seed)
        clean = synthesis.clean_depth(photo, objects, [], random)
        depth, valid, in_unit = synthesis.observe(clean, photo, "right", random)
        assert 0 <= in_unit.min() and in_unit.max() <= 1
        given.append(np.abs(depth - clean)[valid].mean())
        returned.append(np.abs(depth - in_unit)[valid].mean())
    assert np.mean(returned) < 0.9 * np.mean(given)


def test_structured_light_leaves_layers_and_a_shadow_on_one_side(photo) -> None:
    clean = np.full((SIZE, SIZE), 0.1, np.float32)
    clean[30:70, 40:60] = 1
    bright = np.full_like(photo, 160)
    sides, shadows = set(), []
    for seed in range(12):
        depth, valid, in_unit = synthesis.measure_by_structured_light(clean, bright, default_rng(seed))
        beside = [float((~valid)[35:65, columns].mean()) for columns in (np.s_[30:40], np.s_[60:70])]
        assert max(beside) > 3 * min(beside) and max(beside) > 0.02
        sides.add(int(np.argmax(beside)))
        shadows.append(max(beside))
        assert np.abs(depth - in_unit)[valid].mean() < 0.15
        assert len(np.unique(depth[valid].round(5))) < 200
    assert sides == {0, 1}, "the projector is on either side"
    assert np.mean(shadows) > 0.1


def test_the_shadow_is_as_wide_as_the_disparities_differ() -> None:
    """A box at .86 m before a wall at 2.5 m: f b (1 / .86 - 1 / 2.5) pixels, however fine the sensor is."""
    width = 256
    metres = np.full((64, width), 2.5, np.float32)
    metres[:, 100:150] = 0.86
    expected = 0.9 * width * BASELINE * (1 / 0.86 - 1 / 2.5)
    for fineness in (1, 3):
        measured = structured_light(metres, np.full(metres.shape, 0.6), 0.9 * width, default_rng(0), fineness)
        shadow = (measured[8:56, 152:] == 0).sum(axis=1).mean()
        assert abs(shadow - expected) < 4


def test_a_finer_sensor_has_finer_layers() -> None:
    metres = np.linspace(1, 3, 256, dtype=np.float32)[None].repeat(64, 0)
    layers = [
        len(np.unique(structured_light(metres, np.full(metres.shape, 0.6), 230, default_rng(0), fineness).round(4)))
        for fineness in (1, 3)
    ]
    assert layers[1] > 2 * layers[0]


def test_structured_light_does_not_see_the_dark() -> None:
    clean = np.full((SIZE, SIZE), 0.5, np.float32)
    dark = np.full((SIZE, SIZE, 3), 120, np.uint8)
    dark[:, SIZE // 2 :] = 5
    _, valid, _ = synthesis.measure_by_structured_light(clean, dark, default_rng(1))
    assert valid[:, : SIZE // 2].mean() > 0.95 and valid[:, SIZE // 2 :].mean() < 0.5
