"""Checkpoints of a training run: everything needed to resume, written so that a crash never leaves half a file."""

from pathlib import Path
from typing import Any

import torch

from ucnet.ablations import VARIANTS
from ucnet.baselines import Baseline, BaselineConfiguration
from ucnet.configuration import configuration_from
from ucnet.model import UcNet
from ucnet.photo_depth import PhotoDepthConfiguration, PhotoDepthNet
from ucnet.warm_start import load_exported
from ucnet.whole_file import whole_file


def save_checkpoint(path: Path, state: dict[str, Any]) -> None:
    """Writes a checkpoint; one that is there already stays until the new one is complete."""
    with whole_file(path) as unfinished:
        torch.save(state, unfinished)


def load_network(path: Path) -> UcNet | Baseline | PhotoDepthNet:
    """The averaged network of a checkpoint, or that of a shipped model folder, in evaluation mode."""
    if path.is_dir():
        return load_exported(path)
    state = torch.load(path, map_location="cpu")
    values = state["network"]
    if "decoder_widths" in values:
        network = PhotoDepthNet(PhotoDepthConfiguration(**values))
    elif "head" in values:
        network = Baseline(BaselineConfiguration(**values))
    else:
        network = VARIANTS[state.get("variant", "full")](configuration_from(values))
    network.load_state_dict(state["average"])
    return network.eval()
