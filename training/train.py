"""Trains UC-Net, PhotoDepthNet or a baseline; resumes by itself from the last checkpoint in --out.

    python3 training/train.py CONFIGURATION.toml --data DIR --backbone DIR --out DIR

The first run packs DUTS-TR from --data (tar files `train-*.tar`, `val.tar`, `depth.tar`) into --out/packed. On several GPUs start the
same command with `torchrun --nproc_per_node N`.
"""

import argparse
import math
import os
import sys
import time
from collections.abc import Callable
from copy import deepcopy
from dataclasses import replace
from pathlib import Path
from typing import Iterator

import cv2
import numpy as np
import torch
from torch import nn
from torch.utils.data import DataLoader, Dataset, Sampler

from evaluate import depth_figures, evaluate
from ucnet.backbone import load_backbone
from ucnet.baselines import Baseline
from ucnet.checkpoint import load_network, save_checkpoint
from ucnet.dataset import PhotoDepthDataset, SaliencyDataset, Sources
from ucnet.inference import normalise_rgb
from ucnet.metrics import means
from ucnet.model import UcNet
from ucnet.objectives import new_network, objective_of
from ucnet.packing import PackedPairs, pack, training_archives
from ucnet.photo_depth import PhotoDepthNet
from ucnet.rendered_scenes import RenderedScenes
from ucnet.pictures import KinectPictures
from ucnet.recipe import Phase, PhotoDepthRecipe, Recipe, UcNetRecipe, load_recipe
from ucnet.steps import Gradients, copy_statistics, make_optimizer, update_average
from ucnet.warm_start import (
    adopt_statistics,
    batch_norms,
    batch_of,
    copy_exported,
    load_safetensors,
    run_all_parts,
    start_from_exported,
)

SAVE_SECONDS = 180
REPORT_SECONDS = 15
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


class Schedule:
    """How far a run is: by its pictures, or, where minutes are given, by the time it has spent; the rate and the phases follow.

    By the clock a run ends when it should on any machine, and each phase takes the share of the time that its pictures are of all.
    """

    def __init__(self, recipe: Recipe, minutes: float | None, images_seen: int = 0, seconds_spent: float = 0.0) -> None:
        self.recipe = recipe
        self.minutes = minutes
        self.images_seen = images_seen
        self._spent_before = seconds_spent
        self._started = time.monotonic()

    @property
    def seconds_spent(self) -> float:
        """Of this start and of those before it."""
        return self._spent_before + time.monotonic() - self._started

    @property
    def progress(self) -> float:
        """From 0 to 1."""
        done = self.images_seen / self.recipe.total_images if self.minutes is None else self.seconds_spent / (60 * self.minutes)
        return min(1.0, done)

    def learning_rate_factor(self, progress: float) -> float:
        """Linear warm-up, then half a cosine down to zero."""
        warm_up = self.recipe.warm_up_images / self.recipe.total_images
        if progress < warm_up:
            return (progress + 1 / self.recipe.total_images) / warm_up
        return 0.5 * (1 + math.cos(math.pi * (progress - warm_up) / (1 - warm_up)))

    def phase(self, progress: float) -> tuple[Phase, float]:
        """The phase, and the progress at which it ends."""
        end = 0
        for phase in self.recipe.phases:
            end += phase.images
            # As the loop asks: a product instead of this quotient may round the other way, and a phase would come twice.
            if progress < end / self.recipe.total_images:
                return phase, end / self.recipe.total_images
        return self.recipe.phases[-1], 1.0

    def minutes_left(self, rate: float) -> float:
        """At so many pictures a second; the coming phases may be slower."""
        if self.minutes is not None:
            return self.minutes - self.seconds_spent / 60
        return (self.recipe.total_images - self.images_seen) / rate / 60


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


