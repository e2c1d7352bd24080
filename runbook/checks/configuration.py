"""What the release will be told (chapter P3): secrets by reference, and an edge that nginx itself finds right."""

from __future__ import annotations

import json
from pathlib import Path

from runbook.actions import Question, Ran
from runbook.checks import About, Answers, Case, Check, Outcome, no, product, ran, run, unknown, yes
from runbook.counting import counted


class Secrets(Check):
    """Each secret's file is there and nobody else may read it."""

    covers = ("R031",)
    hint = (
        "Write the secret to that file, chmod 600, and let it belong to the account that the release runs as."
    )
    cases = (
        Case("yes", [ran("600 42 /etc/creditai/database\n400 64 /etc/creditai/token\n")]),
        Case("no", [ran("644 42 /etc/creditai/database\n")]),
        Case("no", [ran("600 3 /etc/creditai/database\n")]),
        Case(
            "no",
            [ran("600 42 /a\n", 1, "stat: cannot statx '/etc/creditai/token': No such file or directory")],
        ),
        Case("unknown", [ran(code=-1, errors="No such file or directory: 'stat'")]),
    )

    def asks(self, about: About) -> tuple[Question, ...]:
        given = (*about.environment.secrets.values(), about.environment.operator_token)
        paths = [Path(g.removeprefix("file:")).expanduser() for g in given if g.startswith("file:")]
        told = [str(path) for path in paths if not self._yet_to_be_made(about, path)]
        return (run("stat", "-c", "%a %s %n", *told),) if told else ()

    def _yet_to_be_made(self, about: About, path: Path) -> bool:
        """Where the parts are this machine's, the first release makes their secrets."""
        made_here = about.environment.parts and about.environment.state / "parts" in path.parents
        return made_here and about.live is None and not path.exists()

    def look(self, about: About, answers: Answers) -> Outcome:
        (answer,) = answers
        if not isinstance(answer, Ran) or answer.code not in (0, 1):
            return unknown(answer)
        if answer.code == 1:
            return no(answer.errors.strip()[-200:])
        rows = [line.split(None, 2) for line in answer.output.splitlines()]
        bad = [f"{path} ({mode})" for mode, size, path in rows if not mode.endswith("00")]
        short = [f"{path} ({size} bytes)" for mode, size, path in rows if int(size) < 12]
        return (
            no(", ".join(bad + short))
            if bad or short
            else yes(f"{counted(len(rows), 'file')}, closed to others")
        )


class Settings(Check):
    """The release that serves finds every setting that it needs, well-formed."""

    covers = ("R030", "R032")
    of_release = True
    hint = "`creditai settings check` names the variable and what it may be."
    cases = (
        Case("yes", [ran("{}")]),
        Case("no", [ran(code=2, errors="creditai: CREDITAI_DATABASE must be given.")]),
        Case("no", [ran('{\n "faults": [\n  "CREDITAI_PEPPER is weak."\n ]\n}\n', code=1)]),
        Case("unknown", [ran(code=-1, errors="Permission denied")]),
    )

    def asks(self, about: About) -> tuple[Question, ...]:
        return product(about, "settings", "check", "--json")

    def look(self, about: About, answers: Answers) -> Outcome:
        (answer,) = answers
        if not isinstance(answer, Ran) or answer.code < 0:
            return unknown(answer)
        if answer.code == 0:
            return yes("all given")
        if answer.output.lstrip().startswith("{"):
            return no(" ".join(json.loads(answer.output)["faults"]))
        return no((answer.errors or answer.output).strip()[-200:])


class Edge(Check):
    """nginx itself finds the edge's configuration right, its certificate and key included."""

    covers = ("R035",)
    hint = "The sentence names file and line; the environment file has the certificate's and the key's paths."
    cases = (
        Case("yes", [ran(errors="nginx: configuration file /s/edge/nginx.conf test is successful\n")]),
        Case("no", [ran(code=1, errors='nginx: [emerg] cannot load certificate "/c.pem"')]),
        Case("unknown", [ran(code=-1, errors="No such file or directory: 'nginx'")]),
    )

    def asks(self, about: About) -> tuple[Question, ...]:
        return () if about.edge_proof is None else (about.edge_proof,)

    def look(self, about: About, answers: Answers) -> Outcome:
        (answer,) = answers
        if not isinstance(answer, Ran) or answer.code < 0:
            return unknown(answer)
        lines = answer.errors.strip().splitlines() or ["nginx said nothing"]
        return yes("the test is successful") if answer.code == 0 else no(lines[0][-200:])
