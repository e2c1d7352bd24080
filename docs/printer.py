"""Prints docs/reference from the code: `python -m docs.printer`; with --check, says what is stale instead.

A page is a function below that gives Markdown; its name is the file's (`exit_codes` -> exit-codes.md).
What a page tells is taken from docstrings and tables, so that it cannot say another thing than the code.
"""

from __future__ import annotations

import sys
import tomllib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import fields
from importlib import import_module
from inspect import cleandoc, getdoc
from pathlib import Path
from typing import Any

HOME = Path(__file__).parent
REFERENCE = HOME / "reference"
NOTE = "<!-- Printed from the code by `make docs`: change it there. -->\n\n"


def main(arguments: Sequence[str]) -> int:
    """Write every page; with --check only compare: 1 when one is stale or not ours."""
    wanted = {f"{page.__name__.replace('_', '-')}.md": NOTE + page() for page in PAGES}
    if "--check" not in arguments:
        REFERENCE.mkdir(exist_ok=True)
        for name, text in wanted.items():
            (REFERENCE / name).write_text(text, encoding="utf-8")
        return 0
    stale = [name for name, text in wanted.items() if _read(REFERENCE / name) != text]
    stale += [p.name for p in REFERENCE.glob("*.md") if p.name not in wanted]
    for name in stale:
        print(f"docs/reference/{name} is stale: run `make docs` and look at the difference.", file=sys.stderr)
    return 1 if stale else 0


def index() -> str:
    lines = [
        f"- [{page.__name__.replace('_', ' ')}]({page.__name__.replace('_', '-')}.md)" for page in PAGES[1:]
    ]
    return "# Reference\n\n" + "\n".join(lines) + "\n"


def verbs() -> str:
    """Each verb's own --help, at 88 columns."""
    from typer.testing import CliRunner

    from creditai import cli

    runner = CliRunner(env={"COLUMNS": "88", "TERMINAL_WIDTH": "88", "NO_COLOR": "1"})
    parts = [
        "# Verbs\n",
        "Each takes `--help`; those with data take `--json`. [Exit codes](exit-codes.md).\n",
    ]
    for verb in cli.verbs():
        shown = runner.invoke(cli.app(verb), [verb, "--help"], prog_name="creditai").output
        parts += [f"## creditai {verb}\n", cli.first_line(verb) + "\n", f"```text\n{shown.strip()}\n```\n"]
    return "\n".join(parts)


def runbook_verbs() -> str:
    """Each verb of the runbook, its own --help at 88 columns."""
    from typer.testing import CliRunner

    from rehearsal import command as rehearsal
    from runbook import cli

    runner = CliRunner(env={"COLUMNS": "88", "TERMINAL_WIDTH": "88", "NO_COLOR": "1"})
    parts = [
        "# Verbs of the runbook\n",
        "They work when the product cannot be imported. [Exit codes](exit-codes.md).\n",
    ]
    for subject in cli.subjects():
        for verb in cli.verbs(subject):
            shown = runner.invoke(
                cli.app(subject, verb), [verb, "--help"], prog_name=f"creditai {subject}"
            ).output
            parts += [f"## creditai {subject} {verb}\n", f"```text\n{shown.strip()}\n```\n"]
    shown = runner.invoke(rehearsal.app(), ["--help"], prog_name="creditai rehearse").output
    parts += ["## creditai rehearse\n", f"```text\n{shown.strip()}\n```\n"]
    return "\n".join(parts)


def exit_codes() -> str:
    from creditai import cli
    from runbook import cli as runbook

    rows = [(str(code), meaning) for code, meaning in cli.EXIT_CODES.items()]
    release = [(str(code), meaning) for code, meaning in runbook.EXIT_CODES.items()]
    return (
        "# Exit codes\n\n"
        + _table(("code", "meaning"), rows)
        + "\n## Of the runbook\n\n"
        + _table(("code", "meaning"), release)
    )


def errors() -> str:
    """The tree of failure, and the codes of files that gave no report."""
    from creditai import errors as tree

    drawn = cleandoc(tree.__doc__ or "")
    kinds: list[type[tree.NotRead] | type[tree.AmbiguousLayout]] = [
        *tree.NotRead.__subclasses__(),
        tree.AmbiguousLayout,
    ]
    rows = [(f"`{kind.code}`", kind.__name__, tree.MEANINGS[kind.code]) for kind in kinds]
    codes = sorted(set(rows))
    return (
        f"# Errors\n\n```text\n{drawn}\n```\n\n## Codes of `failures`\n\n"
        f"{_table(('code', 'class', 'when'), codes)}"
    )


