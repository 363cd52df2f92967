from __future__ import annotations

import numpy as np
import pytest
import zxingcpp

from mirror.kiosk.qr import QUIET_ZONE, qr_modules


def test_a_reader_reads_it() -> None:
    text = "http://192.168.178.123:54321/" + "aB3_-xyz" * 4
    modules = qr_modules(text)
    assert modules.shape[0] == modules.shape[1] <= 49, "large modules are read from afar"
    picture = np.where(np.kron(modules, np.ones((4, 4))) > 0, 0, 255).astype(np.uint8)
    (found,) = zxingcpp.read_barcodes(picture)
    assert found.text == text


def test_it_has_its_quiet_zone() -> None:
    modules = qr_modules("x")
    inside = modules[QUIET_ZONE:-QUIET_ZONE, QUIET_ZONE:-QUIET_ZONE]
    assert modules.sum() == inside.sum()
    assert inside[0].any()


def test_a_text_that_does_not_fit() -> None:
    with pytest.raises(ValueError, match="too large"):
        qr_modules("x" * 5000)
