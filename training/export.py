"""Writes a trained network as the application reads it: weights, golden activations and model.json.

    python3 training/export.py CHECKPOINT --photo FILE --depth FILE --out public/models/ucnet-lite1
    python3 training/export.py CHECKPOINT --photo FILE --out public/models/photo-depth

Batch norm is folded, weights are rounded to float16. Layouts are those of tfjs: convolutions HWIO, depthwise HWC1,
linear layers [inputs, outputs]; names are the module paths of `ucnet.model`, `ucnet.baselines` and `ucnet.photo_depth`. Golden
activations are every module's output for the given photo, with its depth where the network takes one, at 96x96, and the result for a
computed pattern at the network's own size.
"""

import argparse
import hashlib
import json
import re
import sys
from pathlib import Path

import cv2
import numpy as np
import torch
from torch import Tensor, nn
from torch.utils.hooks import RemovableHandle

from ucnet.baselines import Baseline
from ucnet.blocks import BACKBONES, Conv
from ucnet.checkpoint import load_network
from ucnet.eight_bits import from_eight_bits, to_eight_bits
from ucnet.folding import fold_batch_norm, round_to_half
from ucnet.inference import normalise_rgb
from ucnet.model import UcNet
from ucnet.photo_depth import PhotoDepthNet
from ucnet.safetensors_file import save_safetensors
from ucnet.warm_start import copy_exported

GOLDEN_SIZE = 96
GOLDEN_Z = (0.5, -1.0, 1.5)
"""Latent of the golden maps, in standard deviations of the prior."""
GOLDEN_MODULES = (
    "prior_net.layers.4",
    "posterior_net.layers.4",
    "depth_correction_net.stages.{}",
    "depth_correction_net.context",
    "depth_correction_net.refine4",
    "depth_correction_net.refine2",
    "depth_correction_net.output",
    "saliency_net.backbone.blocks.{}",
    "saliency_net.aspp.{}",
    "saliency_net.attention.{}",
    "prediction_net.first",
    "prediction_net.second",
)
GOLDEN_BASELINE_MODULES = (
    *(f"backbone.blocks.{block}" for block in BACKBONES["mobilenetv2"].taps),
    "head.classifier",
    "head.scores.{}",
    "head.stages.{}.second",
    "head.score",
)
GOLDEN_PHOTO_DEPTH_MODULES = ("stem", "blocks.{}", "context.{}", "refine.{}", "output")


def weight_tensors(network: nn.Module, eight_bits: bool = False) -> dict[str, np.ndarray]:
    """Every parameter of a folded network as float16 in the layouts of tfjs; or the large ones in 8 bits, with a scale a channel."""
    tensors = {}
    for path, module in network.named_modules():
        if isinstance(module, Conv):
            depthwise = module.conv.groups > 1
            kernel = module.conv.weight.permute((2, 3, 0, 1) if depthwise else (2, 3, 1, 0))
            tensors[f"{path}.weight"], tensors[f"{path}.bias"] = kernel, module.conv.bias
        elif isinstance(module, nn.Linear):
            tensors[f"{path}.weight"], tensors[f"{path}.bias"] = module.weight.t(), module.bias
    arrays = {name: value.detach().numpy() for name, value in tensors.items()}
    return to_eight_bits(arrays) if eight_bits else {name: values.astype(np.float16) for name, values in arrays.items()}


def pattern(size: int) -> tuple[Tensor, Tensor, Tensor]:
    """A smooth picture any language can compute: rgb in [-1,1], depth in [0,1], valid; each [1,C,size,size].

    Channel c is sin(2 pi ((1 + c) x + (2 - c) y) + c) with x = column / size, y = row / size; the depth is y; the left
    eighth of the picture has no reading.
    """
    y, x = torch.meshgrid(torch.arange(size) / size, torch.arange(size) / size, indexing="ij")
    rgb = torch.stack([torch.sin(2 * torch.pi * ((1 + c) * x + (2 - c) * y) + c) for c in range(3)])[None]
    valid = (x >= 0.125).float()[None, None]
    return rgb, y[None, None] * valid, valid


