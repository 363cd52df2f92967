"""What the mirror needs from the machine itself, and how it gets there.

Standard library alone: this runs before anything is installed.
"""

from __future__ import annotations

import ctypes
import importlib.util
import os
import platform
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence

OLDEST, NEWEST = (3, 11), (3, 13)

# What Qt's wheels load but do not bring, by the Debian package that has it. The first six are
# needed with no screen as well, the others by a window under X11 or Wayland.
LIBRARIES = {
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libwayland-cursor.so.0": "libwayland-cursor0",
    "libwayland-egl.so.1": "libwayland-egl1",
}

# The machines for which every locked package has a ready-made wheel (lock.py --prove), and the
# oldest glibc or macOS that PySide6's wheels run on.
OLDEST_GLIBC = {"x86_64": (2, 34), "aarch64": (2, 39)}
OLDEST_MACOS = (14, 0)


class SetupError(Exception):
    """Why the set-up cannot go on: one line for the person, with what to do about it."""


def check_python(version: tuple[int, ...] = sys.version_info[:3]) -> None:
    """Refuses a Python for which the lock has no packages.

    Raises:
        SetupError: The running Python is too old, too new, or has 32 bits.
    """
    if not OLDEST <= version[:2] <= NEWEST or sys.maxsize < 2**32:
        found = ".".join(map(str, version))
        raise SetupError(
            f"The mirror needs a 64-bit Python 3.{OLDEST[1]} to 3.{NEWEST[1]}, and {sys.executable} "
            f"is {found}; install one of these and start the mirror with it."
        )


def check_machine(
    system: str = sys.platform, machine: str | None = None, version: str | None = None
) -> None:
    """Refuses a machine for which not every package has a wheel.

    Args:
        system: As `sys.platform`.
        machine: As `platform.machine()`; None asks.
        version: Of macOS or glibc, such as “2.36”; empty if there is no glibc; None asks.

    Raises:
        SetupError: Says what is too old or of the wrong kind.
    """
    machine = machine or platform.machine()
    version = _system_version(system) if version is None else version
    found = tuple(int(part) for part in version.split(".")[:2] if part.isdigit())
    if system == "linux":
        oldest = OLDEST_GLIBC.get(machine)
        if oldest is None:
            raise SetupError(f"The mirror runs on Linux on x86_64 and aarch64, not on {machine}.")
        if found < oldest:
            raise SetupError(
                f"Qt's packages for Linux on {machine} need glibc {oldest[0]}.{oldest[1]} or newer, "
                f"and this system has {version or 'none'}; update the operating system."
            )
    elif system == "darwin":
        if machine != "arm64" or found < OLDEST_MACOS:
            raise SetupError(
                f"The mirror needs a Mac with Apple silicon and macOS {OLDEST_MACOS[0]} or newer; "
                f"this one is {machine} with macOS {version}."
            )
    elif system != "win32" or machine != "AMD64":
        raise SetupError(f"The mirror has no packages for {system} on {machine}.")


def _system_version(system: str) -> str:
    if system == "darwin":
        return platform.mac_ver()[0]
    if system != "linux":
        return ""
    try:
        return (os.confstr("CS_GNU_LIBC_VERSION") or "").partition(" ")[2]
    except (OSError, ValueError):
        return ""  # another C library, such as musl


def missing_packages(
    *,
    load: Callable[[str], object] = ctypes.CDLL,
    has_module: Callable[[str], object] = importlib.util.find_spec,
    system: str = sys.platform,
) -> list[str]:
    """The Debian packages that this machine lacks; empty on Windows and macOS.

    Args:
        load: Loads a shared library or raises OSError.
        has_module: Finds a module of the standard library, or None.
        system: As `sys.platform`.
    """
    if system != "linux":
        return []
    missing = []
    for library, package in LIBRARIES.items():
        try:
            load(library)
        except OSError:
            missing.append(package)
    if not has_module("ensurepip"):  # Debian keeps what virtual environments need apart
        missing.append(f"python3.{sys.version_info[1]}-venv")
    return missing


def install_packages(
    packages: Sequence[str],
    *,
    which: Callable[[str], str | None] = shutil.which,
    run: Callable[[list[str]], int] | None = None,
    is_root: bool | None = None,
) -> None:
    """Installs Debian packages, as root or by a sudo that asks for no password.

    Args:
        packages: What to install; nothing is run for none.
        which: Finds a program.
        run: Runs a command and gives its exit status.
        is_root: None asks.

    Raises:
        SetupError: It may not, or it failed; names the packages.
    """
    if not packages:
        return
    run = run or _run_quietly
    names = " ".join(packages)
    refusal = SetupError(
        f"System packages are missing: have “apt-get install {names}” run as root, or what these "
        "packages of Debian are called on your system, and start again."
    )
    if is_root is None:
        is_root = os.name == "posix" and os.geteuid() == 0
    apt = which("apt-get")
    may = is_root or (which("sudo") is not None and run(["sudo", "-n", "true"]) == 0)
    if apt is None or not may:
        raise refusal
    prefix = [] if is_root else ["sudo", "-n"]
    prefix += ["env", "DEBIAN_FRONTEND=noninteractive"]
    say(f"Installing system packages: {names}")
    run([*prefix, apt, "update", "-qq"])  # one dead source need not matter; the next line tells
    if run([*prefix, apt, "install", "-qq", "-y", "--no-install-recommends", *packages]) != 0:
        raise refusal


def say(text: str) -> None:
    """Tells the person; on standard error, because standard output belongs to the program."""
    print(text, file=sys.stderr, flush=True)


def _run_quietly(command: list[str]) -> int:
    """Runs a command that asks nothing and tells errors alone; its exit status."""
    nothing = subprocess.DEVNULL
    return subprocess.run(command, stdin=nothing, stdout=nothing, check=False).returncode
