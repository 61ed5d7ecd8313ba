"""People: how often each candidate is marked, and what their preferences change."""

import numpy as np
import pytest
from numpy.random import default_rng

from ucnet.people import PREFERENCES, Candidate, People, probit, share_candidates

SIDE = 64


def mask(rows: slice, columns: slice) -> np.ndarray:
    plane = np.zeros((SIDE, SIDE), np.uint8)
    plane[rows, columns] = 255
    return plane


LEFT, RIGHT, TOP = mask(np.s_[24:60], np.s_[4:28]), mask(np.s_[24:60], np.s_[36:60]), mask(np.s_[2:14], np.s_[20:44])


def ramp() -> np.ndarray:
    """Nearer from left to right."""
    return np.linspace(0, 1, SIDE)[None].repeat(SIDE, 0)


def test_of_many_people_each_candidate_is_marked_by_its_share() -> None:
    shares = (0.97, 0.5, 0.15)
    people = People([Candidate(plane, share) for plane, share in zip((LEFT, RIGHT, TOP), shares)], ramp())
    marked = people.chosen(default_rng(3).standard_normal((4000, PREFERENCES))).mean(0)
    assert marked == pytest.approx(shares, abs=0.03)


def test_generous_people_mark_more() -> None:
    people = People([Candidate(plane, 0.5) for plane in (LEFT, RIGHT, TOP)], ramp())
    counts = [int(people.chosen(np.array([generous, 0.1, 0.1])).sum()) for generous in (-3, 0, 3)]
    assert counts[0] == 1 and counts[2] == 3 and counts == sorted(counts)


def test_the_preference_for_near_decides_between_a_near_and_a_far_candidate() -> None:
    people = People([Candidate(LEFT, 0.5), Candidate(RIGHT, 0.5)], ramp())
    assert people.chosen(np.array([0.0, 2.0, 0.0])).tolist() == [False, True]
    assert people.chosen(np.array([0.0, -2.0, 0.0])).tolist() == [True, False]
    assert np.array_equal(people.answer(np.array([0.0, 2.0, 0.0])), RIGHT)


def test_the_preference_for_large_decides_between_a_large_and_a_small_candidate() -> None:
    people = People([Candidate(LEFT, 0.5), Candidate(TOP, 0.5)], np.full((SIDE, SIDE), 0.4))
    assert people.chosen(np.array([0.0, 0.0, 2.0])).tolist() == [True, False]
    assert people.chosen(np.array([0.0, 0.0, -2.0])).tolist() == [False, True]


def test_everybody_marks_something() -> None:
    people = People([Candidate(LEFT, 0.3), Candidate(RIGHT, 0.2)], ramp())
    chosen = people.chosen(np.concatenate([[[-9, 0, 0]], default_rng(1).standard_normal((500, PREFERENCES))]))
    assert chosen.any(1).all()
    assert chosen[0].tolist() == [True, False], "the candidate nearest to being in"
    assert people.answer(np.array([-9.0, 0, 0])).max() == 255


def test_the_only_candidate_is_in_for_all() -> None:
    assert People([Candidate(LEFT, 0.3)], ramp()).chosen(default_rng(2).standard_normal((500, PREFERENCES))).all()


def test_a_picture_without_candidates_is_refused() -> None:
    with pytest.raises(ValueError, match="needs a candidate"):
        People([], ramp())


def test_the_share_of_a_pixel_is_that_of_its_surest_candidate() -> None:
    halo = np.maximum(LEFT // 2, RIGHT)
    people = People([Candidate(LEFT, 0.97), Candidate(halo, 0.4)], ramp())
    share = people.share(default_rng(2), 2000)
    assert share.dtype == np.float32
    # Those who would mark neither mark the likelier one.
    assert share[40, 10] == pytest.approx(0.98, abs=0.02) and share[40, 50] == pytest.approx(0.4, abs=0.05)
    assert share[0, 0] == 0


def test_probit_is_the_quantile_and_finite_at_the_ends() -> None:
    assert probit(0.5) == 0 and probit(0.975) == pytest.approx(1.96, abs=1e-3)
    assert -4 < probit(0) < -3 and 3 < probit(1) < 4


def test_levels_that_touch_are_one_candidate_and_crumbs_of_a_level_are_taken_together() -> None:
    levels = np.zeros((SIDE, SIDE), np.uint8)
    levels[LEFT > 0] = 9
    levels[RIGHT > 0] = 9
    levels[TOP > 0] = 3
    levels[0, 0] = levels[0, 63] = 1
    found = [(candidate.share, int((candidate.mask > 0).sum())) for candidate in share_candidates(levels, 12)]
    area = 36 * 24
    assert found == [(pytest.approx(1 / 12), 2), (pytest.approx(0.25), 12 * 24), (pytest.approx(0.75), area), (pytest.approx(0.75), area)]
