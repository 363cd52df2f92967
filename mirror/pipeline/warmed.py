"""The real processor, ready for its first frame.

Importing this module is quick; what takes long to import is imported when a processor is built, on
the thread that builds it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mirror.pipeline.processor import Processor


def build_warmed(
    *, max_faces: int = 1, threads: int = 1, still: bool = False, live: bool = True,
    covers_every: int | None = None,
) -> Processor:  # fmt: skip
    """Builds the processor and loads what every frame needs; to be called on its own thread.

    Args:
        max_faces: 1..4.
        threads: Of each model's session.
        still: Every frame is a picture of its own, not one of a stream.
        live: Somebody is waiting for the pictures (`Processor.build`).
        covers_every: How often what lies before a face is looked for (`Processor.build`).

    Raises:
        ModelError: A model is missing or broken.
    """
    from mirror.core.warm import compile_frame_kernels
    from mirror.pipeline.processor import Processor

    processor = Processor.build(
        max_faces=max_faces, threads=threads, still=still, live=live, covers_every=covers_every
    )
    compile_frame_kernels()
    return processor
