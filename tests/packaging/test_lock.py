from __future__ import annotations

from lock import PLATFORMS, PYTHONS, names_in
from system import OLDEST_GLIBC


def test_names_are_those_of_the_entries_each_once() -> None:
    lock = (
        "av==18.1.0 \\\n    --hash=sha256:00\n"
        "numpy==2.4.6 ; python_version < '3.12' \\\n    --hash=sha256:01\n"
        "numpy==2.5.5 ; python_version >= '3.12' \\\n    --hash=sha256:02\n"
        "# scipy==1.0\n"
    )
    assert names_in(lock) == ["av", "numpy"]


def test_the_proof_covers_every_supported_machine() -> None:
    assert PYTHONS == ("3.11", "3.12", "3.13")
    linux = [platform for platform in PLATFORMS if "manylinux" in platform]
    assert [platform.split("-")[0] for platform in linux] == list(OLDEST_GLIBC)
    assert any("windows" in platform for platform in PLATFORMS)
    assert any("apple" in platform for platform in PLATFORMS)
