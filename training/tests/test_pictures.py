"""Pictures of each source: their candidates, and a photo and a geometry that agree."""

from pathlib import Path

import cv2
import numpy as np
import pytest
from numpy.random import default_rng

from ucnet.packing import PackedPairs
from ucnet.people import Candidate
from ucnet.pictures import (
    FIRST_SHARE,
    FURTHER_SHARE,
    PASTED_SHARE,
    SURE,
    THING_SHARE,
    TWIN_SHARES,
    KinectPictures,
    Picture,
    levels_picture,
    object_candidates,
    separate_objects,
    with_pasted_object,
    with_twins,
)

HEIGHT, WIDTH = 120, 150
OWN_DEPTH = 0.5


def red_object(height: int = HEIGHT, width: int = WIDTH) -> Picture:
    """A red disc on grey, in the middle of the depths."""
    truth = cv2.circle(np.zeros((height, width), np.uint8), (width // 2, height // 2), 20, 255, -1)
    photo = np.where(truth[..., None] > 0, np.uint8((200, 40, 40)), np.uint8((90, 90, 90)))
    depth = np.where(truth > 0, OWN_DEPTH, 0.1).astype(np.float32)
    return Picture(photo, depth, [Candidate(truth, SURE)])


def pictures_with_twins(count: int = 60) -> list[Picture]:
    results = (with_twins(red_object(), default_rng(seed)) for seed in range(count))
    return [result for result in results if len(result.candidates) > 1]


def inside(mask: np.ndarray, rim: int = 4) -> np.ndarray:
    return cv2.erode((mask > 127).astype(np.uint8), np.ones((2 * rim + 1, 2 * rim + 1), np.uint8), borderValue=0) > 0


def test_most_pictures_get_a_twin_and_the_nearest_is_what_most_people_mark() -> None:
    pictures = pictures_with_twins()
    assert len(pictures) > 40
    nearer_than_the_original = []
    for picture in pictures:
        shares = [candidate.share for candidate in picture.candidates]
        assert sorted(shares) == [TWIN_SHARES[1]] * (len(shares) - 1) + [TWIN_SHARES[0]]
        depths = [np.median(picture.depth[candidate.mask > 127]) for candidate in picture.candidates]
        assert int(np.argmax(depths)) == shares.index(TWIN_SHARES[0])
        nearer_than_the_original.append(shares.index(TWIN_SHARES[0]) > 0)
    assert 0.2 < np.mean(nearer_than_the_original) < 0.8, "that it is a copy does not tell"


def test_a_recipe_says_how_many_mark_the_nearest_of_several_alike() -> None:
    shares = {candidate.share for seed in range(9) for candidate in with_twins(red_object(), default_rng(seed), (0.93, 0.13)).candidates}
    assert {0.93, 0.13} <= shares and not shares & set(TWIN_SHARES)


def test_photo_and_geometry_agree_about_where_the_copies_are() -> None:
    before = red_object()
    for picture in pictures_with_twins():
        everything = np.maximum.reduce([candidate.mask for candidate in picture.candidates])
        redness = picture.photo[..., 0].astype(int) - picture.photo[..., 1]
        for candidate in picture.candidates:
            place = inside(candidate.mask, 6)
            if place.any():
                assert redness[place].min() > 60
                assert picture.depth[place].min() > 0.12 or np.median(picture.depth[place]) < OWN_DEPTH
        # Beyond the rim of what is marked nothing has changed.
        far = ~(cv2.dilate(np.maximum(everything, before.candidates[0].mask), np.ones((23, 23), np.uint8)) > 0)
        assert np.array_equal(picture.photo[far], before.photo[far])
        assert np.abs(picture.depth - before.depth)[far].max() < 0.01


def test_geometry_stays_within_its_range_where_soft_covers_round_past_one() -> None:
    """A negative depth of a rounding's size has no power, and one such picture ends a run."""
    picture = red_object(220, 260)
    step = np.where(np.arange(220)[:, None] < 108, 0.0, 1.0) * np.ones((1, 260))
    geometry = np.where(picture.candidates[0].mask > 0, step, 0.9).astype(np.float32)
    results = [with_twins(Picture(picture.photo, geometry, picture.candidates), default_rng(seed)).depth for seed in range(60)]
    assert min(depth.min() for depth in results) >= 0 and max(depth.max() for depth in results) <= 1


def test_what_a_copy_in_front_hides_is_marked_by_nobody_as_the_hidden() -> None:
    overlaps = 0
    for picture in pictures_with_twins():
        masks = [candidate.mask > 127 for candidate in picture.candidates]
        assert np.sum(masks, axis=0).max() == 1
        overlaps += (masks[0].sum() < (red_object().candidates[0].mask > 127).sum())
    assert overlaps > 0


def test_a_picture_of_another_shape_has_copies_everywhere() -> None:
    columns = []
    for seed in range(60):
        picture = with_twins(red_object(120, 240), default_rng(seed))
        columns += [np.nonzero(candidate.mask > 127)[1].mean() for candidate in picture.candidates[1:]]
    assert min(columns) < 40 and max(columns) > 200


@pytest.mark.parametrize("radius", [4, 110])
def test_an_object_too_small_or_too_large_has_no_twin(radius: int) -> None:
    truth = cv2.circle(np.zeros((HEIGHT, WIDTH), np.uint8), (75, 60), radius, 255, -1)
    picture = Picture(red_object().photo, red_object().depth, [Candidate(truth, SURE)])
    assert with_twins(picture, default_rng(0)) is picture


def test_a_pasted_object_is_a_candidate_and_hides_what_is_behind(pairs: PackedPairs) -> None:
    before = red_object(64, 64)
    results = [with_pasted_object(before, pairs, default_rng(seed)) for seed in range(30)]
    pasted = [result for result in results if len(result.candidates) == 2]
    assert len(pasted) > 10
    for picture in pasted:
        first, second = (candidate.mask > 127 for candidate in picture.candidates)
        assert picture.candidates[1].share == PASTED_SHARE
        assert not (first & second).any() and first.sum() >= 0.35 * (before.candidates[0].mask > 127).sum()
        assert not np.array_equal(picture.photo[second], before.photo[second])


def test_objects_are_counted_as_a_person_would() -> None:
    truth = np.zeros((100, 100), np.uint8)
    truth[10:40, 10:40] = 255
    truth[60:80, 60:80] = 255
    truth[95:97, 2:4] = 255
    masks = separate_objects(truth)
    assert len(masks) == 2
    assert np.array_equal(np.any(masks, axis=0), truth > 127)
    assert [candidate.share for candidate in object_candidates(truth)] == [FIRST_SHARE, FURTHER_SHARE]


def test_a_ground_truth_without_an_object_has_no_candidates() -> None:
    assert object_candidates(np.zeros((50, 50), np.uint8)) == []


def test_a_marked_photo_keeps_how_many_people_marked_what() -> None:
    levels = np.zeros((HEIGHT, WIDTH), np.uint8)
    levels[40:80, 30:60] = 12
    levels[40:80, 90:120] = 3
    picture = levels_picture(red_object().photo, levels, red_object().depth, 64, 0.9, default_rng(0))
    assert picture.photo.shape == (64, 64, 3) and picture.depth.shape == (64, 64) and picture.measured is None
    assert [candidate.share for candidate in picture.candidates] == [0.25, 1]


@pytest.fixture
def kinect(tmp_path: Path) -> KinectPictures:
    """Two boxes, of which the left is nearer, on a table whose upper half the sensor did not read."""
    for folder in ("RGB", "depth", "objects"):
        (tmp_path / folder).mkdir()
    cv2.imwrite(str(tmp_path / "RGB" / "a.png"), np.full((HEIGHT, WIDTH, 3), 128, np.uint8))
    millimetres = np.full((HEIGHT // 2, WIDTH // 2), 1200, np.uint16)
    objects = np.zeros((HEIGHT, WIDTH), np.uint8)
    for value, left, distance in ((1, 20, 700), (2, 90, 1000)):
        objects[60:100, left : left + 40] = value
        millimetres[30:50, left // 2 : left // 2 + 20] = distance
    millimetres[:20] = 0
    cv2.imwrite(str(tmp_path / "depth" / "a.png"), millimetres)
    cv2.imwrite(str(tmp_path / "objects" / "a.png"), objects)
    return KinectPictures(tmp_path)


def test_a_kinect_picture_has_a_candidate_for_each_object_and_says_where_it_was_measured(kinect: KinectPictures) -> None:
    assert len(kinect) == 1
    for seed in range(10):
        picture = kinect.picture(0, 64, 0.95, default_rng(seed))
        assert picture.measured is not None and not picture.measured[:12].any() and picture.measured[40:].all()
        assert (picture.depth[~picture.measured] == 0).all()
        assert [candidate.share for candidate in picture.candidates] == [THING_SHARE, THING_SHARE]
        near, far = (np.median(picture.depth[candidate.mask > 0]) for candidate in picture.candidates)
        assert near > far > np.median(picture.depth[58:][picture.measured[58:]]) - 1e-6
