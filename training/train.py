"""Trains UC-Net or a baseline; resumes by itself from the last checkpoint in --out.

    python3 training/train.py CONFIGURATION.toml --data DIR --backbone DIR --out DIR

The first run packs DUTS-TR from --data (tar files `train-*.tar`, `val.tar`) into --out/packed. On several GPUs start the
same command with `torchrun --nproc_per_node N`.
"""

import argparse
import math
import os
import sys
import time
from copy import deepcopy
from pathlib import Path
from typing import Iterator

import cv2
import numpy as np
import torch
from torch import nn
from torch.utils.data import DataLoader, Sampler

from evaluate import evaluate
from ucnet.backbone import load_backbone
from ucnet.baselines import Baseline
from ucnet.checkpoint import save_checkpoint
from ucnet.dataset import PackedPairs, SaliencyDataset, pack, training_archives
from ucnet.model import UcNet
from ucnet.objectives import new_network, objective_of
from ucnet.rendered_scenes import RenderedScenes
from ucnet.recipe import Recipe, UcNetRecipe, load_recipe
from ucnet.warm_start import batch_of, copy_exported, load_safetensors, start_from_exported

SAVE_SECONDS = 180
REPORT_IMAGES = 800
CALIBRATION_IMAGES = 64


class EndlessSampler(Sampler):
    """Numbers without end, from `start`: a fresh permutation each epoch; item i of epoch e is e * length + i."""

    def __init__(self, length: int, seed: int, start: int, rank: int, world: int) -> None:
        self.length, self.seed, self.start, self.rank, self.world = length, seed, start, rank, world

    def __iter__(self) -> Iterator[int]:
        position = self.start + self.rank
        epoch, order = -1, np.empty(0, int)
        while True:
            if position // self.length != epoch:
                epoch = position // self.length
                order = np.random.default_rng((self.seed, epoch)).permutation(self.length)
            yield epoch * self.length + int(order[position % self.length])
            position += self.world


def learning_rate_factor(images_seen: int, recipe: Recipe) -> float:
    """Linear warm-up, then half a cosine down to zero."""
    if images_seen < recipe.warm_up_images:
        return (images_seen + 1) / recipe.warm_up_images
    progress = (images_seen - recipe.warm_up_images) / max(1, recipe.total_images - recipe.warm_up_images)
    return 0.5 * (1 + math.cos(math.pi * min(1.0, progress)))


def make_optimizer(network: UcNet | Baseline, recipe: Recipe) -> torch.optim.Optimizer:
    """AdamW; the pretrained backbone learns slower, and biases and norms do not decay."""
    backbone = {id(parameter) for parameter in network.backbone.parameters()}
    groups = []
    for in_backbone, rate in ((True, recipe.backbone_learning_rate), (False, recipe.learning_rate)):
        for decays in (True, False):
            parameters = [
                parameter
                for parameter in network.parameters()
                if (id(parameter) in backbone) == in_backbone and (parameter.dim() > 1) == decays
            ]
            decay = recipe.weight_decay if decays else 0.0
            groups.append({"params": parameters, "lr": rate, "full_rate": rate, "weight_decay": decay})
    return torch.optim.AdamW(groups)


def refuse_other_configuration(state: dict, arguments: argparse.Namespace) -> None:
    """Raises ValueError where the run in --out is of another configuration: its image count and moments mean nothing here."""
    if state["configuration"] != arguments.configuration.name:
        raise ValueError(
            f"{arguments.out} holds a run of {state['configuration']}: give {arguments.configuration.name} another folder with --out"
        )


def resume_optimizer(optimizer: torch.optim.Optimizer, state: dict) -> None:
    """Loads the moments and step counts of a saved state; the rates stay those of the present recipe, which may have changed."""
    kept = [(group["full_rate"], group["weight_decay"]) for group in optimizer.param_groups]
    optimizer.load_state_dict(state)
    for group, (rate, decay) in zip(optimizer.param_groups, kept, strict=True):
        group["full_rate"], group["weight_decay"] = rate, decay


