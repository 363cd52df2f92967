"""How a kiosk is doing, for its staff."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mirror.kiosk.forgetting import Forgotten
    from mirror.pipeline.engine import EngineStatus
    from mirror.pipeline.stats import Timings
    from mirror.ui.kiosk.give_along import GiveAlong


def facts(
    status: EngineStatus, timings: Timings, giving: GiveAlong, forgotten: Forgotten | None
) -> Mapping[str, str]:
    """What the staff are shown, in this order: what, and how it is.

    Args:
        status: The engine's.
        timings: Of the pictures that were shown last.
        giving: Whether pictures can be taken along.
        forgotten: What the last wipe came to; None before the first.
    """
    worker = status.worker
    return {
        "Camera": "-" if status.feed is None else status.feed.name,
        "Makeup": worker.state.value,
        "Frames a second": "-" if timings.fps is None else f"{timings.fps:.0f}",
        "Failures": str(worker.failures),
        "Restarts": str(worker.restarts),
        "Hand-off": giving.why_not or ("-" if giving.server is None else "ready"),
        "Last wipe": "-" if forgotten is None else _wiped(forgotten),
    }


def _wiped(forgotten: Forgotten) -> str:
    return "clean" if forgotten.clean else str(forgotten)