def find_sources(packed: Path, arguments: argparse.Namespace) -> Sources:
    """The packed pictures, and the further sources that were given."""
    people = packed / "people"
    return Sources(
        PackedPairs(packed / "train"),
        PackedPairs(people) if (people / "depths.u8").exists() else None,
        None if arguments.kinect is None else KinectPictures(arguments.kinect),
        None if arguments.scenes is None else RenderedScenes(arguments.scenes),
    )


def describe(sources: Sources, recipe: Recipe) -> str:
    """How many pictures there are of each kind, and which share of the items they are."""
    augmentation = recipe.augmentation
    kinds = (
        ("photos that people marked", sources.annotated, augmentation.annotated),
        ("Kinect pictures", sources.kinect, augmentation.kinect),
        ("rendered scenes", sources.scenes, augmentation.rendered),
    )
    told = [f"{len(source)} {name}, {share:.0%} of the items" for name, source, share in kinds if source is not None and share > 0]
    return "; ".join([f"{len(sources.pairs)} photos", *told])


def start_network(network: UcNet | Baseline | PhotoDepthNet, recipe: Recipe, sources: Sources, arguments: argparse.Namespace) -> None:
    """Gives a network, before its first step, what --backbone or --start-from has for it."""
    if arguments.backbone is not None:
        load_backbone(network.backbone, arguments.backbone)
    if arguments.start_from is not None:
        if arguments.start_from.is_dir():
            start_from_folder(network, recipe, sources, arguments)
        else:
            network.load_state_dict(load_network(arguments.start_from).state_dict())
    if isinstance(network, UcNet) and arguments.backbone is not None and arguments.backbone.is_dir():
        adopt_statistics(network, calibration(network, recipe, sources), batch_norms(network.backbone))


def start_from_folder(network: UcNet | Baseline | PhotoDepthNet, recipe: Recipe, sources: Sources, arguments: argparse.Namespace) -> None:
    """What --start-from has for it: all of it, but for the backbone of a UC-Net and what reads it where --backbone gave another one."""
    tensors = load_safetensors(arguments.start_from / "weights.safetensors")
    if isinstance(network, PhotoDepthNet) and "stem.weight" not in tensors:
        raise ValueError("an exported UC-Net begins with four channels: give a PhotoDepthNet its start with --backbone")
    if isinstance(network, Baseline):
        copy_exported(network.backbone, tensors, "saliency_net.backbone.")
        return
    fresh = () if arguments.backbone is None else ("saliency_net.backbone.", "saliency_net.lateral.")
    start_from_exported(network, tensors, calibration(network, recipe, sources), fresh)


def calibration(network: UcNet | PhotoDepthNet, recipe: Recipe, sources: Sources) -> Callable[[], object]:
    """A forward pass of the first training items, to measure batch statistics with."""
    items, numbers = training_items(recipe, sources, recipe.phases[0]), range(CALIBRATION_IMAGES)
    if isinstance(network, PhotoDepthNet):
        photos = normalise_rgb(torch.stack([items[number]["rgb"] for number in numbers]))
        return lambda: network(photos)
    batch = batch_of(items, numbers)
    return lambda: run_all_parts(network, batch)


def training_items(recipe: Recipe, sources: Sources, phase: Phase) -> Dataset:
    """What a recipe's network is trained on in a phase."""
    augmentation = recipe.augmentation
    if phase.crop_minimum is not None:
        augmentation = replace(augmentation, crop_minimum=phase.crop_minimum)
    if isinstance(recipe, PhotoDepthRecipe):
        return PhotoDepthDataset(sources.pairs, phase.side, recipe.seed, augmentation)
    return SaliencyDataset(sources, phase.side, recipe.seed, augmentation)


def validate(network: nn.Module, pairs: PackedPairs, side: int) -> dict[str, float]:
    """Figures of the first validation photos, to watch a run by; the random numbers of the training stay as they were."""
    with torch.random.fork_rng():
        if isinstance(network, PhotoDepthNet):
            return means(depth_figures(network.eval(), pairs, limit=40))
        return means(evaluate(network, pairs, "right", limit=40, size=side))


