"""How the C library keeps memory while a network trains."""

from __future__ import annotations

import ctypes
import sys

# Numbers of glibc's <malloc.h>.
_TRIM_THRESHOLD, _TOP_PAD, _MMAP_THRESHOLD = -1, -2, -3


def keep_freed_memory() -> bool:
    """Has glibc keep large buffers that are freed; to be called before PyTorch allocates any.

    Every step frees and allocates the same large buffers again. glibc gives each of them back to
    the kernel, which then clears page after page anew: a third of a step's time on a CPU. A process
    that has been told so holds the most memory that it ever used.

    Returns:
        Whether there is a glibc that has taken the advice.
    """
    if sys.platform != "linux":
        return False
    try:
        mallopt = ctypes.CDLL(None).mallopt
    except (OSError, AttributeError):  # another C library, such as musl
        return False
    advice = ((_MMAP_THRESHOLD, 1 << 30), (_TRIM_THRESHOLD, 2_000_000_000), (_TOP_PAD, 256 << 20))
    taken = [
        mallopt(option, value) == 1 for option, value in advice
    ]  # each, whatever the others do
    return all(taken)
