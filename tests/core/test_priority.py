from __future__ import annotations

import os
import sys
import threading

import pytest

from mirror.core.priority import A_LITTLE, FAR, step_back


@pytest.mark.skipif(sys.platform != "linux", reason="threads have no priority of their own")
@pytest.mark.parametrize("niceness", [A_LITTLE, FAR])
def test_a_thread_steps_back_and_no_other_with_it(niceness: int) -> None:
    found = []

    def work() -> None:
        step_back(niceness)
        found.append(os.getpriority(os.PRIO_PROCESS, threading.get_native_id()))

    before = os.getpriority(os.PRIO_PROCESS, threading.get_native_id())
    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert found == [max(before, niceness)]
    assert os.getpriority(os.PRIO_PROCESS, threading.get_native_id()) == before
