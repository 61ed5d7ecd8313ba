"""Reads exported weights, whose batch norms are folded away: to run them, or to go on training from them."""

import json
import struct
from collections.abc import Callable
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn
from torch.utils.data import Dataset, default_collate

from ucnet.blocks import Conv
from ucnet.configuration import configuration_from_json, fields_from_json
from ucnet.eight_bits import from_eight_bits
from ucnet.folding import fold_batch_norm
from ucnet.inference import normalise_rgb
from ucnet.model import UcNet
from ucnet.photo_depth import PhotoDepthConfiguration, PhotoDepthNet

_TYPES = {"F16": np.float16, "F32": np.float32, "U8": np.uint8, "I8": np.int8}


def load_safetensors(path: Path) -> dict[str, np.ndarray]:
    """Reads the tensors of a safetensors file; those of 8 bits come multiplied by their scales."""
    content = path.read_bytes()
    (length,) = struct.unpack("<Q", content[:8])
    header = json.loads(content[8 : 8 + length])
    header.pop("__metadata__", None)
    return from_eight_bits(
        {
            name: np.frombuffer(content[8 + length :], _TYPES[place["dtype"]], offset=place["data_offsets"][0], count=int(np.prod(place["shape"]))).reshape(place["shape"])
            for name, place in header.items()
        }
    )


def load_exported(folder: Path) -> UcNet | PhotoDepthNet:
    """The network of a shipped model folder (`model.json`, `weights.safetensors`), in evaluation mode.

    Raises ValueError when the folder holds a baseline, and as `copy_exported` does.
    """
    configuration = json.loads((folder / "model.json").read_text())["configuration"]
    if "head" in configuration:
        raise ValueError(f"{folder} holds the baseline {configuration['head']!r}, which is not read back")
    if "decoderWidths" in configuration:
        network = PhotoDepthNet(PhotoDepthConfiguration(**fields_from_json(configuration)))
    else:
        network = UcNet(configuration_from_json(configuration))
    network = fold_batch_norm(network)
    copy_exported(network, load_safetensors(folder / "weights.safetensors"))
    return network


Batch = tuple[Tensor, Tensor, Tensor, Tensor]
"""Photos in [-1,1] [B,3,H,W]; depth, validity and ground truth [B,1,H,W]."""


def batch_of(items: Dataset, numbers: range) -> Batch:
    """Those items of a data set of training items."""
    batch = default_collate([items[number] for number in numbers])
    return normalise_rgb(batch["rgb"]), batch["depth"], batch["valid"], batch["truth"]


def start_from_exported(network: nn.Module, tensors: dict[str, np.ndarray], forward: Callable[[], object], fresh: tuple[str, ...] = ()) -> None:
    """Copies exported weights (layouts of tfjs) into `network` and gives every batch norm new statistics.

    Modules whose names start with one of `fresh` keep what they have. Raises as `copy_exported` does.
    """
    copy_exported(network, tensors, fresh=fresh)
    adopt_statistics(network, forward, [norm for name, norm in network.named_modules() if _is_norm(norm) and not name.startswith(fresh)])


@torch.no_grad()
def adopt_statistics(network: nn.Module, forward: Callable[[], object], norms: list[nn.BatchNorm2d]) -> None:
    """Gives batch norms of a network that do nothing but scale and add an offset the statistics of a batch; it computes what it did before.

    `forward` runs the network on the batch. That measures each convolution's mean and variance; the batch norm then takes these as statistics, and scale and offset undo them.
    """
    handles = [module.register_forward_pre_hook(_adopt_statistics) for module in norms]
    network.eval()
    forward()
    for handle in handles:
        handle.remove()


def batch_norms(network: nn.Module) -> list[nn.BatchNorm2d]:
    """All of them."""
    return [module for module in network.modules() if _is_norm(module)]


def _is_norm(module: nn.Module) -> bool:
    return isinstance(module, nn.BatchNorm2d)


def run_all_parts(network: UcNet, batch: Batch) -> None:
    """A forward pass through every module that has batch norms."""
    rgb, depth, valid, truth = batch
    network.prior(rgb, depth, valid)
    network.posterior(rgb, depth, valid, truth)
    network.deterministic(rgb, depth, valid)


@torch.no_grad()
def copy_exported(network: nn.Module, tensors: dict[str, np.ndarray], prefix: str = "", fresh: tuple[str, ...] = ()) -> None:
    """Copies exported weights (layouts of tfjs) into a network, or those whose names start with `prefix` into a part of it.

    Where a convolution has a batch norm of its own again, its kernels get length 1 and the batch norm their lengths. Modules whose names start with one of `fresh` are left as they are. Raises KeyError for a missing weight and ValueError for one
    of another shape.
    """
    for name, module in network.named_modules():
        path = prefix + name
        if path.startswith(fresh):
            continue
        if isinstance(module, Conv):
            kernel = torch.from_numpy(tensors[f"{path}.weight"].astype(np.float32))
            kernel = kernel.permute((2, 3, 0, 1) if module.conv.groups > 1 else (3, 2, 0, 1))
            if module.bn is not None:
                # Folded kernels differ in size from channel to channel, and a step that suits the large ones destroys the small ones.
                length = kernel.flatten(1).norm(dim=1).clamp(min=1e-6)
                kernel = kernel / length[:, None, None, None]
                module.bn.weight.copy_(length)
            _copy(module.conv.weight, kernel, path)
            offset = module.conv.bias if module.bn is None else module.bn.bias
            _copy(offset, torch.from_numpy(tensors[f"{path}.bias"].astype(np.float32)), path)
        elif isinstance(module, nn.Linear):
            _copy(module.weight, torch.from_numpy(tensors[f"{path}.weight"].astype(np.float32)).t(), path)
            _copy(module.bias, torch.from_numpy(tensors[f"{path}.bias"].astype(np.float32)), path)


def _adopt_statistics(norm: nn.BatchNorm2d, inputs: tuple[Tensor]) -> None:
    mean, variance = inputs[0].mean((0, 2, 3)), inputs[0].var((0, 2, 3))
    norm.running_mean.copy_(mean)
    norm.running_var.copy_(variance)
    norm.bias.add_(norm.weight * mean)
    norm.weight.mul_(torch.sqrt(variance + norm.eps))


def _copy(target: Tensor, source: Tensor, path: str) -> None:
    if target.shape != source.shape:
        raise ValueError(f"{path}: {tuple(source.shape)} does not fit {tuple(target.shape)}")
    target.copy_(source)