def agreed(progress: float, device: torch.device, world: int) -> float:
    """The least progress of all processes: their clocks differ, and all must take the same rate and leave a phase at the same step."""
    if world == 1:
        return progress
    least = torch.tensor(progress, dtype=torch.float64, device=device)
    torch.distributed.all_reduce(least, torch.distributed.ReduceOp.MIN)
    return least.item()


def limit_loader_threads(_: int) -> None:
    """OpenCV in a loader process must not fight the network for the cores."""
    cv2.setNumThreads(0)


def train(arguments: argparse.Namespace) -> None:
    recipe = load_recipe(arguments.configuration)
    world, rank = int(os.environ.get("WORLD_SIZE", 1)), int(os.environ.get("RANK", 0))
    device = torch.device("cuda", int(os.environ.get("LOCAL_RANK", 0))) if torch.cuda.is_available() else torch.device("cpu")
    # Beside a GPU the cores are the loaders'.
    torch.set_num_threads(1 if device.type == "cuda" else max(1, (os.cpu_count() or 1) // int(os.environ.get("LOCAL_WORLD_SIZE", 1))))
    if world > 1:
        torch.distributed.init_process_group("nccl" if device.type == "cuda" else "gloo")
    torch.backends.cudnn.benchmark = True
    torch.manual_seed(recipe.seed + rank)
    arguments.out.mkdir(parents=True, exist_ok=True)
    packed = arguments.packed or arguments.out / "packed"
    if rank == 0 and not (packed / "val" / "index.json").exists():
        print("packing the data set", flush=True)
        depths = arguments.data / "depth.tar"
        depths = depths if depths.exists() else None
        pack(training_archives(arguments.data), packed / "train", depths)
        pack([arguments.data / "val.tar"], packed / "val", depths)
    if world > 1:
        torch.distributed.barrier()
    sources = find_sources(packed, arguments)
    pairs = sources.pairs
    if rank == 0:
        print(describe(sources, recipe), flush=True)

    network = new_network(recipe)
    start_network(network, recipe, sources, arguments)
    objective = objective_of(network, recipe)
    objective.to(device, memory_format=torch.channels_last)
    average = deepcopy(network)
    optimizer = make_optimizer(network, recipe)
    schedule = Schedule(recipe, arguments.minutes)
    last = arguments.out / "last.pt"
    if last.exists():
        state = torch.load(last, map_location=device)
        refuse_other_configuration(state, arguments)
        network.load_state_dict(state["weights"])
        average.load_state_dict(state["average"])
        resume_optimizer(optimizer, state["optimizer"])
        schedule = Schedule(recipe, arguments.minutes, state["images_seen"], state.get("seconds_spent", 0.0))
        torch.manual_seed(recipe.seed + rank + schedule.images_seen)
        if rank == 0:
            print(f"resuming at image {schedule.images_seen}", flush=True)

    if world > 1:
        objective = nn.parallel.DistributedDataParallel(objective, find_unused_parameters=False)
    step_images = recipe.batch_size * world

    def save() -> None:
        """Raises rather than put a run that is no longer finite in the place of one that was."""
        tally.means()
        copy_statistics(average, network)
        state = {
            "configuration": arguments.configuration.name,
            "network": network.configuration.values(),
            "variant": recipe.variant if isinstance(recipe, UcNetRecipe) else "full",
            "weights": network.state_dict(),
            "average": average.state_dict(),
            "optimizer": optimizer.state_dict(),
            "images_seen": schedule.images_seen,
            "seconds_spent": schedule.seconds_spent,
        }
        save_checkpoint(last, state)

    def stopped() -> bool:
        return arguments.stop_at is not None and schedule.images_seen >= arguments.stop_at

    saved_at = reported_at = time.time()
    tally = Tally()
    progress = agreed(schedule.progress, device, world)
    while progress < 1 and not stopped():
        phase, phase_end = schedule.phase(progress)
        dataset = training_items(recipe, sources, phase)
        sampler = EndlessSampler(len(pairs), recipe.seed, schedule.images_seen, rank, world)
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
        gradients = Gradients(objective, recorded=device.type == "cuda" and world == 1 and not arguments.eager)
        for batch in loader:
            factor = schedule.learning_rate_factor(progress)
            for group in optimizer.param_groups:
                group["lr"] = group["full_rate"] * factor
            loss, parts = gradients(batch, schedule.images_seen)
            nn.utils.clip_grad_norm_(network.parameters(), recipe.gradient_norm)
            optimizer.step()
            schedule.images_seen += step_images
            # A short memory at first, else the average would still hold the initial weights.
            update_average(average, network, min(recipe.moving_average, schedule.images_seen / (schedule.images_seen + 400)))
            tally.add({"loss": loss, **parts}, step_images)
            if time.time() - reported_at > REPORT_SECONDS:
                # Every process stops where one of them would go on with nothing.
                figures = "  ".join(f"{key} {value:.4f}" for key, value in tally.means().items())
                rate = tally.images / (time.time() - reported_at)
                left = schedule.minutes_left(rate)
                if rank == 0:
                    print(
                        f"{schedule.images_seen} ({schedule.progress:.0%}) at {phase.side}  {figures}  {rate:.1f} images/s  "
                        f"at least {left:.0f} min left",
                        flush=True,
                    )
                reported_at, tally = time.time(), Tally()
            if rank == 0 and time.time() - saved_at > SAVE_SECONDS:
                save()
                saved_at = time.time()
            progress = agreed(schedule.progress, device, world)
            if progress >= phase_end or stopped():
                break
        if rank == 0:
            save()
            figures = validate(average, PackedPairs(packed / "val"), phase.side)
            print(f"after the phase at {phase.side}:", "  ".join(f"{key} {value:.4f}" for key, value in figures.items()), flush=True)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("configuration", type=Path)
    parser.add_argument("--data", type=Path, required=True, help="folder with train-*.tar, val.tar and depth.tar")
    parser.add_argument(
        "--backbone",
        type=Path,
        help="what the backbone starts from: a checkpoint of torchvision's MobileNetV2 or of EfficientNet-Lite, or a folder with layers.json and weights.f32.bin",
    )
    parser.add_argument(
        "--start-from",
        type=Path,
        help="checkpoint, or folder of an exported UC-Net, from which to go on; a baseline takes its backbone; beside --backbone, everything but the backbone and what reads it",
    )
    parser.add_argument("--out", type=Path, required=True, help="folder for checkpoints, outside the repository")
    parser.add_argument("--packed", type=Path, help="folder with packed pairs, if it is not in --out")
    parser.add_argument("--kinect", type=Path, help="folder of Kinect pictures with a mask for each object (RGB, depth, objects) to mix in")
    parser.add_argument("--scenes", type=Path, help="folder of rendered scenes with true depth (training/scenes) to mix in")
    parser.add_argument("--minutes", type=float, help="how long to train, instead of the recipe's number of pictures")
    parser.add_argument("--stop-at", type=int, help="end after so many pictures, with rates and phases as if the run went on; started again without it, it does")
    parser.add_argument("--eager", action="store_true", help="on a GPU, launch every kernel anew instead of replaying a recording of them")
    parser.add_argument("--workers", type=int, default=1, help="loader processes")
    arguments = parser.parse_args()
    if arguments.backbone is None and arguments.start_from is None:
        parser.error("give --backbone, --start-from or both: no network learns all of this from nothing")
    if arguments.backbone is not None and arguments.start_from is not None and not arguments.start_from.is_dir():
        parser.error("a checkpoint brings its own backbone: leave --backbone out, or give --start-from the folder of an exported UC-Net")
    train(arguments)
    return 0


if __name__ == "__main__":
    sys.exit(main())
