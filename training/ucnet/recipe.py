"""A training configuration file, read strictly: unknown or missing keys fail."""

import tomllib
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from ucnet.configuration import UcNetConfiguration, configuration_from
from ucnet.dataset import Augmentation


@dataclass(frozen=True)
class Recipe:
    """Everything that decides a training run, apart from where its files lie."""

    seed: int
    batch_size: int
    learning_rate: float
    backbone_learning_rate: float
    weight_decay: float
    warm_up_images: int
    gradient_norm: float
    moving_average: float
    phases: list[list[int]]
    cvae_share: float
    prior_draws: int
    kl_weight: float
    kl_annealing_images: int
    smoothness_weight: float
    depth_weight: float
    depth_boundary_share: float
    augmentation: Augmentation
    network: UcNetConfiguration

    @property
    def total_images(self) -> int:
        return sum(images for _, images in self.phases)

    def phase_at(self, images_seen: int) -> tuple[int, int]:
        """(side of the pictures, image count at which the phase ends)."""
        end = 0
        for side, images in self.phases:
            end += images
            if images_seen < end:
                return side, end
        return self.phases[-1][0], end


def read_strictly(path: Path, recipe: type) -> dict[str, Any]:
    """Values of a TOML file for the dataclass `recipe`; raises ValueError naming unknown and missing keys."""
    values = tomllib.loads(path.read_text())
    known = {field.name for field in fields(recipe)}
    unknown, missing = sorted(set(values) - known), sorted(known - set(values))
    if unknown or missing:
        raise ValueError(f"{path}: unknown keys {unknown}, missing keys {missing}")
    values["augmentation"] = Augmentation(**values["augmentation"])
    return values


def load_recipe(path: Path) -> Recipe:
    """Reads a TOML file; raises ValueError naming unknown and missing keys."""
    values = read_strictly(path, Recipe)
    values["network"] = configuration_from(values["network"])
    return Recipe(**values)