@torch.no_grad()
def update_average(average: nn.Module, network: nn.Module, decay: float) -> None:
    """Exponential moving average of the weights; buffers (batch-norm statistics) are copied."""
    for target, source in zip(average.parameters(), network.parameters()):
        target.lerp_(source, 1 - decay)
    for target, source in zip(average.buffers(), network.buffers()):
        target.copy_(source)


class Tally:
    """Sums of reported figures, kept on the device: reading each of them at each step would make a GPU wait."""

    def __init__(self) -> None:
        self.images = 0
        self._sums: dict[str, torch.Tensor] = {}

    def add(self, figures: dict[str, torch.Tensor], images: int) -> None:
        """Adds the means over so many images."""
        self.images += images
        for key, value in figures.items():
            self._sums[key] = self._sums.get(key, 0) + value * images

    def means(self) -> dict[str, float]:
        """Raises FloatingPointError if a figure is not finite, which no later step would mend."""
        means = {key: value.item() / self.images for key, value in self._sums.items()}
        if not all(map(math.isfinite, means.values())):
            raise FloatingPointError(f"the loss is no longer finite: {means}; start again to resume from the last checkpoint")
        return means


def start_network(network: UcNet | Baseline, recipe: Recipe, pairs: PackedPairs, arguments: argparse.Namespace) -> None:
    """Gives a network, before its first step, what --backbone or --start-from has for it."""
    if arguments.start_from is None:
        load_backbone(network.backbone, arguments.backbone)
        return
    tensors = load_safetensors(arguments.start_from / "weights.safetensors")
    if isinstance(network, Baseline):
        copy_exported(network.backbone, tensors, "saliency_net.backbone.")
        return
    dataset = SaliencyDataset(pairs, recipe.phases[0][0], recipe.seed, recipe.augmentation)
    start_from_exported(network, tensors, batch_of(dataset, range(CALIBRATION_IMAGES)))


def limit_loader_threads(_: int) -> None:
    """OpenCV in a loader process must not fight the network for the cores."""
    cv2.setNumThreads(0)