def recording(network: nn.Module, modules: tuple[str, ...], tensors: dict[str, np.ndarray]) -> list[RemovableHandle]:
    """Has the named modules ({} stands for a number) put their output into `tensors` as NHWC without the batch axis."""
    wanted = re.compile("|".join(name.replace(".", r"\.").replace("{}", r"\d+") for name in modules))

    def record(path: str):
        def hook(_: nn.Module, __: tuple, output: Tensor) -> None:
            tensors[path] = output[0].permute(1, 2, 0).contiguous().numpy()

        return hook

    return [
        module.register_forward_hook(record(path)) for path, module in network.named_modules() if wanted.fullmatch(path)
    ]


def network_input(photo: np.ndarray, depth: np.ndarray) -> tuple[Tensor, Tensor, Tensor]:
    """(rgb [1,3,S,S] in [-1,1], depth [1,1,S,S], valid) of uint8 [S,S,3] and float [S,S]."""
    reading = torch.from_numpy(depth)[None, None]
    return normalise_rgb(torch.from_numpy(photo.transpose(2, 0, 1).copy())[None]), reading, (reading > 0).float()


def thinned(plane: Tensor) -> np.ndarray:
    """Every fourth pixel of a large result [1,1,H,W], which keeps the file small."""
    return plane[0, 0, ::4, ::4].contiguous().numpy()


@torch.no_grad()
def golden_tensors(network: UcNet | Baseline | PhotoDepthNet, photo: np.ndarray, depth: np.ndarray | None) -> dict[str, np.ndarray]:
    """Inputs, every module's output and results; photo uint8 [S,S,3], depth uint16 [S,S], of which PhotoDepthNet takes none."""
    tensors: dict[str, np.ndarray] = {"input.photo": photo}
    if isinstance(network, PhotoDepthNet):
        golden_photo_depth(network, tensors)
        return tensors
    tensors["input.depth"] = depth.astype(np.float32) / 65535
    inputs = network_input(photo, tensors["input.depth"])
    golden = golden_baseline if isinstance(network, Baseline) else golden_uc_net
    golden(network, inputs, tensors)
    return tensors


def golden_photo_depth(network: PhotoDepthNet, tensors: dict[str, np.ndarray]) -> None:
    """Adds what PhotoDepthNet gives for the photo in `tensors` and for the pattern."""
    handles = recording(network, GOLDEN_PHOTO_DEPTH_MODULES, tensors)
    rgb = normalise_rgb(torch.from_numpy(tensors["input.photo"]).permute(2, 0, 1)[None])
    tensors["output.depth"] = network(rgb)[0, 0].numpy()
    for handle in handles:
        handle.remove()
    tensors["pattern.depth"] = thinned(network(pattern(network.configuration.input_size)[0]))


def golden_baseline(network: Baseline, inputs: tuple[Tensor, Tensor, Tensor], tensors: dict[str, np.ndarray]) -> None:
    """Adds what a baseline gives for a photo and for the pattern."""
    handles = recording(network, GOLDEN_BASELINE_MODULES, tensors)
    tensors["output.map"] = torch.sigmoid(network(*inputs))[0, 0].numpy()
    for handle in handles:
        handle.remove()
    tensors["pattern.map"] = thinned(torch.sigmoid(network(*pattern(network.configuration.input_size))))


