"""Brings library models into Blender: one joined mesh each, in metres, upright, standing on the origin, facing -Y."""

import math
from dataclasses import dataclass

import bpy
import numpy as np
from mathutils import Matrix, Vector

from library import Asset

# Libraries are Y-up with fronts towards +Z; Blender is Z-up.
Y_UP_TO_Z_UP = Matrix(((1, 0, 0, 0), (0, 0, -1, 0), (0, 1, 0, 0), (0, 0, 0, 1)))


@dataclass
class Footprint:
    """The floor rectangle that something covers, aligned with the axes: centre and half sizes in metres."""

    x: float
    y: float
    half_width: float
    half_depth: float

    def overlaps(self, other: "Footprint", gap: float) -> bool:
        """Whether two rectangles come closer than `gap` in both directions."""
        return (
            abs(self.x - other.x) < self.half_width + other.half_width + gap
            and abs(self.y - other.y) < self.half_depth + other.half_depth + gap
        )


def footprint(asset: Asset, x: float, y: float, turn: float, scale: float = 1.0) -> Footprint:
    """The rectangle around an asset at (x, y) turned by `turn` radians."""
    cosine, sine = abs(math.cos(turn)), abs(math.sin(turn))
    half_width = scale * (cosine * asset.width + sine * asset.depth) / 2
    half_depth = scale * (sine * asset.width + cosine * asset.depth) / 2
    return Footprint(x, y, half_width, half_depth)


class ModelStore:
    """Loads every model once and hands out copies that share its mesh."""

    def __init__(self) -> None:
        self._meshes: dict[str, bpy.types.Mesh] = {}

    def place(self, asset: Asset, location: tuple[float, float, float], turn: float, scale: float = 1.0) -> bpy.types.Object:
        """Puts a copy of the asset into the scene."""
        if asset.key not in self._meshes:
            self._meshes[asset.key] = _load_mesh(asset)
        thing = bpy.data.objects.new(asset.key, self._meshes[asset.key])
        thing.location = location
        thing.rotation_euler = (0, 0, turn)
        thing.scale = (scale, scale, scale)
        bpy.context.scene.collection.objects.link(thing)
        return thing

    def mean_colour(self, asset: Asset) -> tuple[float, float, float]:
        """The mean base colour of a placed asset, linear RGB, over its materials weighted by their area."""
        mesh = self._meshes[asset.key]
        areas = np.zeros(max(1, len(mesh.materials)))
        for polygon in mesh.polygons:
            areas[polygon.material_index] += polygon.area
        colours = np.array([_material_colour(material) for material in mesh.materials] or [(0.5, 0.5, 0.5)])
        return tuple((areas[:, None] * colours).sum(0) / max(areas.sum(), 1e-9))


def _load_mesh(asset: Asset) -> bpy.types.Mesh:
    bpy.ops.object.select_all(action="DESELECT")
    bpy.ops.wm.obj_import(filepath=str(asset.model), forward_axis="Y", up_axis="Z")
    parts = [part for part in bpy.context.selected_objects if part.type == "MESH"]
    if not parts:
        raise ValueError(f"{asset.model} holds no mesh")
    for part in parts:
        # Some models hold broken faces, which crash Blender later on.
        part.data.validate()
    bpy.context.view_layer.objects.active = parts[0]
    if len(parts) > 1:
        bpy.ops.object.join()
    joined = bpy.context.view_layer.objects.active
    mesh = joined.data
    bpy.data.objects.remove(joined)
    mesh.use_fake_user = True
    _normalise(mesh, asset)
    for material in mesh.materials:
        if material is not None:
            _tune_material(material)
    return mesh


def _normalise(mesh: bpy.types.Mesh, asset: Asset) -> None:
    values = asset.rotation
    rotation = Matrix((values[0:3], values[3:6], values[6:9])).to_4x4()
    mesh.transform(Y_UP_TO_Z_UP @ rotation)
    corners = np.empty(3 * len(mesh.vertices), np.float32)
    mesh.vertices.foreach_get("co", corners)
    corners = corners.reshape(-1, 3)
    low, high = corners.min(0), corners.max(0)
    size = np.maximum(high - low, 1e-6)
    wanted = np.array([asset.width, asset.depth, asset.height])
    middle = Vector(((low[0] + high[0]) / 2, (low[1] + high[1]) / 2, low[2]))
    mesh.transform(Matrix.Diagonal((*(wanted / size), 1)) @ Matrix.Translation(-middle))
    mesh.update()


def _tune_material(material: bpy.types.Material) -> None:
    shader = next((node for node in material.node_tree.nodes if node.type == "BSDF_PRINCIPLED"), None)
    if shader is None:
        return
    # Exported highlights are far too sharp for real furniture, and sharp highlights are also what renders noisily.
    shader.inputs["Roughness"].default_value = min(0.9, max(0.3, shader.inputs["Roughness"].default_value))
    shader.inputs["Specular"].default_value = min(0.5, shader.inputs["Specular"].default_value)
    colour = shader.inputs["Base Color"]
    colour.default_value = (*(min(0.82, max(0.015, value)) for value in colour.default_value[:3]), 1)
    if not colour.links:
        return
    texture = colour.links[0].from_node
    image = texture.image if texture.type == "TEX_IMAGE" else None
    if image is None or image.size[0] == 0:
        # Some materials name a texture that their library leaves out; their plain colour is what its own viewer shows.
        material.node_tree.links.remove(colour.links[0])
        return
    # The libraries cut out leaves by the alpha of the colour texture, which the importer leaves unconnected.
    if image.depth == 32 and not shader.inputs["Alpha"].links:
        material.node_tree.links.new(texture.outputs["Alpha"], shader.inputs["Alpha"])


def _material_colour(material: bpy.types.Material | None) -> tuple[float, float, float]:
    if material is None:
        return (0.5, 0.5, 0.5)
    shader = next(node for node in material.node_tree.nodes if node.type == "BSDF_PRINCIPLED")
    colour = shader.inputs["Base Color"]
    if not colour.links:
        return tuple(colour.default_value[:3])
    image = colour.links[0].from_node.image
    pixels = np.empty(len(image.pixels), np.float32)
    image.pixels.foreach_get(pixels)
    return tuple(pixels.reshape(-1, image.channels)[:, :3].mean(0) ** 2.2)
