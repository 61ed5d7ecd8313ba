"""Puts the training code on the path and keeps the tests small and repeatable."""

import sys
from pathlib import Path

import cv2
import numpy as np
import pytest
import torch
from numpy.random import default_rng

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from packed_files import standing_out, write_packed  # noqa: E402 (the path comes first)
from ucnet.packing import PackedPairs  # noqa: E402


@pytest.fixture(autouse=True)
def same_start() -> None:
    """One seed, and one thread: a training run inside a test takes all cores, and small layers on several threads wait for each other."""
    torch.manual_seed(0)
    torch.set_num_threads(1)


@pytest.fixture
def pairs(tmp_path: Path) -> PackedPairs:
    """Eight pictures with a bright disc on noise, which is nearer than the floor behind it."""
    random = default_rng(0)
    photos, truths = [], []
    for number in range(8):
        truth = cv2.circle(np.zeros((60, 80), np.uint8), (20 + 4 * number, 30), 14, 255, -1)
        photo = random.integers(0, 120, (60, 80, 3), dtype=np.uint8)
        photo[truth > 0] += 120
        photos.append(photo)
        truths.append(truth)
    return write_packed(tmp_path, [f"disc{number}" for number in range(8)], photos, truths, [standing_out(truth) for truth in truths])
