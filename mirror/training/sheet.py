"""A sheet of samples: a column a look, from reference to result."""

from __future__ import annotations

import numpy as np
import torch
from PIL import Image
from torch import Tensor

from mirror.training.colour import encoded
from mirror.training.triplets import Triplets


@torch.no_grad()
def sheet(triplets: Triplets, picture: Tensor, bare: Tensor) -> Image.Image:
    """Rows: reference, live face, what was to come out, what came out, what is taken for bare."""
    count = len(picture)
    rows = [
        triplets.reference[:count],
        triplets.source.picture,
        triplets.made,
        picture,
        bare.expand(-1, 3, -1, -1) ** 2.2,
    ]
    drawn = [torch.cat(list(encoded(row.float()).cpu()), dim=2) for row in rows]
    pixels = torch.cat(drawn, dim=1).permute(1, 2, 0).numpy()
    return Image.fromarray(np.rint(pixels * 255).astype(np.uint8))
