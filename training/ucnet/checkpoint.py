"""Checkpoints of a training run: everything needed to resume, written so that a crash never leaves half a file."""

import os
from dataclasses import asdict
from pathlib import Path
from typing import Any

import torch

from ucnet.configuration import configuration_from
from ucnet.model import UcNet


def save_checkpoint(path: Path, state: dict[str, Any]) -> None:
    """Writes beside the target and renames, which is atomic."""
    temporary = path.with_suffix(".writing")
    torch.save(state, temporary)
    os.replace(temporary, path)


def load_network(path: Path) -> UcNet:
    """The averaged network of a checkpoint, in evaluation mode."""
    state = torch.load(path, map_location="cpu")
    network = UcNet(configuration_from(state["network"]))
    network.load_state_dict(state["average"])
    return network.eval()


def network_values(network: UcNet) -> dict[str, Any]:
    """The configuration as plain values, as `load_network` reads it back."""
    return {key: list(value) if isinstance(value, tuple) else value for key, value in asdict(network.configuration).items()}
