"""Depth for photos that have none: a made-up scene geometry, and what a sensor would make of a clean one, made up or estimated.

Convention everywhere: float32 in [0, 1], 1 is near. The values are nearness as disparity, because the disparity of a plane
is affine in image coordinates: a room is then simply the maximum of a few affine functions.
"""

import cv2
import numpy as np
from numpy.random import Generator

from ucnet.stereo_matching import measure_by_stereo
from ucnet.structured_light import structured_light

Array = np.ndarray


def room_layout(height: int, width: int, random: Generator) -> Array:
    """Ground ramp, optional side walls and a far background: the maximum of planes, [H,W]."""
    rows = np.linspace(0, 1, height, dtype=np.float32)[:, None]
    columns = np.linspace(0, 1, width, dtype=np.float32)[None, :]
    scene = np.full((height, width), random.uniform(0, 0.25), np.float32)
    scene += random.uniform(-0.08, 0.08) * (columns - 0.5)
    horizon = random.uniform(-0.2, 0.8)
    slope = random.uniform(0.4, 1.2)
    if random.random() < 0.85:
        scene = np.maximum(scene, slope * (rows - horizon) + 0 * columns)
    for side in (columns, 1 - columns):
        if random.random() < 0.25:
            scene = np.maximum(scene, random.uniform(0.3, 0.9) * (random.uniform(0.1, 0.5) - side) + 0.1 + 0 * rows)
    if random.random() < 0.15:
        scene = np.maximum(scene, random.uniform(0.3, 0.8) * (random.uniform(0.0, 0.3) - rows) + 0.1 + 0 * columns)
    return scene


def smooth_noise(height: int, width: int, cells: int, random: Generator) -> Array:
    """Band-limited noise in [-1, 1] with about `cells` bumps along a side, [H,W]."""
    coarse = random.uniform(-1, 1, (cells + 1, cells + 1)).astype(np.float32)
    return np.clip(cv2.resize(coarse, (width, height), interpolation=cv2.INTER_CUBIC), -1, 1)


def place_object(scene: Array, mask: Array, random: Generator, standing: float, nearer: float) -> Array:
    """Sets `mask` (bool [H,W]) into the scene at a depth of its own, with tilt and relief.

    With probability `standing` its foot touches the ground where it ends; otherwise it floats, nearer than what
    it covers with probability `nearer`, and anywhere else. What lies flat is a little nearer than what it covers, everywhere.
    """
    rows, columns = np.nonzero(mask)
    if rows.size == 0:
        return scene
    height, width = scene.shape
    relief = smooth_noise(height, width, int(random.integers(2, 6)), random) * random.uniform(0, 0.04)
    if random.random() < LYING_SHARE:
        return np.where(mask, scene + random.uniform(0, 0.06) + relief, scene).astype(np.float32)
    covered = float(np.median(scene[mask]))
    if random.random() < standing:
        base = float(scene[rows.max(), int(np.median(columns[rows == rows.max()]))]) + random.uniform(0, 0.05)
    elif random.random() < nearer:
        base = covered + random.uniform(0.05, 0.6)
    else:
        base = covered + random.uniform(-0.25, 0.05)
    upright = (np.arange(height, dtype=np.float32)[:, None] - rows.mean()) / max(1.0, rows.max() - rows.min())
    across = (np.arange(width, dtype=np.float32)[None, :] - columns.mean()) / max(1.0, columns.max() - columns.min())
    # Seen from the side, a thing runs through the depth of the scene.
    turned = 0.2 if random.random() < 0.4 else 0.04
    tilt = random.uniform(-0.08, 0.08) * upright + random.uniform(-turned, turned) * across
    dome = cv2.distanceTransform(mask.astype(np.uint8), cv2.DIST_L2, 3)
    dome = np.sqrt(dome / max(1.0, float(dome.max()))) * random.uniform(0, 0.12)
    return np.where(mask, base + tilt + dome + relief, scene).astype(np.float32)


