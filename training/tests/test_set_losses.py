"""Losses of sets of draws and of the person behind an answer, against closed forms."""

import itertools
import math

import pytest
import torch

from ucnet.losses import energy_score, inference_loss, map_distance, mean_map_loss, soft_jaccard
from ucnet.model import DiagonalGaussian


def flat_map(values: list[float]) -> torch.Tensor:
    """A map of one row, [1,1,1,W]."""
    return torch.tensor(values, dtype=torch.float64)[None, None, None]


ANSWER, SHIFTED, OTHER = flat_map([1, 1, 0, 0]), flat_map([0, 1, 1, 0]), flat_map([0, 0, 1, 1])
APART = 1 + 2 * 1.0
"""Distance of ANSWER and OTHER: disjoint, and different in every pixel."""


def test_the_distance_of_binary_maps_is_jaccard_and_the_share_of_pixels_that_differ() -> None:
    assert soft_jaccard(ANSWER, SHIFTED).item() == pytest.approx(1 - 1 / 3)
    assert map_distance(ANSWER, SHIFTED).item() == pytest.approx(2 / 3 + 2 * 0.5)
    assert map_distance(ANSWER, OTHER).item() == pytest.approx(APART)
    assert map_distance(ANSWER, ANSWER).item() == 0


def score_of(draws: torch.Tensor, answer: torch.Tensor) -> torch.Tensor:
    """The energy score for people who all answer the same."""
    return energy_score(draws, answer.expand_as(draws))


def test_a_draw_is_not_held_against_the_answer_of_its_own_person() -> None:
    draws, answers = torch.stack([ANSWER, OTHER]), torch.stack([OTHER, SHIFTED])
    crossed = map_distance(ANSWER, SHIFTED) + map_distance(OTHER, OTHER)
    assert energy_score(draws, answers).item() == pytest.approx((crossed - map_distance(ANSWER, OTHER)).item() / 2)


def test_energy_score_of_binary_maps_is_closed_form() -> None:
    shifted, other, between = (map_distance(*pair).item() for pair in ((SHIFTED, ANSWER), (OTHER, ANSWER), (SHIFTED, OTHER)))
    draws = torch.stack([ANSWER, SHIFTED, OTHER])
    pairs = shifted + other + between
    assert score_of(draws, ANSWER).shape == (1,)
    assert score_of(draws, ANSWER).item() == pytest.approx((0 + shifted + other) / 3 - pairs / 6)
    assert score_of(torch.stack([SHIFTED, SHIFTED]), ANSWER).item() == pytest.approx(shifted)


def expected_score(draws: list[torch.Tensor], answers: list[torch.Tensor]) -> float:
    return sum(score_of(torch.stack(draws), answer).item() for answer in answers) / len(answers)


def test_a_pair_of_draws_that_are_the_two_answers_scores_better_than_anything_equal() -> None:
    answers = [ANSWER, OTHER]
    mean = (ANSWER + OTHER) / 2
    calibrated, same, mixed = (expected_score(draws, answers) for draws in (answers, [ANSWER, ANSWER], [mean, mean]))
    assert calibrated == pytest.approx(0)
    assert same == pytest.approx(APART / 2)
    assert calibrated < min(same, mixed)


def test_independent_draws_score_best_with_the_share_of_the_answers() -> None:
    """Two draws that are each OTHER with probability q, where a share of .3 of the people answer so."""

    def score(q: float) -> float:
        total = 0.0
        for first, p_first in ((ANSWER, 1 - q), (OTHER, q)):
            for second, p_second in ((ANSWER, 1 - q), (OTHER, q)):
                for answer, share in ((ANSWER, 0.7), (OTHER, 0.3)):
                    total += p_first * p_second * share * score_of(torch.stack([first, second]), answer).item()
        return total

    best = min((step / 20 for step in range(21)), key=score)
    assert best == pytest.approx(0.3)


