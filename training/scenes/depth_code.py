"""The depth code of all files here: 16 bits, inverse depth, near is bright, 0 means no reading."""

import numpy as np

LARGEST = 65535


def encode_depth(depth: np.ndarray) -> tuple[np.ndarray, float, float]:
    """Depth in metres to 1..65535, linear in 1/depth between the nearest and the farthest pixel; also returns those two.

    Pixels that are not positive and finite have no reading and become 0.
    """
    valid = np.isfinite(depth) & (depth > 0)
    if not valid.any():
        raise ValueError("encode_depth: no pixel has a depth")
    near, far = float(depth[valid].min()), float(depth[valid].max())
    inverse = 1.0 / np.where(valid, depth, far)
    share = (inverse - 1 / far) / max(1 / near - 1 / far, 1e-9)
    code = np.rint(1 + (LARGEST - 1) * share)
    return np.where(valid, code, 0).astype(np.uint16), near, far


def decode_depth(code: np.ndarray, near: float, far: float) -> np.ndarray:
    """The depth in metres of a code; 0 where there is no reading."""
    inverse = 1 / far + (code.astype(np.float64) - 1) / (LARGEST - 1) * (1 / near - 1 / far)
    return np.where(code > 0, 1 / inverse, 0.0)
