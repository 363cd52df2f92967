"""Mirror: a desktop virtual mirror that shows a person wearing makeup, live.

Makeup is a film: a product on skin lets some of its light through and adds some of its own, so
every layer, whatever made it, is one value, `seen = T * skin + E` in linear light, painted in the
face's canonical UV space and moved with the face's mesh (`mirror.core.film`).

    source -> Frame -> FaceTracker -> Face ---------+-> composite -> Rendered -> window
                                                    |
    look -> shade painter -> Film and strokes ------+

Imports go downward only, and a contract in pyproject.toml checks it: `cli`; `ui`; `pipeline`;
`inference`, `capture`, `makeup`; `core`; `config`, `errors`, `logs`. PySide6 is imported in `ui`
alone, onnxruntime in `inference` alone.
"""

__version__ = "0.1.0"