def train(arguments: argparse.Namespace) -> None:
    recipe = load_recipe(arguments.configuration)
    world, rank = int(os.environ.get("WORLD_SIZE", 1)), int(os.environ.get("RANK", 0))
    torch.set_num_threads(max(1, (os.cpu_count() or 1) // int(os.environ.get("LOCAL_WORLD_SIZE", 1))))
    device = torch.device("cuda", int(os.environ.get("LOCAL_RANK", 0))) if torch.cuda.is_available() else torch.device("cpu")
    if world > 1:
        torch.distributed.init_process_group("nccl" if device.type == "cuda" else "gloo")
    torch.manual_seed(recipe.seed + rank)
    arguments.out.mkdir(parents=True, exist_ok=True)
    packed = arguments.packed or arguments.out / "packed"
    if rank == 0 and not (packed / "val" / "index.json").exists():
        print("packing the data set", flush=True)
        pack(training_archives(arguments.data), packed / "train")
        pack([arguments.data / "val.tar"], packed / "val")
    if world > 1:
        torch.distributed.barrier()
    pairs = PackedPairs(packed / "train")
    scenes = None if arguments.scenes is None else RenderedScenes(arguments.scenes)
    if scenes is not None and rank == 0:
        print(f"{len(scenes)} rendered scenes are {recipe.augmentation.rendered:.0%} of the items", flush=True)

    network = new_network(recipe)
    start_network(network, recipe, pairs, arguments)
    objective = objective_of(network, recipe)
    objective.to(device, memory_format=torch.channels_last)
    average = deepcopy(network)
    optimizer = make_optimizer(network, recipe)
    images_seen = 0
    last = arguments.out / "last.pt"
    if last.exists():
        state = torch.load(last, map_location=device)
        refuse_other_configuration(state, arguments)
        network.load_state_dict(state["weights"])
        average.load_state_dict(state["average"])
        resume_optimizer(optimizer, state["optimizer"])
        images_seen = state["images_seen"]
        torch.manual_seed(recipe.seed + rank + images_seen)
        if rank == 0:
            print(f"resuming at image {images_seen}", flush=True)

    if world > 1:
        objective = nn.parallel.DistributedDataParallel(objective, find_unused_parameters=False)
    step_images = recipe.batch_size * world

    def save() -> None:
        """Raises rather than put a run that is no longer finite in the place of one that was."""
        tally.means()
        state = {
            "configuration": arguments.configuration.name,
            "network": network.configuration.values(),
            "variant": recipe.variant if isinstance(recipe, UcNetRecipe) else "full",
            "weights": network.state_dict(),
            "average": average.state_dict(),
            "optimizer": optimizer.state_dict(),
            "images_seen": images_seen,
        }
        save_checkpoint(last, state)

    saved_at = reported_at = time.time()
    tally = Tally()
    while images_seen < recipe.total_images:
        side, phase_end = recipe.phase_at(images_seen)
        dataset = SaliencyDataset(pairs, side, recipe.seed, recipe.augmentation, scenes)
        sampler = EndlessSampler(len(pairs), recipe.seed, images_seen, rank, world)
        loader = DataLoader(
            dataset,
            recipe.batch_size,
            sampler=sampler,
            num_workers=arguments.workers,
            prefetch_factor=4,
            worker_init_fn=limit_loader_threads,
            pin_memory=device.type == "cuda",
        )
        objective.train()
        for batch in loader:
            batch = {key: value.to(device, non_blocking=True) for key, value in batch.items()}
            factor = learning_rate_factor(images_seen, recipe)
            for group in optimizer.param_groups:
                group["lr"] = group["full_rate"] * factor
            loss, parts = objective(batch, images_seen)
            optimizer.zero_grad(set_to_none=True)
            loss.backward()
            nn.utils.clip_grad_norm_(network.parameters(), recipe.gradient_norm)
            optimizer.step()
            images_seen += step_images
            # A short memory at first, else the average would still hold the initial weights.
            update_average(average, network, min(recipe.moving_average, images_seen / (images_seen + 400)))
            tally.add({"loss": loss.detach(), **parts}, step_images)
            if tally.images >= REPORT_IMAGES:
                # Every process stops where one of them would go on with nothing.
                figures = "  ".join(f"{key} {value:.4f}" for key, value in tally.means().items())
                rate = tally.images / (time.time() - reported_at)
                left = (recipe.total_images - images_seen) / rate / 60
                if rank == 0:
                    print(
                        f"{images_seen}/{recipe.total_images} at {side}  {figures}  {rate:.1f} images/s  "
                        f"at least {left:.0f} min left",
                        flush=True,
                    )
                reported_at, tally = time.time(), Tally()
            if rank == 0 and time.time() - saved_at > SAVE_SECONDS:
                save()
                saved_at = time.time()
            if images_seen >= phase_end:
                break
        if rank == 0:
            save()
            figures = evaluate(average, PackedPairs(packed / "val"), "right", limit=60, size=side)
            print(f"after the phase at {side}:", "  ".join(f"{key} {value:.4f}" for key, value in figures.items()), flush=True)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("configuration", type=Path)
    parser.add_argument("--data", type=Path, required=True, help="folder with train-*.tar and val.tar")
    start = parser.add_mutually_exclusive_group(required=True)
    start.add_argument("--backbone", type=Path, help="MobileNetV2 to start from: torchvision's checkpoint, or a folder with layers.json and weights.f32.bin")
    start.add_argument("--start-from", type=Path, help="folder of an exported UC-Net from which to go on; a baseline takes its backbone")
    parser.add_argument("--out", type=Path, required=True, help="folder for checkpoints, outside the repository")
    parser.add_argument("--packed", type=Path, help="folder with packed pairs, if it is not in --out")
    parser.add_argument("--scenes", type=Path, help="folder of rendered scenes with true depth (training/scenes) to mix in")
    parser.add_argument("--workers", type=int, default=1, help="loader processes")
    train(parser.parse_args())
    return 0


if __name__ == "__main__":
    sys.exit(main())
