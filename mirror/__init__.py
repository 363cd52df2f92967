"""Mirror: a desktop virtual mirror that shows a person wearing makeup, live.

Makeup is a film: a product on skin lets some of its light through and adds some of its own, so
every layer, whatever made it, is one value, `seen = T * skin + E` in linear light, painted in the
face's canonical UV space and moved with the face's mesh (`mirror.core.film`).

    source -> Frame -> FaceTracker -> Face --+--------------------+-> composite -> Rendered -> window
                                             |                    |       |
                                             +-> bare skin -------|-------+
                                                                  |
    look -> shade painter -> Film and drawings -------------------+
                                                                  |
    photo -> encoder -> code -> generator -> Film and drawings ---+

The encoder runs once a photo, the generator on each face in every frame. What the generator says of
bare skin is a network by itself, too, and looks at each face with every second frame: whatever was put on
is taken back where hair, a hand or a thing lies before the face (`mirror.core.foreground`). A look is
painted beside the frames, which wear the one before until it is done (`mirror.pipeline.wardrobe`).

What a person keeps of it, pictures and clips, is written by `mirror.saving`; what a mirror in a shop
needs behind its screens is `mirror.kiosk`. What is worn is put together in `mirror.dressing`, and
`mirror.artist` keeps it for a makeup artist, in an encrypted book of clients.

Imports go downward only, and a contract in pyproject.toml checks it: `cli`; `ui`, `evaluation`;
`kiosk`, `training`; `artist`; `dressing`; `pipeline`, `saving`; `catalogue`; `inference`, `makeup`;
`capture`; `core`; `settings_file`; `config`, `errors`, `logs`.
PySide6 is imported in `ui` alone, onnxruntime in `inference` alone, torch in `training` alone.
"""

import os as _os

# OpenCV reads these once, when it is first imported: cameras open seconds faster on Windows, and
# its warnings about cameras that are not there do not drown the sentence that says so.
_os.environ.setdefault("OPENCV_VIDEOIO_MSMF_ENABLE_HW_TRANSFORMS", "0")
_os.environ.setdefault("OPENCV_LOG_LEVEL", "ERROR")

__version__ = "0.1.0"