def settings() -> str:
    """What the environment may say."""
    from creditai.cli import SETTINGS
    from creditai.settings import manual

    rows = [(f"`{name}`", meaning) for name, meaning in SETTINGS.items()]
    service = [(f"`{name}`", f"`{default}`" if default else "", told) for name, default, told in manual()]
    return (
        "# Settings\n\nThere is no file of settings: verbs have options, and these are heard.\n\n"
        + _table(("variable", "meaning"), rows)
        + "\n## The service\n\nA secret may also come as `..._FILE`, the path of a file that holds it.\n\n"
        + _table(("variable", "default", "meaning"), service)
    )


def report() -> str:
    """Every field of creditai.report/1, from the classes and docs/fields.toml."""
    from creditai import report as room

    meanings: dict[str, dict[str, str]] = tomllib.loads((HOME / "fields.toml").read_text(encoding="utf-8"))
    parts = ["# A report as data: `creditai.report/1`\n", cleandoc(room.__doc__ or "") + "\n"]
    for name in meanings:
        kind = getattr(room, name)
        own = getdoc(kind) or ""
        about = "" if own.startswith(f"{name}(") else own + "\n"
        rows = [(f"`{f.name}`", f"`{_kind(f.type)}`", meanings[name][f.name]) for f in fields(kind)]
        parts += [f"## {name}\n", about, _table(("field", "kind", "meaning"), rows)]
    parts.append("## Words that a field may hold\n")
    parts.append(_table(("kind", "words"), [(f"`{n}`", _words(room, n)) for n in _LITERALS]))
    return "\n".join(part for part in parts if part)


_LITERALS = (
    "Bureau", "Kind", "Portfolio", "Responsibility", "Status", "Condition", "RemovalCovers", "MonthStatus",
    "RecordKind", "Disposition", "InquiryKind", "Reason",
)  # fmt: skip


def rules() -> str:
    """Every rule's page, by subject."""
    from creditai.law.catalogue import CATALOGUE, LEFT_OUT
    from creditai.rules import every_rule

    known = {rule.id: rule for rule in every_rule()}
    parts = [
        f"# Rules\n\n{len(known)} inaccuracies are looked for. `creditai explain RULE` prints one page.\n"
    ]
    for subject, names in CATALOGUE.items():
        parts.append(f"## {subject}\n")
        for name in names:
            if name in known:
                parts.append(_rule(known[name]))
    if LEFT_OUT:
        parts += [
            "## Not looked for\n",
            _table(("rule", "why"), [(f"`{n}`", why) for n, why in LEFT_OUT.items()]),
        ]
    return "\n".join(parts)


def _rule(rule: Any) -> str:
    needs = "".join(f"\nOnly the consumer can say: {need.question}\n" for need in rule.needs)
    bases = "".join(f"- {_basis(basis)}\n" for basis in rule.basis)
    return (
        f"### {rule.title}\n\n`{rule.id}` · {rule.severity} · looks at {rule.scope} · asks to {rule.asks}\n\n"
        f"{rule.page}\n{needs}\n{bases}"
    )


def _basis(basis: Any) -> str:
    name = basis.law or f"practice, not law: {basis.policy}"
    return f"{name}: {basis.why}" if basis.why else name


def layouts() -> str:
    """Every layout with the history of its print."""
    from creditai.layouts import every_layout

    parts = [
        "# Layouts\n\nWays of printing a report that are known by name. Any other print is read by `unseen`.\n"
    ]
    for name, layout in every_layout().items():
        history = cleandoc(import_module(f"creditai.layouts.{name}").__doc__ or "")
        parts.append(f"## {name}\n\n{layout.NAME}\n\n{history}\n")
    return "\n".join(parts)


def letters() -> str:
    """Every kind of letter."""
    from creditai.disputes.kinds import every_kind

    parts = ["# Letters\n\nThe kinds of letter, each with when it may be written.\n"]
    for name, kind in every_kind().items():
        about = cleandoc(import_module(type(kind).__module__).__doc__ or "")
        when = f"Only when: {kind.when[0].lower()}{kind.when[1:]}"
        clock = f" Its arrival starts a clock: {kind.clock}." if kind.clock else ""
        parts.append(
            f"## {kind.title}\n\n{about}\n\n`{name}`, to {kind.to}; on {', '.join(kind.basis)}. {when}{clock}\n"
        )
        if kind.asks:
            rows = [(f"`{told}`", question) for told, question in kind.asks.items()]
            parts.append(_table(("under [told]", "question"), rows))
    return "\n".join(parts)