def golden_uc_net(network: UcNet, inputs: tuple[Tensor, Tensor, Tensor], tensors: dict[str, np.ndarray]) -> None:
    """Adds what UC-Net gives for a photo and for the pattern."""
    handles = recording(network, GOLDEN_MODULES, tensors)
    prior = network.prior(*inputs)
    posterior = network.posterior(*inputs, (inputs[1] > 0.5).float())
    features, corrected = network.deterministic(*inputs)
    z = prior.mu + torch.exp(0.5 * prior.log_var) * torch.tensor([GOLDEN_Z])
    logits = network.prediction_net(features, z)
    for handle in handles:
        handle.remove()
    tensors |= {
        "output.prior.mu": prior.mu[0].numpy(),
        "output.prior.log_var": prior.log_var[0].numpy(),
        "output.posterior.mu": posterior.mu[0].numpy(),
        "output.posterior.log_var": posterior.log_var[0].numpy(),
        "output.corrected_depth": corrected[0, 0].numpy(),
        "output.features": features[0].permute(1, 2, 0).contiguous().numpy(),
        "output.map": torch.sigmoid(logits)[0, 0].numpy(),
        "golden_z": np.array(GOLDEN_Z, np.float32),
    }
    inputs = pattern(network.configuration.input_size)
    prior = network.prior(*inputs)
    features, corrected = network.deterministic(*inputs)
    z = prior.mu + torch.exp(0.5 * prior.log_var) * torch.tensor([GOLDEN_Z])
    tensors["pattern.prior.mu"] = prior.mu[0].numpy()
    tensors["pattern.prior.log_var"] = prior.log_var[0].numpy()
    tensors["pattern.corrected_depth"] = thinned(corrected)
    tensors["pattern.map"] = thinned(torch.sigmoid(network.prediction_net(features, z)))


def read_image(path: Path, flags: int) -> np.ndarray:
    image = cv2.imread(str(path), flags)
    if image is None:
        raise ValueError(f"{path} is not a readable image")
    return image


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("checkpoint", type=Path)
    parser.add_argument("--photo", type=Path, required=True, help="photo for the golden activations")
    parser.add_argument("--depth", type=Path, help="16-bit depth of that photo, near = bright, 0 = no reading; PhotoDepthNet takes none")
    parser.add_argument("--provenance", type=Path, help="JSON file with provenance and measured figures to put into model.json")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--golden", type=Path, help="where the golden activations go, if not into --out: golden/NAME.safetensors for a shipped model")
    parser.add_argument("--eight-bits", action="store_true", help="keep the large weights in 8 bits with a scale a channel: half the bytes of float16")
    arguments = parser.parse_args()
    network = fold_batch_norm(load_network(arguments.checkpoint))
    tensors = weight_tensors(network if arguments.eight_bits else round_to_half(network), arguments.eight_bits)
    # What is recorded below is what the stored weights compute.
    copy_exported(network, from_eight_bits(tensors))
    if (arguments.depth is None) != isinstance(network, PhotoDepthNet):
        parser.error(f"{arguments.checkpoint} holds {network.configuration.name}: give --depth for a network that takes a depth, and for no other")
    arguments.out.mkdir(parents=True, exist_ok=True)
    weights = arguments.out / "weights.safetensors"
    save_safetensors(weights, tensors, {"format": "tfjs layouts: HWIO, HWC1, [inputs, outputs]"})
    size = (GOLDEN_SIZE, GOLDEN_SIZE)
    photo = cv2.resize(cv2.cvtColor(read_image(arguments.photo, cv2.IMREAD_COLOR), cv2.COLOR_BGR2RGB), size, interpolation=cv2.INTER_AREA)
    depth = None
    if arguments.depth is not None:
        depth = cv2.resize(read_image(arguments.depth, cv2.IMREAD_UNCHANGED), size, interpolation=cv2.INTER_NEAREST)
    save_safetensors(arguments.golden or arguments.out / "golden.safetensors", golden_tensors(network, photo, depth), {})
    content = weights.read_bytes()
    model = {
        "formatVersion": 1,
        "configuration": network.configuration.to_json(),
        "weights": {"file": weights.name, "bytes": len(content), "sha256": hashlib.sha256(content).hexdigest(), "dtype": "I8" if arguments.eight_bits else "F16"},
    }
    if arguments.provenance:
        model |= json.loads(arguments.provenance.read_text())
    (arguments.out / "model.json").write_text(json.dumps(model, indent=2, ensure_ascii=False) + "\n")
    parameters = sum(parameter.numel() for parameter in network.parameters())
    print(f"{weights}: {parameters} parameters, {len(content)} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main())
