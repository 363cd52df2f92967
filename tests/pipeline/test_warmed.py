from __future__ import annotations

import subprocess
import sys

import numpy as np

from mirror.capture.demo import demo_source
from mirror.makeup.look import find_look
from mirror.pipeline.messages import Controls
from mirror.pipeline.warmed import build_warmed


def test_the_real_processor_paints_the_demo() -> None:
    source = demo_source(realtime=False, loop=False)
    source.open()
    frame = source.read()
    source.close()
    assert frame is not None
    processor = build_warmed(live=False)
    worn = processor.process(frame, Controls(look=find_look("classic-red")))
    bare = processor.process(frame, Controls())
    processor.close()
    assert len(worn.faces) == 1
    assert not np.array_equal(worn.pixels, frame.pixels)
    np.testing.assert_array_equal(bare.pixels, frame.pixels)


def test_importing_it_imports_nothing_that_takes_long() -> None:
    code = "import sys, mirror.pipeline.warmed; print({'numba', 'onnxruntime'} & set(sys.modules))"
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "set()"


def test_a_picture_of_its_own_wears_its_look_at_once() -> None:
    processor = build_warmed(still=True)
    source = demo_source(realtime=False, loop=False)
    source.open()
    frame = source.read()
    source.close()
    assert frame is not None
    rendered = processor.process(frame, Controls(look=find_look("plum-evening"), revision=1))
    processor.close()
    assert rendered.faces
    assert rendered.controls_revision == 1
    assert not np.array_equal(rendered.pixels, frame.pixels)