def test_the_energy_score_pushes_equal_draws_apart_where_answers_differ() -> None:
    """About the mean of the two answers a step of the draws towards one answer each helps, and a common step hardly does."""
    start = torch.full((2, 1, 1, 1, 4), 0.5, dtype=torch.float64)
    towards = 0.05 * (ANSWER - OTHER)
    apart = start + torch.stack([towards, -towards])
    together = start + torch.stack([towards, towards])
    scores = [sum(score_of(draws, answer).item() for answer in (ANSWER, OTHER)) for draws in (start, apart, together)]
    assert scores[0] - scores[1] > 50 * abs(scores[0] - scores[2])


def test_mean_map_loss_is_the_squared_error_of_the_mean_and_least_at_the_share() -> None:
    share = torch.full((1, 1, 3, 3), 0.25)
    for mean in (0.0, 0.25, 0.4, 1.0):
        assert mean_map_loss(torch.full((2, 1, 1, 3, 3), mean), share).item() == pytest.approx((mean - 0.25) ** 2)


def test_mean_map_loss_does_not_punish_draws_for_being_different() -> None:
    """Of draws that are 1 with the probability q its expectation is the square of q - share; one draw's error alone is larger."""
    share, q = torch.full((1, 1, 1, 1), 0.5), 0.4
    expected = 0.0
    for first, second, third in itertools.product((0.0, 1.0), repeat=3):
        probability = math.prod(q if value else 1 - q for value in (first, second, third))
        draws = torch.tensor([first, second, third]).reshape(3, 1, 1, 1, 1)
        expected += probability * mean_map_loss(draws, share).item()
    assert expected == pytest.approx((q - 0.5) ** 2)


def gaussian(mu: list[float], log_var: list[float]) -> DiagonalGaussian:
    return DiagonalGaussian(*(torch.tensor([values], dtype=torch.float64, requires_grad=True) for values in (mu, log_var)))


STANDARD = DiagonalGaussian(torch.zeros(1, 2, dtype=torch.float64), torch.zeros(1, 2, dtype=torch.float64))


def test_inference_loss_is_the_negative_log_likelihood() -> None:
    posterior = gaussian([0.5, -1.0], [math.log(0.25), math.log(4)])
    z = torch.tensor([[1.0, 1.0]], dtype=torch.float64)
    expected = 0.5 * ((0.5**2 / 0.25 + math.log(0.25)) + (2**2 / 4 + math.log(4)))
    assert inference_loss(posterior, z, STANDARD).item() == pytest.approx(expected)


def test_inference_loss_does_not_depend_on_the_priors_units() -> None:
    z = torch.tensor([[0.3, -0.7]], dtype=torch.float64)
    posterior, prior = gaussian([0.1, 0.2], [-1.0, 0.5]), DiagonalGaussian(STANDARD.mu + 3, STANDARD.log_var + math.log(4))
    moved = DiagonalGaussian(posterior.mu * 2 + 3, posterior.log_var + math.log(4))
    assert inference_loss(moved, z * 2 + 3, prior).item() == pytest.approx(inference_loss(posterior, z, STANDARD).item())


def test_one_far_person_pulls_the_posterior_and_all_people_together_leave_it_at_the_prior() -> None:
    """An answer that tells nothing of its person has all of them behind it, and then the prior is where the gradient vanishes."""
    posterior = gaussian([0.0, 0.0], [0.0, 0.0])
    inference_loss(posterior, torch.tensor([[3.0, 0.0]], dtype=torch.float64), STANDARD).backward()
    assert posterior.mu.grad[0].tolist() == pytest.approx([-3, 0])
    assert posterior.log_var.grad[0].tolist() == pytest.approx([0.5 * (1 - 9), 0.5])
    posterior = gaussian([0.0, 0.0], [0.0, 0.0])
    # Persons with the mean 0 and the variance 1 of all people.
    for sign in (-1.0, 1.0):
        inference_loss(posterior, torch.full((1, 2), sign, dtype=torch.float64), STANDARD).backward()
    assert posterior.mu.grad.abs().max() < 1e-12 and posterior.log_var.grad.abs().max() < 1e-12
