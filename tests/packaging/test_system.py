from __future__ import annotations

import sys

import pytest

from system import (
    LIBRARIES,
    SetupError,
    check_machine,
    check_python,
    install_packages,
    missing_packages,
)


@pytest.mark.parametrize("version", [(3, 11, 0), (3, 12, 9), (3, 13, 1)])
def test_accepts_the_supported_pythons(version: tuple[int, int, int]) -> None:
    check_python(version)


@pytest.mark.parametrize("version", [(3, 9, 2), (3, 10, 13), (3, 14, 0), (4, 0, 0)])
def test_refuses_another_python_in_one_line(version: tuple[int, int, int]) -> None:
    with pytest.raises(SetupError, match=r"3\.11 to 3\.13.* is \d+\.\d+\.\d+; install") as caught:
        check_python(version)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("system", "machine", "version"),
    [
        ("linux", "x86_64", "2.36"),
        ("linux", "aarch64", "2.39"),
        ("win32", "AMD64", ""),
        ("darwin", "arm64", "14.0"),
        ("darwin", "arm64", "26.1"),
    ],
)
def test_accepts_machines_that_have_wheels(system: str, machine: str, version: str) -> None:
    check_machine(system, machine, version)


@pytest.mark.parametrize(
    ("system", "machine", "version", "reason"),
    [
        ("linux", "x86_64", "2.31", "need glibc 2.34 .* has 2.31"),
        ("linux", "aarch64", "2.36", "need glibc 2.39 .* has 2.36"),
        ("linux", "x86_64", "", "has none"),
        ("linux", "armv7l", "2.39", "not on armv7l"),
        ("darwin", "x86_64", "14.0", "Apple silicon"),
        ("darwin", "arm64", "13.6", "macOS 14"),
        ("win32", "ARM64", "", "win32 on ARM64"),
        ("freebsd14", "amd64", "", "freebsd14"),
    ],
)
def test_refuses_machines_without_wheels(
    system: str, machine: str, version: str, reason: str
) -> None:
    with pytest.raises(SetupError, match=reason):
        check_machine(system, machine, version)


def test_this_machine_can_run_what_the_tests_run_on() -> None:
    check_python()
    check_machine()


def _nothing_loads(library: str) -> None:
    raise OSError(library)


def test_names_the_package_of_every_library_that_does_not_load() -> None:
    def load(library: str) -> None:
        if library == "libxcb-cursor.so.0":
            raise OSError(library)

    assert missing_packages(load=load, system="linux") == ["libxcb-cursor0"]
    everything = missing_packages(load=_nothing_loads, system="linux")
    assert everything == list(LIBRARIES.values())


def test_names_the_package_of_a_python_that_cannot_make_environments() -> None:
    missing = missing_packages(load=lambda _: None, has_module=lambda _: None, system="linux")
    assert missing == [f"python3.{sys.version_info[1]}-venv"]
    assert missing_packages(load=lambda _: None, system="linux") == []


@pytest.mark.parametrize("system", ["win32", "darwin"])
def test_other_systems_need_no_packages(system: str) -> None:
    assert missing_packages(load=_nothing_loads, system=system) == []


class Machine:
    """Programs that are there, and what they answer."""

    def __init__(self, *programs: str, failing: str = "") -> None:
        self.programs = programs
        self.failing = failing
        self.commands: list[str] = []

    def which(self, program: str) -> str | None:
        return program if program in self.programs else None

    def run(self, command: list[str]) -> int:
        self.commands.append(" ".join(command))
        return int(bool(self.failing) and self.failing in self.commands[-1])

    def install(self, packages: list[str], *, is_root: bool) -> None:
        install_packages(packages, which=self.which, run=self.run, is_root=is_root)


def test_root_installs_without_sudo() -> None:
    machine = Machine("apt-get")
    machine.install(["libgl1", "libegl1"], is_root=True)
    assert not any("sudo" in command for command in machine.commands)
    assert machine.commands[-1].endswith(
        "apt-get install -qq -y --no-install-recommends libgl1 libegl1"
    )


def test_a_sudo_that_asks_nothing_is_used() -> None:
    machine = Machine("apt-get", "sudo")
    machine.install(["libgl1"], is_root=False)
    assert machine.commands[0] == "sudo -n true"
    assert machine.commands[-1].startswith(
        "sudo -n env DEBIAN_FRONTEND=noninteractive apt-get install"
    )


def test_a_dead_package_source_alone_does_not_stop_it() -> None:
    Machine("apt-get", failing="update").install(["libgl1"], is_root=True)


@pytest.mark.parametrize(
    ("machine", "is_root"),
    [
        (Machine("apt-get"), False),
        (Machine("apt-get", "sudo", failing="sudo -n true"), False),
        (Machine("sudo"), True),
        (Machine("apt-get", failing="install"), True),
    ],
    ids=["no sudo", "sudo asks for a password", "no apt", "apt fails"],
)
def test_otherwise_one_line_names_the_packages(machine: Machine, is_root: bool) -> None:
    with pytest.raises(SetupError, match="libgl1 libegl1") as caught:
        machine.install(["libgl1", "libegl1"], is_root=is_root)
    assert "\n" not in str(caught.value)


def test_nothing_missing_runs_nothing() -> None:
    machine = Machine("apt-get", "sudo")
    machine.install([], is_root=False)
    assert machine.commands == []
