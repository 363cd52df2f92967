"""These tests need the extra `train`; without it none of them is collected."""

from __future__ import annotations

from importlib.util import find_spec

collect_ignore_glob = [] if all(map(find_spec, ("torch", "onnx", "skimage"))) else ["test_*.py"]
