"""Changes of a photo: pictures stay pictures of the same size, and each change does what it says."""

import numpy as np
import pytest
from numpy.random import default_rng

from ucnet.photo_augmentation import hide_patches, jitter, other_camera


@pytest.fixture
def photo() -> np.ndarray:
    """A colourful picture with texture, uint8 [64,64,3]."""
    rows, columns = np.indices((64, 64))
    picture = np.stack([rows * 3, columns * 3, 255 - rows - columns], axis=-1)
    return (picture + default_rng(3).integers(-20, 20, picture.shape)).clip(0, 255).astype(np.uint8)


def colourfulness(photo: np.ndarray) -> float:
    return float(photo.astype(float).std(-1).mean())


@pytest.mark.parametrize("change", [hide_patches, jitter, other_camera])
def test_a_changed_photo_is_a_photo_of_the_same_size_and_the_given_one_stays(change, photo: np.ndarray) -> None:
    before = photo.copy()
    results = [change(photo, default_rng(seed)) for seed in range(30)]
    assert all(result.dtype == np.uint8 and result.shape == photo.shape for result in results)
    assert any(not np.array_equal(result, photo) for result in results)
    assert np.array_equal(photo, before)


def test_hidden_patches_hold_the_mean_and_the_others_what_they_held(photo: np.ndarray) -> None:
    hidden = hide_patches(photo, default_rng(1))
    mean = photo.reshape(-1, 3).mean(0).astype(np.uint8)
    patches = [np.s_[row : row + 16, column : column + 16] for row in range(0, 64, 16) for column in range(0, 64, 16)]
    kinds = [
        "hidden" if (hidden[patch] == mean).all() else "kept" if np.array_equal(hidden[patch], photo[patch]) else "mixed"
        for patch in patches
    ]
    assert set(kinds) == {"hidden", "kept"}


def test_some_other_cameras_see_no_colour_and_some_more_of_it(photo: np.ndarray) -> None:
    kinds = [colourfulness(other_camera(photo, default_rng(seed))) for seed in range(200)]
    # Noise and JPEG leave a little colour in a grey picture.
    assert 0.02 < np.mean([kind < 0.2 * colourfulness(photo) for kind in kinds]) < 0.2
    assert any(kind > 1.1 * colourfulness(photo) for kind in kinds)


def test_some_other_cameras_add_noise_or_the_traces_of_jpeg() -> None:
    flat = np.full((64, 64, 3), (200, 120, 40), np.uint8)
    noisy = [other_camera(flat, default_rng(seed)).std((0, 1)).max() > 1 for seed in range(200)]
    assert np.mean(noisy) == pytest.approx(0.3, abs=0.1)
    # Colour and gamma keep equal pixels equal; noise (0.3) and JPEG (0.4) do not.
    dots = np.where(default_rng(5).random((64, 64, 1)) < 0.5, flat, flat[..., ::-1])
    changed = [len(np.unique(other_camera(dots, default_rng(seed)).reshape(-1, 3), axis=0)) > 2 for seed in range(200)]
    assert np.mean(changed) == pytest.approx(1 - 0.7 * 0.6, abs=0.1)
