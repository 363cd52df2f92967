"""Makes `.venv` what the locks say. Standard library alone: it runs before anything is installed.

pip comes with Python and installs uv, and uv installs the rest; both check every file's hash. PyTorch
alone comes by its version (`environment.TORCH_LOCK`), by pip, which takes the build that the machine's
own index or folder of wheels prefers.
Every change makes a new environment, and the old one lies in `.venv.old` until the new one is
whole. That costs seconds, since uv keeps what it has fetched, and no failure, power cut or
interrupt leaves a mirror that no longer starts, or packages that are only half there.
"""

from __future__ import annotations

import ast
import contextlib
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from environment import (
    LOCKS,
    TORCH_LOCK,
    TRAIN,
    UV_LOCK,
    claim,
    is_ours,
    is_ready,
    read_stamp,
    venv_python,
    write_stamp,
)
from system import (
    SetupError,
    check_machine,
    check_python,
    install_packages,
    missing_packages,
    say,
)

# uv reads none of pip's settings, so those that say where packages come from are handed on.
_PIP_TO_UV = {
    "index-url": "UV_DEFAULT_INDEX",
    "extra-index-url": "UV_INDEX",
    "find-links": "UV_FIND_LINKS",
    "no-index": "UV_NO_INDEX",
    "cert": "SSL_CERT_FILE",
    "proxy": "ALL_PROXY",
}
_COMPILE = "from mirror.core.warm import compile_kernels; compile_kernels()"


def install(root: Path, parts: Iterable[str]) -> int:
    """Installs some parts of the lock beside whatever parts were asked for before.

    Safe to run again, after an interruption, and from several processes at once.

    Args:
        root: The checkout.
        parts: Keys of `LOCKS`.

    Returns:
        The exit status: 0, or not 0 after one line on standard error that says what to do.
    """
    wanted = frozenset(parts)
    try:
        check_python()
        check_machine()
        with _only_one(root / ".venv.lock"):
            if not is_ready(root, wanted):  # another process may just have done it
                _install(root, wanted)
    except (SetupError, OSError) as error:
        say(str(error))
        return 1
    except KeyboardInterrupt:
        say("The set-up was interrupted; start again to try anew.")
        return 130
    return 0


def uv_settings(pip_config: str) -> dict[str, str]:
    """What uv has to be told to fetch packages from where pip would.

    Args:
        pip_config: The output of `pip config list`: lines such as `global.index-url='...'`.

    Returns:
        Environment variables for uv.
    """
    precedence = ("global", "install", ":env:")
    found: dict[tuple[int, str], str] = {}
    for line in pip_config.splitlines():
        key, _, value = line.partition("=")
        section, _, option = key.rpartition(".")
        if option in _PIP_TO_UV and section in precedence:
            with contextlib.suppress(ValueError, SyntaxError):
                found[precedence.index(section), option] = str(ast.literal_eval(value))
    settings = {}
    for (_, option), value in sorted(found.items()):
        separator = "," if option == "find-links" else " "
        settings[_PIP_TO_UV[option]] = separator.join(value.split())
    if "UV_INDEX" in settings:
        # As pip does it. Safe, because the lock pins every file by its hash.
        settings["UV_INDEX_STRATEGY"] = "unsafe-best-match"
    return settings


def _install(root: Path, wanted: frozenset[str]) -> None:
    folder, old = root / ".venv", root / ".venv.old"
    if folder.is_symlink() or (folder.exists() and not is_ours(folder)):
        raise SetupError(f"{folder} was not made by this set-up; move it away and start again.")
    _settle(root)
    if is_ready(root, wanted):
        return
    parts = wanted | read_stamp(root)[0]
    install_packages(missing_packages())
    say("Setting up the mirror in .venv, once: 1.2 GB on disk, a minute or more.")
    if TRAIN in parts:
        say("PyTorch adds 1 GB, or about 6 GB where the package index has it with CUDA.")
    if folder.exists():
        folder.rename(old)
    try:
        _build(root, parts)
    finally:
        _settle(root)
    say("Compiling, so that the first picture need not wait for it.")
    _run([str(venv_python(root)), "-P", "-c", _COMPILE], "compiling")


def _settle(root: Path) -> None:
    """Leaves one environment: the new one if it is whole, else the old one if that was, or none."""
    folder, old = root / ".venv", root / ".venv.old"
    if not read_stamp(root)[0]:
        _discard(folder)
        if old.exists():
            old.rename(folder)
    _discard(old)


def _discard(folder: Path) -> None:
    """Removes an environment; interrupted, it leaves no half of one in its place."""
    rubbish = folder.with_name(".venv.rubbish")
    shutil.rmtree(rubbish, ignore_errors=True)
    if folder.exists():
        folder.rename(rubbish)
        shutil.rmtree(rubbish, ignore_errors=True)


def _build(root: Path, parts: frozenset[str]) -> None:
    python = str(venv_python(root))
    _create(root / ".venv")
    pip = [python, "-m", "pip", "--disable-pip-version-check"]
    wheels = ["--require-hashes", "--only-binary", ":all:"]
    uv_lock = str(root / UV_LOCK)
    _run([*pip, "install", "--quiet", "--no-deps", *wheels, "-r", uv_lock], "installing uv")
    settings = uv_settings(_answer([*pip, "config", "list"]))
    locks = [str(root / LOCKS[part]) for part in LOCKS if part in parts]
    # Bytecode is made now, and not at the first start, which people wait for.
    sync = [python, "-m", "uv", "pip", "sync", "--compile-bytecode", "--python", python]
    sync += [*wheels, *locks]
    _run(sync, "installing the packages", env={**settings, **os.environ})
    if TRAIN in parts:
        torch = ["install", "--only-binary", ":all:", "-r", str(root / TORCH_LOCK)]
        _run([*pip, *torch], "installing PyTorch")
    _make_importable(root, python)
    write_stamp(root, parts)


def _create(folder: Path) -> None:
    claim(folder)
    _run([sys.executable, "-m", "venv", str(folder)], "creating .venv")


def _make_importable(root: Path, python: str) -> None:
    """Lets the environment import the checkout's package, from any folder."""
    packages = Path(
        _answer([python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"])
    )
    # Relative, so that the checkout may be moved.
    path = os.path.relpath(root.resolve(), packages.resolve())
    (packages / "mirror-checkout.pth").write_text(path + "\n", encoding="utf-8")


def _answer(command: Sequence[str]) -> str:
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=False)
    if done.returncode:
        raise SetupError(f"The set-up failed: “{' '.join(command)}” does not work, as told above.")
    return done.stdout.strip()


def _run(command: Sequence[str], doing: str, env: Mapping[str, str] | None = None) -> None:
    """Runs one step, with its output on standard error.

    Raises:
        SetupError: It failed.
    """
    done = subprocess.run(
        command, stdin=subprocess.DEVNULL, stdout=sys.stderr.fileno(), env=env, check=False
    )
    if done.returncode:
        raise SetupError(
            f"The set-up failed while {doing}, as told above; start again to try anew."
        )


@contextlib.contextmanager
def _only_one(path: Path) -> Iterator[None]:
    """Waits until no other process is in here; the system frees it when a process dies."""
    with path.open("ab") as file:
        if not _try_lock(file.fileno()):
            say("Another set-up of the mirror is at work; waiting for it.")
            while not _try_lock(file.fileno()):
                time.sleep(0.2)
        yield


if sys.platform == "win32":

    def _try_lock(descriptor: int) -> bool:
        import msvcrt

        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:

    def _try_lock(descriptor: int) -> bool:
        import fcntl

        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True
