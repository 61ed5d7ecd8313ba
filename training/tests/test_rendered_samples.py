"""A sample of the page that is made of a rendered scene, beside others that stay as they are."""

import json
import sys
from pathlib import Path

import cv2
import pytest
from scene_files import write_scene

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "scenes"))

import rendered_samples  # noqa: E402 (the path comes first)
from library import Asset  # noqa: E402
from rendered_samples import Choice, make_all  # noqa: E402

MODEL = "library/dog"


@pytest.fixture
def samples(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of samples: one was there before, without its scene; that of a row is made."""
    choices = Choice("old", "pair/1-00000", "clean", 8, "Old"), Choice("dogs", "row/1-00000", "clean", 8, "Dogs")
    monkeypatch.setattr(rendered_samples, "CHOICES", choices)
    scene = tmp_path / "scenes" / "row" / "1-00000"
    write_scene(scene, "row", MODEL)
    description = json.loads((scene / "scene.json").read_text())
    (scene / "scene.json").write_text(json.dumps(description | {"models": [MODEL, MODEL]}))
    out = tmp_path / "samples"
    out.mkdir()
    (out / "models.md").write_text("| old | library/cat | Cat | Somebody | CC0 1.0 | |\n")
    (out / "samples.json").write_text(json.dumps([{"id": "old"}]))
    asset = Asset(MODEL, "Dog", "Somebody", "CC BY 3.0", tmp_path / "dog.obj", 1, 1, 1, 0, ())
    assert make_all(tmp_path / "scenes", out, {MODEL: asset}) == ["dogs"]
    return out


def test_of_a_row_the_nearest_alone_is_true(samples: Path) -> None:
    truth = cv2.imread(str(samples / "dogs" / "gt.png"), cv2.IMREAD_GRAYSCALE)
    assert truth[30, 20] == 255
    assert truth[30, 60] == 0


def test_a_new_sample_leaves_the_others(samples: Path) -> None:
    old, dogs = json.loads((samples / "samples.json").read_text())
    assert old == {"id": "old"}
    assert dogs["thumb"] == "dogs/thumb.jpg"
    rows = [line for line in (samples / "models.md").read_text().splitlines() if "library/" in line]
    assert [row.split(" | ")[:2] for row in rows] == [["| old", "library/cat"], ["| dogs", MODEL]]