def photo_region(photo: Array, random: Generator, seed: tuple[int, int] | None = None) -> Array:
    """A connected region of similar colour grown from a pixel (row, column; any) of the photo (uint8 [H,W,3]), bool [H,W]."""
    height, width = photo.shape[:2]
    small = cv2.blur(cv2.resize(photo, (width // 2, height // 2), interpolation=cv2.INTER_AREA), (3, 3))
    region = np.zeros((small.shape[0] + 2, small.shape[1] + 2), np.uint8)
    row, column = (int(random.integers(height)), int(random.integers(width))) if seed is None else seed
    start = (min(column // 2, small.shape[1] - 1), min(row // 2, small.shape[0] - 1))
    tolerance = (int(random.integers(4, 14)),) * 3
    cv2.floodFill(small, region, start, 0, tolerance, tolerance, 4 | cv2.FLOODFILL_MASK_ONLY | (1 << 8))
    region = cv2.morphologyEx(region[1:-1, 1:-1], cv2.MORPH_CLOSE, np.ones((5, 5), np.uint8))
    return cv2.resize(region, (width, height), interpolation=cv2.INTER_NEAREST) > 0


def attached_region(photo: Array, mask: Array, random: Generator) -> Array:
    """What touches an object and may share its depth, a seat or a wall: a region of the photo beside it, bool [H,W].

    Without such neighbours every jump of the depth would be an outline of the ground truth. Empty where all that is found is
    a speck or the whole background.
    """
    rim, around = (_grown(mask, width) & ~mask for width in (4, 10))
    # At the rim itself the colours of both sides mix.
    rows, columns = np.nonzero(around & ~rim)
    for _ in range(4 if rows.size else 0):
        place = int(random.integers(rows.size))
        region = photo_region(photo, random, (int(rows[place]), int(columns[place]))) & ~mask
        if 0.005 < region.mean() < 0.3:
            return region | (_grown(region, 5) & rim)
    return np.zeros_like(mask)


def _grown(mask: Array, pixels: int) -> Array:
    return cv2.dilate(mask.astype(np.uint8), np.ones((2 * pixels + 1,) * 2, np.uint8)) > 0


def reading_range(depth: Array, valid: Array) -> tuple[float, float]:
    """Least and largest reading; (0, 1) if there is none or only one value."""
    readings = depth[valid]
    low, high = (float(readings.min()), float(readings.max())) if readings.size else (0.0, 1.0)
    return (low, high) if high - low > 1e-6 else (0.0, 1.0)


def stretch(depth: Array) -> Array:
    """Minimum to 0, maximum to 1; a flat map becomes 0.5."""
    low, high = float(depth.min()), float(depth.max())
    return np.full_like(depth, 0.5) if high - low < 1e-6 else (depth - low) / (high - low)


def clean_depth(photo: Array, objects: list[Array], distractors: list[Array], random: Generator) -> Array:
    """The scene's true geometry: layout, distractors, then the salient objects (bool [H,W] each) in front, [H,W] in [0,1]."""
    scene = room_layout(*photo.shape[:2], random)
    salient = np.any(objects, axis=0) if objects else np.zeros(photo.shape[:2], bool)
    for mask in distractors:
        region = mask & ~salient
        if 0.004 < region.mean() < 0.4:
            scene = place_object(scene, region, random, standing=0.3, nearer=0.6)
    together = random.random() < 0.3
    for mask in [salient] if together else objects:
        thing = mask
        if random.random() < ATTACHED_SHARE:
            thing = mask | (attached_region(photo, mask, random) & ~salient)
        scene = place_object(scene, thing, random, standing=0.6, nearer=0.85)
    return stretch(scene)


def bleed(depth: Array, random: Generator, strength: float) -> Array:
    """Foreground fattening of window-based stereo: a maximum filter, then a blur."""
    size = 1 + 2 * int(random.integers(1, 2 + int(4 * strength)))
    grown = cv2.dilate(depth, np.ones((size, size), np.uint8)) if random.random() < 0.6 else depth
    return cv2.GaussianBlur(grown, (0, 0), 0.3 + 0.4 * size)


def block(depth: Array, random: Generator, strength: float) -> Array:
    """Blocky regions of video-coded or block-matched depth."""
    height, width = depth.shape
    size = int(random.integers(3, 5 + int(10 * strength)))
    small = cv2.resize(depth, (max(1, width // size), max(1, height // size)), interpolation=cv2.INTER_AREA)
    blocky = cv2.resize(small, (width, height), interpolation=cv2.INTER_NEAREST)
    where = smooth_noise(height, width, 4, random) > random.uniform(-1, 0.5)
    return np.where(where, blocky, depth)


def quantise(depth: Array, random: Generator, strength: float) -> Array:
    """Few depth levels."""
    levels = int(random.integers(6, 12 + int(50 * (1 - strength))))
    return np.round(depth * levels) / levels


def add_noise(depth: Array, random: Generator, strength: float) -> Array:
    """White noise plus smooth drift."""
    white = random.standard_normal(depth.shape, np.float32) * random.uniform(0, 0.06) * strength
    return depth + white + smooth_noise(*depth.shape, 6, random) * random.uniform(0, 0.12) * strength


def bending_exponent(random: Generator, strength: float) -> float:
    """Exponent of a monotone curve: another unit of depth, or low contrast."""
    return float(np.exp(random.uniform(-0.9, 0.9) * strength))


def flatten_textureless(depth: Array, photo: Array, random: Generator, strength: float) -> Array:
    """Stereo finds nothing where the photo has no texture: there the depth comes from far around."""
    grey = cv2.cvtColor(photo, cv2.COLOR_RGB2GRAY).astype(np.float32)
    texture = cv2.blur(np.abs(grey - cv2.blur(grey, (5, 5))), (9, 9))
    poor = np.clip(1.5 - texture / random.uniform(1.0, 4.0), 0, 1) * strength
    around = cv2.blur(depth, (2 * (depth.shape[1] // 10) + 1,) * 2)
    return depth * (1 - poor) + around * poor


def shadow_holes(depth: Array, random: Generator, strength: float) -> Array:
    """No reading beside depth edges, on the side the projector does not see, bool [H,W] of holes."""
    shift = int(random.integers(2, 4 + int(8 * strength)))
    direction = 1 if random.random() < 0.5 else -1
    neighbour = np.roll(depth, direction * shift, axis=1)
    return neighbour - depth > random.uniform(0.06, 0.15)


def patch_holes(depth: Array, photo: Array, random: Generator, strength: float) -> Array:
    """No reading on dark or shining patches and on random blobs, bool [H,W] of holes."""
    holes = smooth_noise(*depth.shape, int(random.integers(5, 14)), random) > 1.05 - 0.5 * strength * random.random()
    luminance = photo.mean(axis=2)
    if random.random() < 0.4:
        holes |= luminance < np.quantile(luminance[::8, ::8], random.uniform(0, 0.12) * strength)
    if random.random() < 0.3:
        holes |= luminance > np.quantile(luminance[::8, ::8], 1 - random.uniform(0, 0.08) * strength)
    return holes


def misalign(depth: Array, valid: Array, random: Generator) -> tuple[Array, Array]:
    """The depth of a camera beside the photo's, badly registered: turned, scaled and shifted a little, and bent smoothly."""
    height, width = depth.shape
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), random.uniform(-1, 1), random.uniform(0.98, 1.02))
    turn[:, 2] += random.uniform(-0.012, 0.012, 2) * width
    rows, columns = np.indices(depth.shape, dtype=np.float32)
    bend = random.uniform(0, 0.012) * width
    x = turn[0, 0] * columns + turn[0, 1] * rows + turn[0, 2] + bend * smooth_noise(height, width, 4, random)
    y = turn[1, 0] * columns + turn[1, 1] * rows + turn[1, 2] + bend * smooth_noise(height, width, 4, random)
    places = x.astype(np.float32), y.astype(np.float32)
    # Between a reading and a hole there is nothing in the middle.
    way = cv2.INTER_LINEAR if valid.all() else cv2.INTER_NEAREST
    moved = cv2.remap(depth, *places, way, borderMode=cv2.BORDER_REPLICATE)
    return moved, cv2.remap(valid.astype(np.uint8), *places, cv2.INTER_NEAREST, borderMode=cv2.BORDER_REPLICATE) > 0


def black_holes(depth: Array, valid: Array, random: Generator) -> tuple[Array, Array]:
    """Holes as files of 8 bits hold them: black like the farthest reading, or the nearest where dark is near, and not told from one."""
    level = 0.0 if random.random() < 0.7 else 1.0
    return np.where(valid, depth, level).astype(np.float32), np.ones_like(valid)


def measure_by_structured_light(clean: Array, photo: Array, random: Generator) -> tuple[Array, Array, Array]:
    """What a Kinect makes of the clean depth in a room: (depth, valid, clean in its unit), [H,W].

    Half of the time the readings stay metres, as most published maps of that sensor are, which crowds what is near into a few
    values; otherwise they are disparities.
    """
    nearest = random.uniform(0.5, 1.5)
    farthest = nearest * random.uniform(1.5, 6)
    metres = 1 / (1 / farthest + clean * (1 / nearest - 1 / farthest))
    brightness = cv2.cvtColor(photo, cv2.COLOR_RGB2GRAY).astype(np.float32) / 255
    # Cameras have up to three times the width, and the projector on either side.
    fineness, side = random.uniform(1, 3), 1 if random.random() < 0.5 else -1
    seen, lit = (np.ascontiguousarray(plane[:, ::side]) for plane in (metres, brightness))
    measured = structured_light(seen, lit, 0.9 * clean.shape[1], random, fineness)[:, ::side]
    valid = measured > 0
    if random.random() < 0.5:
        return (farthest - measured) / (farthest - nearest), valid, (farthest - metres) / (farthest - nearest)
    near_end, far_end = 1 / nearest, 1 / farthest
    inverse = 1 / np.where(valid, measured, farthest)
    return (inverse - far_end) / (near_end - far_end), valid, clean


def corrupt(clean: Array, photo: Array, random: Generator) -> tuple[Array, Array, Array]:
    """What a sensor makes of the clean depth: (depth with 0 in holes, valid, clean), [H,W] float32, bool and float32.

    In a share of the pictures the depth is really matched from two views, in another one measured by structured light;
    otherwise named corruptions follow each other.
    A share of them is badly registered with the photo. The clean depth, which is not, comes back in the unit of the readings: nothing in a picture tells the curve and the range in which a
    sensor writes its depth, so both maps go through the same curve and the same stretch.
    """
    depth, valid, clean = _measure(clean, photo, random)
    if random.random() < MISALIGNED_SHARE:
        depth, valid = misalign(depth, valid, random)
    return depth, valid, clean


def _measure(clean: Array, photo: Array, random: Generator) -> tuple[Array, Array, Array]:
    way = random.random()
    if way < MATCHED_SHARE:
        measured_depth, valid = measure_by_stereo(clean, photo, random)
        if random.random() < 0.3:
            exponent = bending_exponent(random, 0.7)
            clean, measured_depth = clean**exponent, measured_depth**exponent
        return _in_reading_range(measured_depth, valid, clean)
    if way < MATCHED_SHARE + STRUCTURED_LIGHT_SHARE:
        return _in_reading_range(*measure_by_structured_light(clean, photo, random))
    strength = float(random.uniform(0.1, 1))
    if random.random() < 0.5:
        clean = clean ** bending_exponent(random, strength)
    depth = clean
    if random.random() < 0.35:
        depth = flatten_textureless(depth, photo, random, strength)
    if random.random() < 0.5:
        depth = bleed(depth, random, strength)
    if random.random() < 0.25:
        depth = block(depth, random, strength)
    if random.random() < 0.6:
        depth = add_noise(depth, random, strength)
    if random.random() < 0.3:
        depth = quantise(depth, random, strength)
    holes = np.zeros(clean.shape, bool)
    if random.random() < 0.3:
        holes |= shadow_holes(clean, random, strength)
    if random.random() < 0.3:
        holes |= patch_holes(clean, photo, random, strength)
    if random.random() < 0.7:
        return _in_reading_range(depth, ~holes, clean)
    return _cut_to_unit(depth, ~holes, clean, 0, 1)


def _in_reading_range(depth: Array, valid: Array, clean: Array) -> tuple[Array, Array, Array]:
    return _cut_to_unit(depth, valid, clean, *reading_range(depth, valid))


def _cut_to_unit(depth: Array, valid: Array, clean: Array, low: float, high: float) -> tuple[Array, Array, Array]:
    scaled, clean = (np.clip((values - low) / (high - low), 0, 1).astype(np.float32) for values in (depth, clean))
    return np.where(valid, scaled, 0).astype(np.float32), valid, clean


def useless_depth(height: int, width: int, random: Generator) -> Array:
    """A smooth random field that has nothing to do with the photo, [H,W] in [0,1]."""
    field = smooth_noise(height, width, int(random.integers(2, 9)), random)
    return stretch(field + smooth_noise(height, width, 16, random) * random.uniform(0, 0.3))


MATCHED_SHARE = 0.4
"""Share of readings that come from stereo matching of the photo with its second view."""
STRUCTURED_LIGHT_SHARE = 0.2
"""Share of readings of a structured-light camera."""

ATTACHED_SHARE = 0.4
"""How often something beside an object shares its depth."""
LYING_SHARE = 0.15
"""How often a thing lies flat on what it covers."""
MISALIGNED_SHARE = 0.3
"""Share of readings that are badly registered with the photo."""
BLACK_HOLES_SHARE = 0.3
"""Of readings with holes, the share whose holes cannot be told from readings."""

MODES = ("estimated", "right", "useless", "inverted", "absent", "flat")
SHARES = (0.24, 0.36, 0.12, 0.07, 0.17, 0.04)
"""How often each mode is drawn in training for a picture with one candidate."""
SHARES_OF_SEVERAL = (0.34, 0.44, 0.04, 0.0, 0.15, 0.03)
"""The same where several things may be marked and depth says which is near: a network that is often lied to there stops listening."""


def observe(clean: Array, photo: Array, mode: str, random: Generator) -> tuple[Array, Array, Array]:
    """The depth map that the network is given: (depth, valid, clean depth in its unit), for one of `MODES`.

    `estimated` is the clean depth as it is: that of a visitor without a sensor; `absent` has no reading at all; `flat` is one constant value; `inverted` swaps near and far.
    """
    height, width = clean.shape
    if mode == "estimated":
        return clean.astype(np.float32), np.ones(clean.shape, bool), clean
    if mode == "absent":
        return np.zeros_like(clean), np.zeros(clean.shape, bool), clean
    if mode == "flat":
        return np.full_like(clean, random.choice((0.0, 0.5, 1.0))), np.ones(clean.shape, bool), clean
    if mode == "useless":
        return useless_depth(height, width, random), np.ones(clean.shape, bool), clean
    if mode not in MODES:
        raise ValueError(f"unknown depth mode {mode!r}; known are {MODES}")
    depth, valid, clean = corrupt(clean, photo, random)
    if mode == "inverted":
        depth = np.where(valid, 1 - depth, 0).astype(np.float32)
    if not valid.all() and random.random() < BLACK_HOLES_SHARE:
        depth, valid = black_holes(depth, valid, random)
    return depth, valid, clean
