from __future__ import annotations

import os
import signal
import sys

import pytest

from mirror.training.stopping import StopRequest

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals come otherwise there")


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_is_a_wish_that_is_heard(
    number: signal.Signals, capfd: pytest.CaptureFixture[str]
) -> None:
    before = signal.getsignal(number)
    with StopRequest() as stop:
        assert not stop()
        os.kill(os.getpid(), number)
        assert stop()
        assert stop.signal is number
    assert signal.getsignal(number) is before
    assert "Stopping after this step" in capfd.readouterr().err


def test_a_second_one_does_what_it_always_does() -> None:
    with StopRequest() as stop:
        os.kill(os.getpid(), signal.SIGINT)
        assert stop()
        with pytest.raises(KeyboardInterrupt):
            os.kill(os.getpid(), signal.SIGINT)
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


def test_without_a_signal_nobody_is_stopped() -> None:
    with StopRequest() as stop:
        pass
    assert not stop()
    assert stop.signal is None
