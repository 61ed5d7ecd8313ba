"""A training configuration of the released network, read strictly: unknown or missing keys fail."""

import tomllib
from dataclasses import dataclass
from pathlib import Path

from ucnet.dataset import Augmentation
from ucnet.recipe import strict_values


@dataclass(frozen=True)
class ReleasedRecipe:
    """Everything that decides a training run, apart from where its files lie."""

    seed: int
    batch_size: int
    total_images: int
    learning_rate: float
    decay_after_images: int
    decay_factor: float
    gradient_norm: float
    cvae_share: float
    kl_weight: float
    kl_annealing_images: int
    smoothness_weight: float
    depth_weight: float
    depth_boundary_share: float
    augmentation: Augmentation


def load_released_recipe(path: Path) -> ReleasedRecipe:
    """Reads a TOML file; raises ValueError naming unknown and missing keys."""
    return ReleasedRecipe(**strict_values(path, tomllib.loads(path.read_text()), ReleasedRecipe))
