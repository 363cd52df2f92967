"""Compiles per-pixel loops to machine code."""

from __future__ import annotations

from collections.abc import Callable
from typing import ParamSpec, TypeVar, cast

import numba

P = ParamSpec("P")
R = TypeVar("R")


def kernel(function: Callable[P, R]) -> Callable[P, R]:
    """Compiles a function of arrays and scalars with Numba, on its first call.

    The machine code is kept on disk, releases the GIL while it runs, and may be called from several
    threads at once. Floating-point sums may be re-ordered, but NaN and infinity keep their meaning.
    """
    compiled = numba.njit(
        cache=True, nogil=True, fastmath={"contract", "arcp", "reassoc", "nsz"}, error_model="numpy"
    )(function)
    return cast(Callable[P, R], compiled)
