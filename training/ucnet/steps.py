"""What a step of training is made of: gradients, the optimizer, and the average of the weights."""

import torch
from torch import nn

from ucnet.baselines import Baseline
from ucnet.model import UcNet
from ucnet.objectives import Parts
from ucnet.photo_depth import PhotoDepthNet
from ucnet.recipe import Recipe


def make_optimizer(network: UcNet | Baseline | PhotoDepthNet, recipe: Recipe) -> torch.optim.Optimizer:
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
    # Of older versions only the plain one, which has no such choice, is used: on a CPU.
    return torch.optim.AdamW(groups, **({"fused": True} if next(network.parameters()).is_cuda else {}))


@torch.no_grad()
def update_average(average: nn.Module, network: nn.Module, decay: float) -> None:
    """Exponential moving average of the weights."""
    kept = list(average.parameters())
    torch._foreach_mul_(kept, decay)
    torch._foreach_add_(kept, list(network.parameters()), alpha=1 - decay)


@torch.no_grad()
def copy_statistics(average: nn.Module, network: nn.Module) -> None:
    """Gives the average the network's buffers, the batch norms' running statistics, which are means already."""
    for target, source in zip(average.buffers(), network.buffers()):
        target.copy_(source)


class Gradients:
    """The loss of a batch and its gradients.

    A step is some five thousand small kernels, and on a large GPU launching them takes longer than running them. So there the first
    batch of a size is recorded as a CUDA graph, and every batch is a replay of it. Several processes exchange gradients meanwhile,
    which is not recorded.
    """

    PASSES_BEFORE = 3
    """Before a recording, so that libraries have chosen their algorithms."""

    def __init__(self, objective: nn.Module, recorded: bool) -> None:
        self.objective = objective
        self.recorded = recorded
        self._inputs: dict[str, torch.Tensor] = {}
        self._graph: torch.cuda.CUDAGraph | None = None

    def __call__(self, batch: dict[str, torch.Tensor], images_seen: int) -> tuple[torch.Tensor, Parts]:
        """Sets the gradients of all parameters; loss and parts hold until the next call."""
        device = next(self.objective.parameters()).device
        if not self.recorded:
            return self._pass({key: value.to(device, non_blocking=True) for key, value in batch.items()}, images_seen)
        if self._graph is None:
            self._record({key: value.to(device) for key, value in batch.items()}, torch.zeros((), device=device))
        for key, value in batch.items():
            self._inputs[key].copy_(value, non_blocking=True)
        self._images_seen.fill_(images_seen)
        self._graph.replay()
        return self._results

    def _record(self, inputs: dict[str, torch.Tensor], images_seen: torch.Tensor) -> None:
        self._inputs, self._images_seen = inputs, images_seen
        stream = torch.cuda.Stream()
        stream.wait_stream(torch.cuda.current_stream())
        with torch.cuda.stream(stream):
            for _ in range(self.PASSES_BEFORE):
                self._pass(inputs, images_seen)
        torch.cuda.current_stream().wait_stream(stream)
        self.objective.zero_grad(set_to_none=True)
        self._graph = torch.cuda.CUDAGraph()
        # Loader threads pin memory meanwhile, which a recording of all threads would refuse.
        with torch.cuda.graph(self._graph, capture_error_mode="thread_local"):
            self._results = self._pass(inputs, images_seen)

    def _pass(self, inputs: dict[str, torch.Tensor], images_seen: int | torch.Tensor) -> tuple[torch.Tensor, Parts]:
        self.objective.zero_grad(set_to_none=True)
        loss, parts = self.objective(inputs, images_seen)
        loss.backward()
        return loss.detach(), parts
