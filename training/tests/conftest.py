"""Puts the training code on the path and keeps the tests small and repeatable."""

import sys
from pathlib import Path

import pytest
import torch

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))


@pytest.fixture(autouse=True)
def fixed_seed() -> None:
    torch.manual_seed(0)
