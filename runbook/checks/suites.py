"""Did the tests pass for the very commit that is released (chapter P1.2)? Asked of the record that they keep here."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import ClassVar

from runbook.actions import Question, Ran
from runbook.checks import About, Answers, Case, Check, Outcome, no, ran, run, unknown, yes

RECORD = ".record/suites.jsonl"
"""One line a session: `{"at", "commit", "dirty", "chosen", "files": {path: [passed, failed]}}`, `chosen` being the marks
that were asked for; written by the tests, never committed."""

_HEAD = ran("a" * 40 + "\n")
_LISTED = ran("tests/x/test_a.py\ntests/x/test_b.py\n")


def _line(commit: str = "a" * 40, dirty: bool = False, chosen: str = "", **files: tuple[int, int]) -> str:
    told = {f"tests/x/{name}.py": counts for name, counts in files.items()}
    line = {"at": "2026-11-26T12:00:00", "commit": commit, "dirty": dirty, "chosen": chosen, "files": told}
    return json.dumps(line) + "\n"


_CASES = (
    Case("yes", [_HEAD, _LISTED, ran(_line(test_a=(3, 0)) + _line(test_b=(2, 0)))]),
    Case("no", [_HEAD, _LISTED, ran(_line(test_a=(3, 0), test_b=(2, 1)))]),
    Case(
        "yes",
        [_HEAD, _LISTED, ran(_line(chosen="not long", test_a=(3, 0)) + _line(chosen="long", test_b=(2, 0)))],
    ),
    Case(
        "no",
        [
            _HEAD,
            _LISTED,
            ran(
                _line(test_b=(2, 0))
                + _line(chosen="not long", test_a=(3, 1))
                + _line(chosen="long", test_a=(1, 0))
            ),
        ],
    ),
    Case(
        "yes",
        [_HEAD, _LISTED, ran(_line(chosen="long", test_a=(0, 1)) + _line(test_a=(3, 0), test_b=(2, 0)))],
    ),
    Case("unknown", [_HEAD, _LISTED, ran(_line(test_a=(3, 0)))]),
    Case("unknown", [_HEAD, _LISTED, ran(_line("b" * 40, test_a=(3, 0), test_b=(2, 0)))]),
    Case("unknown", [_HEAD, _LISTED, ran(_line(dirty=True, test_a=(3, 0), test_b=(2, 0)))]),
    Case("unknown", [_HEAD, _LISTED, ran(code=1, errors="cat: .record/suites.jsonl: No such file")]),
    Case("unknown", [ran(code=128, errors="fatal: not a git repository"), _LISTED, ran("")]),
)


class _Suite(Check):
    """Some files of the tests."""

    files: ClassVar[tuple[str, ...]]
    level = "advised"
    cases = _CASES

    def asks(self, about: About) -> tuple[Question, ...]:
        where = about.sources
        return (
            run("git", "rev-parse", "HEAD", folder=where),
            run("git", "ls-files", *self.files, folder=where),
            run("cat", RECORD, folder=where),
        )

    def look(self, about: About, answers: Answers) -> Outcome:
        for answer in answers:
            if not isinstance(answer, Ran) or answer.code != 0:
                return unknown(answer)
        head, listed, record = (answer for answer in answers if isinstance(answer, Ran))
        commit, files = head.output.strip(), listed.output.split()
        counts = _counts(record.output.splitlines(), commit)
        failed = [path for path in files if counts.get(path, (0, 0))[1]]
        if failed:
            return no(f"tests of {len(failed)} files failed last at {commit[:12]}, {failed[0]} first")
        missing = [path for path in files if path not in counts]
        if missing or not files:
            told = f"{len(missing)} of {len(files)} files were not run clean at {commit[:12]}"
            return Outcome("unknown", f"{told}, {missing[0]} first" if missing else told)
        passed = sum(counts[path][0] for path in files)
        return yes(f"{passed} tests of {len(files)} files passed at {commit[:12]}")


def _counts(lines: Iterable[str], commit: str) -> dict[str, tuple[int, int]]:
    """File -> passed and failed, when it was last run on that very commit and nothing else.

    A run that chose by marks says nothing of what it left out: what passed of the long tests takes back no failure of
    the others. One that chose none replaces all that was said of its files.
    """
    found: dict[str, dict[str, tuple[int, int]]] = {}
    for line in lines:
        told = json.loads(line)
        if told["commit"] != commit or told["dirty"]:
            continue
        chosen = told.get("chosen", "")
        for path, (passed, failed) in told["files"].items():
            before = found.get(path, {}) if chosen else {}
            found[path] = {**before, chosen: (int(passed), int(failed))}
    return {path: _summed(by.values()) for path, by in found.items()}


def _summed(counts: Iterable[tuple[int, int]]) -> tuple[int, int]:
    passed, failed = zip(*counts, strict=True)
    return sum(passed), sum(failed)


class WholeSuite(_Suite):
    """Every test but the slow ones passed for this commit."""

    covers = ("R005",)
    files = ("tests/creditai/**/test_*.py", "tests/runbook/**/test_*.py", "tests/house/test_*.py")
    hint = "make test and make test-long, from what is committed."


class IntegrationSuite(_Suite):
    """What works on real PostgreSQL, Valkey and stand-ins of outside parties passed for this commit."""

    covers = ("R006",)
    files = tuple(
        f"tests/creditai/{room}/test_*.py" for room in ("store", "flows", "web", "health", "flags", "limits")
    )
    hint = (
        "make test and make test-long, or pytest over tests/creditai/{store,flows,web,health,flags,limits}."
    )


class SecuritySuite(_Suite):
    """Tenancy, hostile requests, canaries, keys and redaction passed for this commit."""

    covers = ("R007",)
    files = (
        *(f"tests/creditai/web/test_{name}.py" for name in ("security", "tenancy", "hostile_requests", "canaries", "edge")),
        *(f"tests/creditai/store/test_{name}.py" for name in ("tenancy", "catalogue", "keys")),
        "tests/creditai/test_strength.py",
        "tests/house/test_tree.py",
        "tests/runbook/test_redaction.py",
    )  # fmt: skip
    hint = "make test and make test-long, or pytest over the files that the check lists."


class PerformanceSuite(_Suite):
    """Quick to start, switched without loss, judged in time: tests with thresholds passed for this commit."""

    covers = ("R008",)
    files = ("tests/house/test_start.py", "tests/runbook/test_lossless.py", "tests/runbook/judge/test_*.py")
    hint = "make test and make test-long; `make bench` measures the rest as ratios."
