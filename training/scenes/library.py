"""The furniture libraries of Debian's `sweethome3d-furniture`: reading their catalogues, unpacking their models.

A library is a zip archive (`*.sh3f`) with a Java properties catalogue and one OBJ model per entry. All five libraries of that
package are free: CC0 1.0 (BlendSwap-CC-0) or CC BY 3.0 (the others).
"""

import re
import tempfile
import zipfile
from dataclasses import dataclass
from pathlib import Path

LIBRARY_FOLDER = Path("/usr/share/sweethome3d/furniture")
UNPACKED = Path(tempfile.gettempdir()) / "sweethome3d-models"
LICENCES = {
    "BlendSwap-CC-0": "CC0 1.0",
    "BlendSwap-CC-BY": "CC BY 3.0",
    "KatorLegaz": "CC BY 3.0 US",
    "Reallusion": "CC BY 3.0 US",
    "Scopia": "CC BY 3.0",
}
CATALOGUE = "PluginFurnitureCatalog.properties"
# Whom the licence files of a whole library ask to name; the BlendSwap libraries name an author per model instead.
AUTHORS = {
    "KatorLegaz": "Andrew Kator & Jennifer Legaz",
    "Reallusion": "Reallusion (http://www.reallusion.com)",
    "Scopia": "Emmanuel Puybaret (eTeks) & Scopia Visual Interfaces Systems, s.l. (http://www.scopia.es)",
}
IDENTITY = (1.0, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 1.0)


@dataclass(frozen=True)
class Asset:
    """One model of a library. Sizes are in metres; `support` is the height on which other things can stand."""

    key: str
    title: str
    creator: str
    licence: str
    model: Path
    width: float
    depth: float
    height: float
    support: float
    rotation: tuple[float, ...]

    @property
    def source(self) -> str:
        """The page that the model was published on, from the licence file beside it, or nothing where there is none."""
        for path in sorted(self.model.parent.iterdir()):
            if path.suffix in (".txt", ".html"):
                found = re.search(r"https?://www\.blendswap\.com/blends/view/\d+", path.read_text(encoding="utf-8", errors="replace"))
                if found:
                    return found.group()
        return ""


def unpack(library: str, folder: Path) -> Path:
    """Unpacks a library under `folder` unless that was done before, and returns where it lies."""
    archive = LIBRARY_FOLDER / f"{library}.sh3f"
    if not archive.is_file():
        raise FileNotFoundError(f"{archive} is missing: install Debian's sweethome3d-furniture")
    target = folder / library
    if not (target / CATALOGUE).is_file():
        with zipfile.ZipFile(archive) as content:
            # The catalogue marks a complete unpacking, so it has to come last.
            names = sorted(content.namelist(), key=lambda name: name == CATALOGUE)
            for name in names:
                content.extract(name, target)
                if name.endswith(".obj"):
                    _drop_broken_faces(target / name)
    return target


def _drop_broken_faces(model: Path) -> None:
    """Removes faces of fewer than three vertices, which crash Blender's importer."""
    lines = model.read_text(encoding="latin-1").splitlines(keepends=True)
    kept = [line for line in lines if not line.startswith("f ") or len(set(line.split()[1:])) >= 3]
    if len(kept) < len(lines):
        model.write_text("".join(kept), encoding="latin-1")


def read_catalogue(library: str, folder: Path) -> dict[str, Asset]:
    """All assets of an unpacked library by key, `library/model folder`."""
    entries: dict[str, dict[str, str]] = {}
    for line in (folder / CATALOGUE).read_text(encoding="latin-1").splitlines():
        found = re.match(r"(\w+)#(\d+)=(.*)", line.strip())
        if found:
            field, number, value = found.groups()
            entries.setdefault(number, {})[field] = value
    assets = {}
    for entry in entries.values():
        model = folder / entry["model"].lstrip("/")
        key = f"{library}/{model.parent.name}"
        height = float(entry["height"]) / 100
        rotation = tuple(float(value) for value in entry.get("modelRotation", "").split()) or IDENTITY
        assets[key] = Asset(
            key=key,
            title=entry["name"],
            creator=AUTHORS.get(library) or entry["creator"],
            licence=LICENCES[library],
            model=model,
            width=float(entry["width"]) / 100,
            depth=float(entry["depth"]) / 100,
            height=height,
            support=float(entry.get("dropOnTopElevation", 100 * height)) / 100,
            rotation=rotation,
        )
    return assets


def load_libraries(folder: Path) -> dict[str, Asset]:
    """Unpacks every library under `folder` and returns their assets by key."""
    assets: dict[str, Asset] = {}
    for library in LICENCES:
        assets.update(read_catalogue(library, unpack(library, folder)))
    return assets
