"""Pictures a second of a training step of UC-Net on a GPU: recorded and replayed, and launched kernel by kernel.

    python3 training/step_speed.py training/configurations/ucnet-lite1.toml [--batch 32] [--side 256]

The batch is random and stays on the processor's side, as those of the loaders are.
"""

import argparse
import sys
import time
from copy import deepcopy
from pathlib import Path

import torch
from torch import Tensor, nn

from ucnet.dataset import ANSWER_STRIDE, PEOPLE_ASKED
from ucnet.objectives import new_network, objective_of
from ucnet.people import PREFERENCES
from ucnet.recipe import UcNetRecipe, load_recipe
from ucnet.steps import Gradients, make_optimizer, update_average

WARM_UP_STEPS, STEPS = 5, 30


def random_batch(count: int, side: int) -> dict[str, Tensor]:
    """What `SaliencyDataset` gives, of no picture."""
    plane, coarse = (count, 1, side, side), side // ANSWER_STRIDE
    return {
        "rgb": torch.randint(0, 256, (count, 3, side, side), dtype=torch.uint8),
        "truth": torch.rand(plane).round(),
        "valid": torch.rand(plane).round(),
        "people": torch.randn(count, PEOPLE_ASKED, PREFERENCES),
        "answers": torch.rand(count, PEOPLE_ASKED, 1, coarse, coarse).round(),
        "known": torch.ones(count),
    } | {name: torch.rand(plane) for name in ("depth", "clean", "share")}


def pictures_a_second(recipe: UcNetRecipe, batch: dict[str, Tensor], recorded: bool) -> float:
    """Of whole steps: gradients, their norm, the optimizer, the average."""
    network = new_network(recipe)
    objective = objective_of(network, recipe).to("cuda", memory_format=torch.channels_last).train()
    optimizer, average = make_optimizer(network, recipe), deepcopy(network)
    gradients = Gradients(objective, recorded)
    begun = 0.0
    for step in range(WARM_UP_STEPS + STEPS):
        if step == WARM_UP_STEPS:
            torch.cuda.synchronize()
            begun = time.perf_counter()
        gradients(batch, 0)
        nn.utils.clip_grad_norm_(network.parameters(), recipe.gradient_norm)
        optimizer.step()
        update_average(average, network, recipe.moving_average)
    torch.cuda.synchronize()
    return STEPS * len(batch["known"]) / (time.perf_counter() - begun)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("configuration", type=Path)
    parser.add_argument("--batch", type=int, help="pictures, if not those of the configuration")
    parser.add_argument("--side", type=int, default=256)
    arguments = parser.parse_args()
    if not torch.cuda.is_available():
        parser.error("there is no GPU here: what a CPU does in a second is printed by train.py")
    recipe = load_recipe(arguments.configuration)
    if not isinstance(recipe, UcNetRecipe):
        parser.error(f"{arguments.configuration} is not of a UC-Net")
    torch.backends.cudnn.benchmark = True
    batch = {name: value.pin_memory() for name, value in random_batch(arguments.batch or recipe.batch_size, arguments.side).items()}
    for title, recorded in (("recorded", True), ("kernel by kernel", False)):
        print(f"{title}: {pictures_a_second(recipe, batch, recorded):.0f} pictures a second", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
