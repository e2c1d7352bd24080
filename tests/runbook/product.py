"""A release of the stub whose `creditai` answers some verbs by the real product: switches are really ordered."""

from __future__ import annotations

import sys
from pathlib import Path

from rehearsal.machine import Machine
from tests.house.tree import ROOT

_WRAPPED = """#!/bin/sh
case "$1 $2" in
  {verbs}) cd {root} && exec {python} -c "from entry import main; main()" "$@" ;;
  *) exec "$(dirname "$0")/stub" "$@" ;;
esac
"""


def artefact(made: Machine, version: str, *verbs: str) -> Path:
    """The release folder; `verbs` (`flags`, `db stats`) go to the product of this tree, all others to the stub."""
    folder = made.artefact(version)
    program = folder / "bin" / "creditai"
    if not (folder / "bin" / "stub").exists():
        program.rename(folder / "bin" / "stub")
        told = "|".join(verb.replace(" ", "\\ ") if " " in verb else f"{verb}\\ *" for verb in verbs)
        program.write_text(_WRAPPED.format(verbs=told, root=ROOT, python=sys.executable), "utf-8")
        program.chmod(0o755)
    return folder


def secrets(made: Machine, **values: str) -> None:
    """Secrets of the environment, as files that its file refers to."""
    lines = []
    for name, value in values.items():
        place = made.folder / name
        place.write_text(value, "utf-8")
        place.chmod(0o600)
        lines.append(f'{name} = "file:{place}"\n')
    made.file.write_text(made.file.read_text("utf-8") + "[secrets]\n" + "".join(lines), "utf-8")
