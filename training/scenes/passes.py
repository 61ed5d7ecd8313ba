"""Renders the current Blender scene with Cycles and returns its passes as arrays."""

import os
from dataclasses import dataclass
from pathlib import Path

# OpenCV reads EXR files only when told to before it is imported.
os.environ["OPENCV_IO_ENABLE_OPENEXR"] = "1"

import bpy
import cv2
import numpy as np

FAR_AWAY = 60.0
PASSES = {
    "combined": "Image", "depth": "Depth", "index": "IndexOB", "normal": "Normal",
    "albedo": "DiffCol", "direct": "DiffDir", "indirect": "DiffInd",
}


@dataclass(frozen=True)
class Passes:
    """One rendered scene; arrays are [height, width] or [height, width, 3], linear light, depth in metres."""

    combined: np.ndarray
    albedo: np.ndarray
    irradiance: np.ndarray
    normal: np.ndarray
    depth: np.ndarray
    index: np.ndarray


def set_up(width: int, height: int, samples: int, folder: Path) -> None:
    """Configures Cycles for quick, single-thread, deterministic pictures whose passes land in `folder`."""
    scene = bpy.context.scene
    scene.render.engine = "CYCLES"
    scene.render.resolution_x, scene.render.resolution_y, scene.render.resolution_percentage = width, height, 100
    scene.render.threads_mode, scene.render.threads = "FIXED", 1
    cycles = scene.cycles
    cycles.samples, cycles.use_adaptive_sampling, cycles.use_denoising, cycles.seed = samples, False, False, 1
    cycles.max_bounces, cycles.diffuse_bounces, cycles.glossy_bounces = 5, 2, 2
    cycles.transmission_bounces, cycles.transparent_max_bounces = 4, 12
    cycles.caustics_reflective = cycles.caustics_refractive = False
    cycles.sample_clamp_direct, cycles.sample_clamp_indirect = 20.0, 3.0
    # A box of one pixel keeps the depth and index of a pixel inside that pixel.
    cycles.pixel_filter_type = "BOX"
    layer = scene.view_layers[0]
    layer.use_pass_z = layer.use_pass_object_index = layer.use_pass_normal = True
    # Clear glass is still a thing with a depth; only what a texture cuts out is not.
    layer.pass_alpha_threshold = 0.05
    layer.use_pass_diffuse_direct = layer.use_pass_diffuse_indirect = layer.use_pass_diffuse_color = True
    scene.use_nodes = True
    tree = scene.node_tree
    tree.nodes.clear()
    source = tree.nodes.new("CompositorNodeRLayers")
    output = tree.nodes.new("CompositorNodeOutputFile")
    output.base_path = str(folder)
    output.format.file_format, output.format.color_depth = "OPEN_EXR", "32"
    output.file_slots.clear()
    for name, socket in PASSES.items():
        output.file_slots.new(name)
        tree.links.new(source.outputs[socket], output.inputs[name])


def clear_scene() -> None:
    """Removes everything of the last scene but the meshes, materials and textures of loaded models."""
    for thing in list(bpy.data.objects):
        bpy.data.objects.remove(thing)
    for group in (bpy.data.lights, bpy.data.cameras, bpy.data.worlds, bpy.data.meshes, bpy.data.materials):
        for item in list(group):
            if item.users == 0:
                group.remove(item)


def render(folder: Path) -> Passes:
    """Renders the scene and reads its passes back."""
    scene = bpy.context.scene
    bpy.ops.render.render()
    arrays = {}
    for name in PASSES:
        path = folder / f"{name}{scene.frame_current:04d}.exr"
        array = cv2.imread(str(path), cv2.IMREAD_UNCHANGED)
        if array is None:
            raise OSError(f"{path} cannot be read: this OpenCV was built without OpenEXR")
        path.unlink()
        arrays[name] = array if array.ndim == 2 else np.ascontiguousarray(array[..., 2::-1])
    single = {name: array if array.ndim == 2 else array[..., 0] for name, array in arrays.items() if name in ("depth", "index")}
    return Passes(
        combined=arrays["combined"],
        albedo=arrays["albedo"],
        irradiance=arrays["direct"] + arrays["indirect"],
        normal=arrays["normal"],
        depth=np.minimum(single["depth"], FAR_AWAY),
        index=np.rint(single["index"]).astype(np.int32),
    )