def law() -> str:
    """The dated tables that findings and letters rest on."""
    from creditai import law as room
    from creditai.law import numbers
    from creditai.law.undecidable import UNDECIDABLE

    sections = [(s.cite, s.says, s.source, str(s.checked_on)) for s in room.SECTIONS.values()]
    policies = [
        (p.id, p.says, p.whose, str(p.since or ""), str(p.checked_on)) for p in room.POLICIES.values()
    ]
    figures = [
        (name.lower().replace("_", " "), f"{found.value} {found.unit}".removesuffix(" day"), found.of)
        for name, found in vars(numbers).items()
        if isinstance(found, numbers.Figure)
    ]
    return "\n".join(
        [
            f"# Law, practices, numbers\n\n{cleandoc(room.__doc__ or '')}\n",
            "## Sections\n",
            _table(("section", "says, in our words", "source", "checked on"), sections),
            "## Practices, which are not law\n",
            _table(("practice", "says", "whose", "since", "checked on"), policies),
            "## Numbers\n",
            _table(("number", "value", "from"), figures),
            "## What paper cannot decide\n",
            _table(("", "question"), [(str(u.number), u.question) for u in UNDECIDABLE]),
        ]
    )


def plans() -> str:
    """What is sold, for how much, and where."""
    from creditai.billing import amounts, entitlements, mirror
    from creditai.billing.plans import dollars, offer
    from creditai.billing.states import states

    sold = offer()
    rows = [
        (p.title, *(f"${dollars(amounts.most(sold, p, i))}" for i in ("month", "year")), str(p.letters), str(p.reports), str(p.people))
        for p in sold.plans
    ]  # fmt: skip
    looked = [
        (s.name, str(s.looked_at), s.source or "", s.note or "") for s in states().values() if s.looked_at
    ]
    return (
        "# Plans\n\nReading reports and seeing what is wrong in them is free. A delivered letter costs "
        f"${dollars(amounts.unit_price(sold, 'month'))} (${dollars(amounts.unit_price(sold, 'year'))} in a yearly plan), "
        "billed after the period, and a period never costs more than its plan. "
        f"The first {sold.free_days} days are not billed. "
        "[Why money follows delivery](../decisions/0005-money-follows-delivery.md).\n\n"
        + _table(
            ("plan", "at most a month", "at most a year", "letters a month", "reports a month", "people"),
            rows,
        )
        + "\n## Standings\n\n"
        + _table(("standing", "meaning"), [(f"`{k}`", v) for k, v in entitlements.STANDINGS.items()])
        + "\n## What reconciliation finds\n\n"
        + _table(("drift", "what becomes of it"), [(f"`{k}`", v) for k, v in mirror.DRIFTS.items()])
        + "\n## States whose law was looked at\n\n"
        + (
            _table(("state", "looked at", "source", "what it asks"), looked)
            if looked
            else "None yet: nothing is sold.\n"
        )
    )


def commands() -> str:
    """The verbs of `make`."""
    lines = (HOME.parent / "Makefile").read_text(encoding="utf-8").splitlines()
    told = [line.partition(":") for line in lines if ":" in line and " ## " in line and line[0].islower()]
    rows = [(f"`make {name}`", rest.partition(" ## ")[2]) for name, _, rest in told]
    return "# Commands of the project\n\n" + _table(("command", "does"), rows)


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [heads, ["---"] * len(heads), *rows]
    return "".join(
        f"| {' | '.join(' '.join(c.split()).replace('|', chr(92) + '|') for c in row)} |\n" for row in lines
    )


def _kind(annotation: Any) -> str:
    """`tuple[Account, ...]` -> list of Account."""
    told = str(annotation)
    if told.startswith("tuple[") and told.endswith(", ...]"):
        return f"list of {told[6:-6]}"
    return told.replace(" | None", " or null").replace("Mapping[str, Evidence]", "pointer to Evidence")


def _words(room: Any, name: str) -> str:
    from typing import get_args

    return ", ".join(f"`{word}`" for word in get_args(getattr(room, name)))


def _read(path: Path) -> str | None:
    return path.read_text(encoding="utf-8") if path.exists() else None


PAGES: tuple[Callable[[], str], ...] = (
    index, verbs, runbook_verbs, exit_codes, errors, settings, report, rules, layouts, letters, law, plans, commands,
)  # fmt: skip

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
