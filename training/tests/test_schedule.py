"""The schedule of a run: warm-up, cosine, phases, by its pictures or by the clock."""

from dataclasses import replace
from pathlib import Path

import pytest

import train
from ucnet.recipe import Phase, Recipe, load_recipe


class Clock:
    """A clock that is set by hand."""

    seconds = 1000.0

    def monotonic(self) -> float:
        return self.seconds


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(train.time, "monotonic", clock.monotonic)
    return clock


@pytest.fixture
def recipe() -> Recipe:
    configuration = Path(train.__file__).parent / "configurations" / "photo-depth.toml"
    return replace(load_recipe(configuration), phases=[Phase(64, 600), Phase(96, 300, 0.9), Phase(128, 100)], warm_up_images=100)


def test_by_pictures_progress_is_their_share(recipe: Recipe) -> None:
    schedule = train.Schedule(recipe, None, images_seen=250)
    assert schedule.progress == 0.25
    schedule.images_seen = 5000
    assert schedule.progress == 1


def test_the_rate_warms_up_and_falls_as_half_a_cosine(recipe: Recipe) -> None:
    factor = train.Schedule(recipe, None).learning_rate_factor
    assert factor(0) == pytest.approx(1 / 100), "the first step does something"
    assert factor(0.05) == pytest.approx(0.51)
    assert factor(0.1) == pytest.approx(1)
    assert factor(0.55) == pytest.approx(0.5)
    assert factor(1) == pytest.approx(0)


def test_phases_follow_the_progress(recipe: Recipe) -> None:
    phase = train.Schedule(recipe, None).phase
    assert phase(0) == phase(0.599) == ((64, 600, None), pytest.approx(0.6))
    assert phase(0.6) == ((96, 300, 0.9), pytest.approx(0.9))
    assert phase(0.95) == phase(1) == ((128, 100, None), 1)


def test_a_phase_that_is_over_does_not_come_again() -> None:
    """14000 / 27500 * 27500 is less than 14000."""
    recipe = load_recipe(Path(train.__file__).parent / "configurations" / "ucnet-finish.toml")
    schedule, end = train.Schedule(recipe, None), 0
    for before, after in zip(recipe.phases, recipe.phases[1:]):
        end += before.images
        schedule.images_seen = end
        assert schedule.phase(schedule.progress)[0] == after


def test_by_the_clock_a_run_ends_after_its_minutes_whatever_it_has_seen(recipe: Recipe, clock: Clock) -> None:
    schedule = train.Schedule(recipe, minutes=10)
    schedule.images_seen = 10**6
    assert schedule.progress == 0 and schedule.minutes_left(rate=1) == 10
    clock.seconds += 150
    assert schedule.progress == pytest.approx(0.25) and schedule.minutes_left(rate=1) == pytest.approx(7.5)
    clock.seconds += 600
    assert schedule.progress == 1


def test_the_time_before_an_interruption_counts_and_the_pause_does_not(recipe: Recipe, clock: Clock) -> None:
    first = train.Schedule(recipe, minutes=10)
    clock.seconds += 120
    spent = first.seconds_spent
    clock.seconds += 9999
    again = train.Schedule(recipe, 10, 400, spent)
    assert again.seconds_spent == pytest.approx(120)
    clock.seconds += 180
    assert again.progress == pytest.approx(0.5)


def test_the_time_left_by_pictures_is_that_of_the_present_pace(recipe: Recipe) -> None:
    assert train.Schedule(recipe, None, images_seen=400).minutes_left(rate=5) == pytest.approx(2)
