"""The few figures that a training run watches; the project's reference implementation is `src/metrics`."""

import numpy as np

Array = np.ndarray

Rows = list[dict[str, float]]
"""Figures of one picture each. Some pictures lack some of them, and NaN is none."""


def means(rows: Rows) -> dict[str, float]:
    """Of each figure, over the pictures that have it."""
    return {key: float(np.nanmean([row[key] for row in rows if key in row])) for key in _keys(rows)}


def differences(rows: Rows, others: Rows) -> dict[str, tuple[float, float]]:
    """Mean of what each figure is more than the same picture's in `others`, over the pictures that have both, and its standard error."""
    pairs = list(zip(rows, others, strict=True))
    figures = {}
    for key in _keys(rows):
        more = np.array([row[key] - other[key] for row, other in pairs if key in row and key in other])
        more = more[~np.isnan(more)]
        if more.size > 1:
            figures[key] = float(more.mean()), float(more.std(ddof=1) / np.sqrt(more.size))
    return figures


def _keys(rows: Rows) -> list[str]:
    return list(dict.fromkeys(key for row in rows for key in row))


def mean_absolute_error(prediction: Array, truth: Array) -> float:
    """Mean |prediction - truth|, prediction in [0,1], truth bool."""
    return float(np.abs(prediction - truth).mean())


def s_measure(prediction: Array, truth: Array, alpha: float = 0.5) -> float:
    """Structure measure (Fan et al., ICCV 2017) of a map in [0,1] against a bool truth, [H,W]."""
    share = truth.mean()
    if share == 0:
        return float(1 - prediction.mean())
    if share == 1:
        return float(prediction.mean())
    object_score = share * _object_score(prediction[truth]) + (1 - share) * _object_score(1 - prediction[~truth])
    return float(max(0.0, alpha * object_score + (1 - alpha) * _region_score(prediction, truth)))


def auroc(scores: Array, positives: Array) -> float:
    """Area under the ROC curve of finding `positives` (bool) by high scores; NaN where all or none are positive."""
    count = int(positives.sum())
    if count in (0, positives.size):
        return float("nan")
    _, places, sizes = np.unique(scores.ravel(), return_inverse=True, return_counts=True)
    # Equal scores share the mean of their ranks.
    ranks = (np.cumsum(sizes) - (sizes - 1) / 2)[places]
    total = ranks[positives.ravel()].sum()
    return float((total - count * (count + 1) / 2) / (count * (positives.size - count)))


def entropy(probability: Array) -> Array:
    """Entropy of a mean map in bits."""
    inside = np.clip(probability.astype(np.float64), 1e-7, 1 - 1e-7)
    return -inside * np.log2(inside) - (1 - inside) * np.log2(1 - inside)


def sample_distance(maps: Array) -> float:
    """Mean of 1 - IoU over the pairs of samples binarised at .5, [C,H,W]; two empty ones agree; 0 for a single one."""
    masks = maps > 0.5
    distances = []
    for first in range(len(masks)):
        for second in range(first):
            union = (masks[first] | masks[second]).sum()
            distances.append(1 - (masks[first] & masks[second]).sum() / union if union else 0.0)
    return float(np.mean(distances)) if distances else 0.0


def _object_score(values: Array) -> float:
    mean = values.mean()
    deviation = values.std(ddof=1) if values.size > 1 else 0.0
    return 2 * mean / (mean * mean + 1 + deviation + np.finfo(float).eps)


def _region_score(prediction: Array, truth: Array) -> float:
    rows, columns = np.nonzero(truth)
    row, column = int(np.round(rows.mean())) + 1, int(np.round(columns.mean())) + 1
    score = 0.0
    for part in (np.s_[:row, :column], np.s_[:row, column:], np.s_[row:, :column], np.s_[row:, column:]):
        if truth[part].size:
            score += truth[part].size / truth.size * _similarity(prediction[part], truth[part].astype(float))
    return score


def _similarity(x: Array, y: Array) -> float:
    mean_x, mean_y = x.mean(), y.mean()
    count = max(x.size - 1, 1)
    variance_x, variance_y = ((x - mean_x) ** 2).sum() / count, ((y - mean_y) ** 2).sum() / count
    covariance = ((x - mean_x) * (y - mean_y)).sum() / count
    numerator = 4 * mean_x * mean_y * covariance
    denominator = (mean_x**2 + mean_y**2) * (variance_x + variance_y)
    if numerator != 0:
        return float(numerator / (denominator + np.finfo(float).eps))
    return 1.0 if denominator == 0 else 0.0
