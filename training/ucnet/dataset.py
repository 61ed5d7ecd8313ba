"""Training and validation items: a picture as a sensor measured it and as one person marked it."""

from dataclasses import dataclass

import cv2
import numpy as np
import torch
from numpy.random import Generator, default_rng
from torch.utils.data import Dataset

from ucnet.crops import random_window, turned
from ucnet.depth_synthesis import MODES, SHARES, SHARES_OF_SEVERAL, bending_exponent, observe, stretch, useless_depth
from ucnet.packing import PackedPairs
from ucnet.people import PREFERENCES, Candidate, People
from ucnet.photo_augmentation import hide_patches, jitter, other_camera
from ucnet.pictures import (
    OTHER_SHARE,
    TWIN_SHARES,
    KinectPictures,
    Picture,
    TwinShares,
    cut,
    levels_picture,
    made_up_geometry,
    object_candidates,
    scene_picture,
    window_with_object,
    with_pasted_object,
    with_twins,
)
from ucnet.rendered_scenes import RenderedScenes

Array = np.ndarray


@dataclass(frozen=True)
class Augmentation:
    """Which pictures are taken how often, and how far they are changed."""

    crop_minimum: float = 0.65
    """Smallest side of a crop as a share of the photo's side."""
    close_up: float = 0.0
    """How often the crop is a close-up instead, about half filled by the object: rare in the photos, and where the vote is hard."""
    turn: float = 0.0
    """How far a photo is turned at the most, in degrees to either side; half of them are not."""
    annotated: float = 0.0
    """Share of the items that are photos which twelve people marked, where such photos are given."""
    kinect: float = 0.0
    """Share of the items that are Kinect pictures, where such are given."""
    rendered: float = 0.0
    """Share of the items that are rendered scenes with true depth, where such scenes are given."""
    twins: float = 0.0
    """Of the photos of DUTS-TR, the share with copies of their own object at other depths."""
    twin_shares: TwinShares = TWIN_SHARES
    """How many of the people mark the nearest of several alike, and each of the others."""
    paste: float = 0.2
    """Of the others, the share into which an object of another photo is pasted."""
    made_up: float = 0.1
    """Of the photos of DUTS-TR, the share whose geometry is made up along the outlines of the truth instead of estimated."""
    hide_and_seek: float = 0.15
    """Share of the items of which patches of a 4x4 grid are hidden, each with probability one half."""
    other_camera: float = 0.0
    """Share of the items that are as another camera or a poor file would have them: colour, gamma, noise, JPEG."""
    other_resolution: float = 0.0
    """Share of the items whose depth is measured at a coarser or finer resolution than the network's, and resized to it."""


@dataclass(frozen=True)
class Sources:
    """The pictures to draw from; the first are always there."""

    pairs: PackedPairs
    annotated: PackedPairs | None = None
    kinect: KinectPictures | None = None
    scenes: RenderedScenes | None = None


PEOPLE_ASKED = 5
"""How many people look at each training picture."""
ANSWER_STRIDE = 4
"""Their answers are given at a quarter of its size, the first one's at full size as well."""


