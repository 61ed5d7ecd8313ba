"""Writes the small checkpoints that the TypeScript reader is tested with.

    python3 training/released/make_checkpoint_fixtures.py src/weights/fixtures
"""

import argparse
import collections
import json
import os
import sys
from pathlib import Path

import torch
from torch import nn


class Attack:
    """Pickles as a call of os.system."""

    def __reduce__(self) -> tuple:
        return os.system, ("echo this must never run",)


def plain_tensors() -> "collections.OrderedDict[str, torch.Tensor]":
    """One tensor for every way in which values may lie in a storage."""
    shared = torch.arange(24, dtype=torch.float32)
    return collections.OrderedDict(
        [
            ("single", torch.arange(6).reshape(2, 3) / 7),
            ("half", (torch.arange(5) / 4).half()),
            ("double", torch.arange(4, dtype=torch.float64) / 3),
            ("brain_half", (torch.arange(4) / 2).bfloat16()),
            ("counter", torch.tensor(41)),
            ("bytes", torch.arange(3, dtype=torch.uint8)),
            ("flag", torch.tensor([True, False])),
            ("empty", torch.zeros(0, 3)),
            ("transposed", torch.arange(6, dtype=torch.float32).reshape(2, 3).t()),
            ("channels_last", torch.arange(24, dtype=torch.float32).reshape(1, 2, 3, 4).contiguous(memory_format=torch.channels_last)),
            ("window", shared[4:10].reshape(2, 3)),
            ("same_storage", shared[10:]),
            ("parameter", nn.Parameter(torch.arange(3) / 5)),
        ]
    )


def training_state() -> dict:
    """What a training script saves: a network behind DataParallel, its optimiser, the epoch."""
    torch.manual_seed(3)
    network = nn.DataParallel(nn.Sequential(nn.Conv2d(2, 3, 3, bias=False), nn.BatchNorm2d(3)))
    optimiser = torch.optim.Adam(network.parameters(), 1e-3)
    network(torch.rand(2, 2, 4, 4)).sum().backward()
    optimiser.step()
    return {"epoch": 100, "state_dict": network.state_dict(), "optimizer": optimiser.state_dict()}


def described(tensors: dict) -> dict:
    return {
        name: {"shape": list(tensor.shape), "values": tensor.detach().to(torch.float64).flatten().tolist()}
        for name, tensor in tensors.items()
    }


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    folder = parser.parse_args().folder
    plain, state = plain_tensors(), training_state()
    torch.save(plain, folder / "plain-zip.pth")
    torch.save(plain, folder / "plain-zip-protocol-4.pth", pickle_protocol=4)
    torch.save(plain, folder / "plain-legacy.pth", _use_new_zipfile_serialization=False)
    torch.save(state, folder / "training-zip.pth")
    torch.save(state, folder / "training-legacy.pth", _use_new_zipfile_serialization=False)
    torch.save(nn.Linear(2, 2), folder / "whole-model-zip.pth")
    torch.save({"weight": torch.zeros(2), "evil": Attack()}, folder / "attack-zip.pth")
    torch.save({"weight": torch.zeros(2), "evil": Attack()}, folder / "attack-legacy.pth", _use_new_zipfile_serialization=False)
    unwrapped = {name.removeprefix("module."): tensor for name, tensor in state["state_dict"].items()}
    expected = {"plain": described(plain), "training": described(unwrapped)}
    (folder / "expected.json").write_text(json.dumps(expected, indent=1) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
