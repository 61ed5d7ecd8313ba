"""Times the released network on the processor: one forward pass (one sample) for each line on standard input.

    python3 training/released/time_forward.py THREADS

Answers each line by the milliseconds of the pass; the first line of output, "ready", comes after a warm-up pass. It is the
other side of `bench/releasedNetwork.bench.ts`.
"""

import sys
import time
from pathlib import Path

import torch

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from released.network import LATENT_DIM, ReleasedUcNet
from released.stand_in import load_stand_in_weights, stand_in_input


@torch.no_grad()
def main() -> int:
    torch.set_num_threads(int(sys.argv[1]))
    network = ReleasedUcNet().eval()
    load_stand_in_weights(network)
    rgb, depth, _ = stand_in_input()
    z = torch.zeros(1, LATENT_DIM)
    network.sal_encoder(rgb, depth, z)
    print("ready", flush=True)
    for _ in sys.stdin:
        start = time.perf_counter()
        network.sal_encoder(rgb, depth, z)
        print((time.perf_counter() - start) * 1000, flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
