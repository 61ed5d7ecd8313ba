"""Puts the training code on the path and keeps the tests small and repeatable."""

import json
import sys
from pathlib import Path

import cv2
import numpy as np
import pytest
import torch
from numpy.random import default_rng

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from ucnet.dataset import PackedPairs  # noqa: E402 (the path comes first)


@pytest.fixture(autouse=True)
def fixed_seed() -> None:
    torch.manual_seed(0)


@pytest.fixture
def pairs(tmp_path: Path) -> PackedPairs:
    """Eight pictures with a bright disc on noise, packed as `pack` writes them."""
    random = default_rng(0)
    index, offset = [], 0
    with open(tmp_path / "photos.u8", "wb") as photos, open(tmp_path / "truths.u8", "wb") as truths:
        for number in range(8):
            photo = random.integers(0, 120, (60, 80, 3), dtype=np.uint8)
            truth = np.zeros((60, 80), np.uint8)
            cv2.circle(truth, (20 + 4 * number, 30), 14, 255, -1)
            photo[truth > 0] += 120
            photos.write(photo.tobytes())
            truths.write(truth.tobytes())
            index.append([f"disc{number}", 60, 80, offset])
            offset += truth.size
    (tmp_path / "index.json").write_text(json.dumps(index))
    return PackedPairs(tmp_path)