class SaliencyDataset(Dataset):
    """Training items: rgb uint8 [3,S,S]; depth, valid, clean, truth and share float [1,S,S]; people float [N,3]; answers float
    [N,1,S/4,S/4]; known float [].

    `answers` is what `people` mark, `truth` the first of them, `share` how many of all people mark each pixel, and `known` is 1
    where `clean` is the picture's geometry, 0 where nothing is known of it but the reading.

    A number beyond the length is the same pair with another augmentation, so that epochs differ. A share of the items is of the
    other sources instead, whatever the number.
    """

    def __init__(self, sources: Sources, size: int, seed: int, augmentation: Augmentation) -> None:
        self.sources = sources
        self.size = size
        self.seed = seed
        self.augmentation = augmentation

    def __len__(self) -> int:
        return len(self.sources.pairs)

    def __getitem__(self, number: int) -> dict[str, torch.Tensor]:
        random = default_rng((self.seed, number))
        size = self.size
        if random.random() < self.augmentation.other_resolution:
            size = round(self.size * random.uniform(*OTHER_RESOLUTIONS))
        picture = self._picture(number, size, random)
        depth, valid, clean = self._observe(picture, random)
        people = People(picture.candidates, picture.depth)
        asked = random.standard_normal((PEOPLE_ASKED, PREFERENCES))
        answers, share = [people.answer(person) for person in asked], people.share(random)
        photo = self._change(picture.photo, random)
        if size != self.size:
            photo, clean, answers[0], share = (resize(plane, self.size) for plane in (photo, clean, answers[0], share))
            depth, valid = resize_readings(depth, valid, self.size)
        coarse = np.stack([resize(answer, self.size // ANSWER_STRIDE) for answer in answers])
        return {
            "rgb": torch.from_numpy(np.ascontiguousarray(photo.transpose(2, 0, 1))),
            "depth": torch.from_numpy(depth)[None],
            "valid": torch.from_numpy(valid.astype(np.float32))[None],
            "clean": torch.from_numpy(clean)[None],
            "truth": torch.from_numpy(answers[0].astype(np.float32) / 255)[None],
            "share": torch.from_numpy(share)[None],
            "people": torch.from_numpy(asked.astype(np.float32)),
            "answers": torch.from_numpy(coarse.astype(np.float32) / 255)[:, None],
            "known": torch.tensor(float(picture.measured is None)),
        }

    def _picture(self, number: int, size: int, random: Generator) -> Picture:
        """A picture of one of the sources that has a candidate."""
        sources, augmentation = self.sources, self.augmentation
        kind = random.random()
        smallest = augmentation.crop_minimum
        for source, share in ((sources.annotated, augmentation.annotated), (sources.kinect, augmentation.kinect), (sources.scenes, augmentation.rendered)):
            if source is None or kind >= share:
                kind -= 0 if source is None else share
                continue
            place = int(random.integers(len(source)))
            if source is sources.annotated:
                (photo, levels), depth, degrees = source[place], source.depth(place), self._turn(random)
                # A number of people is nothing to interpolate.
                levels = turned(levels, degrees, cv2.INTER_NEAREST)
                picture = levels_picture(turned(photo, degrees), levels, turned(depth, degrees), size, smallest, random)
            elif source is sources.kinect:
                picture = source.picture(place, size, smallest, random)
            else:
                picture = scene_picture(source[place], size, smallest, random, augmentation.twin_shares)
            if picture.candidates:
                return picture
            break
        return self._photographed(number, size, random)

    def _photographed(self, number: int, size: int, random: Generator) -> Picture:
        """A photo of DUTS-TR with the geometry that was estimated of it, perhaps with something pasted into it."""
        pairs, augmentation = self.sources.pairs, self.augmentation
        place = number % len(pairs)
        degrees = self._turn(random)
        planes = (*pairs[place], pairs.other_answer(place), pairs.depth(place))
        photo, truth, other, depth = (turned(plane, degrees) for plane in planes)
        window = window_with_object(truth, augmentation.crop_minimum, augmentation.close_up, random)
        photo, truth, other, depth = cut((photo, truth, other, depth), window, random.random() < 0.5, size)
        candidates = object_candidates(truth)
        if not candidates:
            return self._photographed(place + 1, size, random)
        other = np.where(truth > 127, np.uint8(0), other)
        if (other > 127).mean() > 0.01:
            candidates.append(Candidate(other, OTHER_SHARE))
        if random.random() < augmentation.made_up:
            return Picture(photo, made_up_geometry(photo, truth, pairs, random), candidates)
        # Nothing tells the curve in which a depth is written.
        picture = Picture(photo, stretch(depth) ** bending_exponent(random, 0.3), candidates)
        if random.random() < augmentation.twins:
            return with_twins(picture, random, augmentation.twin_shares)
        return with_pasted_object(picture, pairs, random) if random.random() < augmentation.paste else picture

    def _turn(self, random: Generator) -> float:
        """By how many degrees a photo is turned. Nothing is drawn where none is, so that items stay as they were."""
        largest = self.augmentation.turn
        return random.uniform(-largest, largest) if largest > 0 and random.random() < 0.5 else 0.0

    def _observe(self, picture: Picture, random: Generator) -> tuple[Array, Array, Array]:
        """(depth, valid, clean) as the network is given them."""
        shares = SHARES_OF_SEVERAL if len(picture.candidates) > 1 else SHARES
        mode = MODES[int(random.choice(len(MODES), p=shares))]
        if mode == "useless" and random.random() < 0.5:
            # Another picture's depth: sound to look at, and wrong.
            other = self.sources.pairs.depth(int(random.integers(len(self.sources.pairs))))
            other = stretch(cv2.resize(other, picture.depth.shape[::-1]))
            return other, np.ones(other.shape, bool), picture.depth
        if picture.measured is None:
            return observe(picture.depth, picture.photo, mode, random)
        return self._sensor(picture.depth, picture.measured, mode, random)

    def _sensor(self, depth: Array, measured: Array, mode: str, random: Generator) -> tuple[Array, Array, Array]:
        """A real sensor's reading, of which only the sign and whether it is there may change."""
        if mode in ("absent", "flat"):
            return np.zeros_like(depth), np.zeros_like(measured), depth
        if mode == "useless":
            return useless_depth(*depth.shape, random), np.ones_like(measured), depth
        return np.where(measured, 1 - depth if mode == "inverted" else depth, 0).astype(np.float32), measured, depth

    def _change(self, photo: Array, random: Generator) -> Array:
        """What neither the depth nor the people tell."""
        if random.random() < self.augmentation.hide_and_seek:
            photo = hide_patches(photo, random)
        photo = jitter(photo, random)
        if random.random() < self.augmentation.other_camera:
            photo = other_camera(photo, random)
        return photo


class PhotoDepthDataset(Dataset):
    """Training items of PhotoDepthNet: rgb uint8 [3,S,S] and depth float [1,S,S] in [0,1], the estimate of its teacher.

    Each crop's depth is stretched to its own range, since nothing in a crop tells that of the whole.
    """

    def __init__(self, pairs: PackedPairs, size: int, seed: int, augmentation: Augmentation) -> None:
        self.pairs = pairs
        self.size = size
        self.seed = seed
        self.augmentation = augmentation

    def __len__(self) -> int:
        return len(self.pairs)

    def __getitem__(self, number: int) -> dict[str, torch.Tensor]:
        random = default_rng((self.seed, number))
        place = number % len(self.pairs)
        photo, depth = self.pairs[place][0], self.pairs.depth(place)
        window = random_window(depth.shape, self.augmentation.crop_minimum, random)
        photo, depth = photo[window], depth[window]
        if random.random() < 0.5:
            photo, depth = photo[:, ::-1], depth[:, ::-1]
        photo, depth = (cv2.resize(np.ascontiguousarray(plane), (self.size, self.size)) for plane in (photo, depth))
        low, high = np.quantile(depth, (0.005, 0.995))
        depth = ((depth - low) / max(high - low, 1e-3)).clip(0, 1).astype(np.float32)
        photo = jitter(photo, random)
        if random.random() < self.augmentation.other_camera:
            photo = other_camera(photo, random)
        return {"rgb": torch.from_numpy(np.ascontiguousarray(photo.transpose(2, 0, 1))), "depth": torch.from_numpy(depth)[None]}


OTHER_RESOLUTIONS = (0.65, 1.3)
"""Range of an `other_resolution`, as a share of the network's."""


def resize(plane: Array, size: int) -> Array:
    """A square plane or picture at another size, averaging where it shrinks."""
    return cv2.resize(plane, (size, size), interpolation=cv2.INTER_AREA if size < len(plane) else cv2.INTER_LINEAR)


def resize_readings(depth: Array, valid: Array, size: int) -> tuple[Array, Array]:
    """Depth float [H,H] and its validity bool [H,H] at another size: the mean of the readings, where they cover at least half of it."""
    cover = resize(valid.astype(np.float32), size)
    total = resize((depth * valid).astype(np.float32), size)
    # Weights that add up to one half may come out a rounding below it.
    enough = cover >= 0.5 - 1e-6
    return np.where(enough, total / np.maximum(cover, 1e-6), 0).clip(0, 1).astype(np.float32), enough


class ValidationDataset(Dataset):
    """Validation items at the network's size, with the estimated depth as a sensor of a given mode would have it, from a seed per picture.

    `truth` is uint8 [H,W] at the ground truth's own size, 0 to 255.
    """

    def __init__(self, pairs: PackedPairs, size: int, mode: str, seed: int = 7) -> None:
        self.pairs = pairs
        self.size = size
        self.mode = mode
        self.seed = seed

    def __len__(self) -> int:
        return len(self.pairs)

    def __getitem__(self, number: int) -> dict[str, torch.Tensor]:
        random = default_rng((self.seed, number))
        photo, truth = self.pairs[number]
        size = (self.size, self.size)
        photo, clean = cv2.resize(photo, size), stretch(cv2.resize(self.pairs.depth(number), size))
        depth, valid, clean = observe(clean, photo, self.mode, random)
        return {
            "rgb": torch.from_numpy(np.ascontiguousarray(photo.transpose(2, 0, 1))),
            "depth": torch.from_numpy(depth)[None],
            "valid": torch.from_numpy(valid.astype(np.float32))[None],
            "clean": torch.from_numpy(clean)[None],
            "truth": torch.tensor(truth),
        }
