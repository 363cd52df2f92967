from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable

import pytest

from mirror.cli import doctor
from mirror.cli.checks import CHECKS, Finding


def _run(*arguments: str) -> int:
    parser = argparse.ArgumentParser()
    doctor.configure(parser)
    return doctor.run(parser.parse_args(arguments))


def _python(code: str) -> list[str]:
    return [sys.executable, "-c", code]


def _finds(**findings: Finding) -> Callable[[str], Finding]:
    return lambda name: findings.get(name, Finding({"fine": "yes"}))


def test_the_real_machine_is_examined(capsys: pytest.CaptureFixture[str]) -> None:
    assert _run("--json") == 0
    report = json.loads(capsys.readouterr().out)
    assert report["ok"] is True
    assert report["problems"] == []
    assert report["models"]["face_landmarks"]["runs on"].endswith("ExecutionProvider, fp32")
    assert set(CHECKS) <= set(report)


def test_a_report_for_people(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    camera = Finding({"Webcam (0)": ["1280x720, 30 fps, MJPG"]}, notes=["It is dark."])
    monkeypatch.setattr(doctor, "examine", _finds(cameras=camera))
    assert _run() == 0
    lines = capsys.readouterr().out.splitlines()
    at = lines.index("cameras")
    assert lines[at + 1 : at + 3] == ["  Webcam (0)", "    1280x720, 30 fps, MJPG"]
    assert lines[-3:] == ["notes", "  It is dark.", "The mirror can run here."]


@pytest.mark.parametrize("arguments", [[], ["--json"]])
def test_a_problem_is_told_and_the_status_is_1(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], arguments: list[str]
) -> None:
    monkeypatch.setattr(doctor, "examine", _finds(screen=Finding({}, ["There is no screen."])))
    assert _run(*arguments) == 1
    out = capsys.readouterr().out
    assert "There is no screen." in out
    assert "fine" in out, "the other findings are told all the same"
    assert arguments or "screen\n  nothing found\n" in out


def test_a_check_that_crashes_is_a_problem_with_its_reason() -> None:
    code = "import os, sys; print('no display', 'more', sep='\\n', file=sys.stderr); "
    finding = doctor.examine("screen", command=_python(code + "sys.stderr.flush(); os.abort()"))
    assert finding.problems == ["The check of “screen” failed: no display."]


def test_a_check_that_raises_is_a_problem_with_its_reason() -> None:
    finding = doctor.examine("cameras", command=_python("raise ImportError('no cv2')"))
    assert finding.problems == ["The check of “cameras” failed: ImportError: no cv2."]


def test_a_check_that_ends_without_a_word_is_a_problem() -> None:
    finding = doctor.examine("models", command=_python("raise SystemExit(3)"))
    assert finding.problems == ["The check of “models” ended with status 3."]


def test_a_check_that_hangs_is_a_problem() -> None:
    finding = doctor.examine(
        "cameras",
        command=_python("input_ = __import__('threading').Event().wait()"),
        patience_s=0.5,
    )
    assert finding.problems == ["The check of “cameras” gave no answer in 0.5 seconds."]


def test_what_libraries_print_does_not_spoil_the_finding() -> None:
    finding = doctor.examine(
        "disk", command=_python("print('hello'); print('{\"facts\": {\"a\": 1}}')")
    )
    assert finding == Finding({"a": 1})


def test_a_screen_that_qt_cannot_reach_is_a_problem(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QT_QPA_PLATFORM", "no-such-platform")
    (problem,) = doctor.examine("screen").problems
    assert "no-such-platform" in problem
