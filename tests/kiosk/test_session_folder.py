from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from mirror.errors import KioskError
from mirror.kiosk import session_folder
from mirror.kiosk.forgetting import forget
from mirror.kiosk.session_folder import PREFIX, SessionFolder, places, remove_stale

posix = pytest.mark.skipif(os.name != "posix", reason="of POSIX")


@pytest.fixture
def stolen(tmp_path: Path) -> Path:
    """Files outside, to which links lead."""
    folder = tmp_path / "outside"
    folder.mkdir()
    (folder / "kept.jpg").write_bytes(b"kept")
    return folder


@pytest.fixture
def place(tmp_path: Path) -> Path:
    place = tmp_path / "memory"
    place.mkdir()
    return place


def _fill(folder: Path) -> None:
    (folder / "deep" / "deeper").mkdir(parents=True)
    (folder / "snapshot.jpg").write_bytes(b"face" * 1000)
    (folder / "deep" / "deeper" / "empty").touch()
    read_only = folder / "deep" / "read-only.png"
    read_only.write_bytes(b"face")
    read_only.chmod(0o400)


def test_a_visit(place: Path) -> None:
    with SessionFolder([place]) as folder:
        assert folder.path.parent == place
        assert folder.left() == []
        _fill(folder.path)
        assert folder.left() == ["deep", "snapshot.jpg"]
        assert forget([folder]).clean
        assert folder.path.is_dir(), "there for the next one"
        _fill(folder.path)
    assert list(place.iterdir()) == []
    folder.close()


@posix
def test_nobody_else_can_look_into_it(place: Path) -> None:
    with SessionFolder([place]) as folder:
        assert stat.S_IMODE(folder.path.stat().st_mode) == 0o700


@posix
def test_files_are_overwritten_before_they_are_removed(place: Path) -> None:
    with SessionFolder([place]) as folder:
        path = folder.path / "snapshot.jpg"
        path.write_bytes(b"face" * 700_000)
        with path.open("rb") as still_open:
            folder.wipe()
            assert not path.exists()
            assert still_open.read() == bytes(2_800_000)


@posix
def test_links_are_removed_and_not_followed(place: Path, stolen: Path) -> None:
    with SessionFolder([place]) as folder:
        (folder.path / "file").symlink_to(stolen / "kept.jpg")
        (folder.path / "folder").symlink_to(stolen)
        folder.wipe()
        assert folder.left() == []
    assert (stolen / "kept.jpg").read_bytes() == b"kept"


def test_what_cannot_be_removed_is_told_and_the_rest_is_gone(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    unlink = Path.unlink

    def stubborn(path: Path, missing_ok: bool = False) -> None:
        if path.name == "b.jpg":
            raise PermissionError(13, "in use")
        unlink(path, missing_ok)

    with SessionFolder([place]) as folder:
        for name in "abc":
            (folder.path / f"{name}.jpg").write_bytes(b"face")
        monkeypatch.setattr(Path, "unlink", stubborn)
        forgotten = forget([folder])
        monkeypatch.undo()
        assert not forgotten.clean
        assert forgotten.outcomes[0].left[0] == "b.jpg"
        assert folder.left() == ["b.jpg"]
        assert (folder.path / "b.jpg").read_bytes() == bytes(4)


def test_a_crash_leaves_a_folder_that_the_next_start_removes(place: Path) -> None:
    code = (
        "import os, sys; from pathlib import Path\n"
        "from mirror.kiosk.session_folder import SessionFolder\n"
        "folder = SessionFolder([Path(sys.argv[1])])\n"
        "(folder.path / 'snapshot.jpg').write_bytes(b'face')\n"
        "print('there', flush=True); sys.stdin.read(); os._exit(1)\n"
    )
    command = [sys.executable, "-c", code, str(place)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as kiosk:
        assert kiosk.stdout is not None
        assert kiosk.stdout.readline().strip() == b"there"
        assert remove_stale([place]) == []
        assert len(list(place.iterdir())) == 1, "its process is alive"
        kiosk.communicate()
    assert len(list(place.iterdir())) == 1
    assert remove_stale([place]) == []
    assert list(place.iterdir()) == []


def test_a_folder_without_a_lock_is_stale(place: Path) -> None:
    (place / f"{PREFIX}abc").mkdir()
    (place / f"{PREFIX}abc" / "snapshot.jpg").write_bytes(b"face")
    (place / "another").mkdir()
    assert remove_stale([place, place / "gone"]) == []
    assert [one.name for one in place.iterdir()] == ["another"]


@posix
def test_what_is_no_folder_of_ours_is_left_alone(
    place: Path, stolen: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (place / f"{PREFIX}link").symlink_to(stolen)
    (place / f"{PREFIX}file").write_bytes(b"x")
    assert remove_stale([place]) == []
    assert (stolen / "kept.jpg").exists()
    (place / f"{PREFIX}theirs").mkdir()
    monkeypatch.setattr(os, "getuid", lambda: -1)
    remove_stale([place])
    assert (place / f"{PREFIX}theirs").is_dir()


def test_a_stale_folder_that_stays_is_told(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (place / f"{PREFIX}abc").mkdir()

    def fail(_: Path) -> None:
        raise PermissionError

    monkeypatch.setattr(session_folder, "_remove", fail)
    assert remove_stale([place]) == [place / f"{PREFIX}abc"]


def test_memory_comes_before_the_disk(tmp_path: Path) -> None:
    runtime, shared, disk = (tmp_path / name for name in ("run", "shm", "disk"))
    for one in (runtime, shared, disk):
        one.mkdir()
    mounts = tmp_path / "mounts"
    mounts.write_text(f"a {tmp_path} ext4 rw 0 0\nb {shared} tmpfs rw 0 0\nbroken\n")
    assert places(mounts, str(runtime), shared)[0] == shared, "the other one is on the disk"
    mounts.write_text(f"a {runtime} tmpfs rw 0 0\nb {shared} tmpfs rw 0 0\n")
    assert places(mounts, str(runtime), shared)[:2] == [runtime, shared]
    assert len(places(tmp_path / "none", None, shared)) == 1


def test_where_it_can_be_made_nowhere(tmp_path: Path, place: Path) -> None:
    with SessionFolder([tmp_path / "gone", place]) as folder:
        assert folder.path.parent == place
    with pytest.raises(KioskError, match="no folder"):
        SessionFolder([tmp_path / "gone"])


@pytest.mark.skipif(sys.platform != "linux", reason="of Linux")
def test_this_machine() -> None:
    with SessionFolder() as folder:
        (folder.path / "snapshot.jpg").write_bytes(b"face")
    assert not folder.path.exists()
