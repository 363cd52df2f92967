"""The 478 landmarks of one face in a known region of the frame."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from mirror.inference.region import Region, crop, landmarks_to_frame, region_of_landmarks

if TYPE_CHECKING:
    from mirror.core.types import Floats, Pixels
    from mirror.inference.session import ModelSession

MIN_PRESENCE = 0.5


@dataclass(frozen=True, slots=True, eq=False)
class Located:
    """What the landmark model says about one region.

    Attributes:
        landmarks_px: 478x3 float32 in pixels of the frame, as in `Face`.
        presence: 0..1, how sure the model is that there is a face at all.
        region: The square around these landmarks: where to look next.
    """

    landmarks_px: Floats
    presence: float
    region: Region

    @property
    def is_face(self) -> bool:
        """Whether the model believes that it saw a face."""
        return self.presence >= MIN_PRESENCE


class LandmarkModel:
    """The landmark model on a verified session."""

    def __init__(self, session: ModelSession) -> None:
        self._session = session
        self._cut = session.preprocessing

    @property
    def margin(self) -> float:
        """Side of the region to look at over the longer side of the face's box."""
        return self._cut.margin

    def locate(self, pixels: Pixels, region: Region) -> Located:
        """Finds the landmarks of the face in a region.

        Args:
            pixels: The frame, HxWx3 uint8 BGR.
            region: A square around the face with the model's `margin`, level with its eyes.
        """
        size = self._cut.size
        landmarks, presence = self._session.run(crop(pixels, region, self._cut))
        placed = landmarks_to_frame(landmarks, region, size)
        return Located(placed, float(presence[0]), region_of_landmarks(placed, self._cut.margin))
