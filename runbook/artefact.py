"""What a release is made of, and whether it is whole: a folder that is known by the digest of its files.

    bin/creditai       its program: starts `environment/`, which the machine makes at installation
    creditai-*.whl     the product, the runbook, the migrations
    requirements.txt   everything else, by version and hash
    workload.json      the statements that this release makes, for `creditai db replay` on a later schema
    manifest.json      which commit it is, the schema that it is written for, each file with its digest

A folder without a manifest is a release too, if it has an executable `bin/creditai` that runs as it lies there.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zipfile import BadZipFile, ZipFile

from runbook.errors import Refused
from runbook.records import plain, read

SCHEMA = "creditai.artefact/1"
MANIFEST, REQUIREMENTS, WORKLOAD = "manifest.json", "requirements.txt", "workload.json"
_MIGRATIONS = "creditai/store/migrations/versions/"
_REVISION = re.compile(r"^(revision|down_revision)\b[^=\n]*=\s*(?:[\"']([^\"']+)[\"']|None)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class File:
    """One file of an artefact."""

    sha256: str
    bytes: int


@dataclass(frozen=True, slots=True)
class Manifest:
    """What `manifest.json` says. `tree`: git's name of the sources as they were taken, which with `dirty` is not that
    of the commit; `made_at`: the commit's time, so that building again says the same; `revision`: the schema's."""

    schema: str
    version: str
    commit: str
    tree: str
    dirty: bool
    made_at: str
    revision: str
    wheel: str
    files: Mapping[str, File]

    @property
    def text(self) -> str:
        return json.dumps(plain(self), indent=1, sort_keys=True) + "\n"


def manifest(folder: Path) -> Manifest | None:
    """The manifest of an artefact; None when it has none. Refused when it is not understood."""
    try:
        told = json.loads((folder / MANIFEST).read_text("utf-8"))
        found = read(Manifest, told)
    except FileNotFoundError:
        return None
    except (OSError, ValueError, TypeError) as error:
        raise Refused(f"{folder / MANIFEST} is no manifest of a release ({error}); build it anew.") from error
    if found.schema != SCHEMA:
        raise Refused(f"{folder / MANIFEST} is of {found.schema!r}; this runbook knows {SCHEMA}.")
    return found


def file(path: Path) -> File:
    content = path.read_bytes()
    return File(hashlib.sha256(content).hexdigest(), len(content))


def faults(folder: Path, told: Manifest) -> tuple[str, ...]:
    """What is not as the manifest says: files that are missing, changed, or too many."""
    found = []
    for name, wanted in sorted(told.files.items()):
        path = folder / name
        if not path.is_file():
            found.append(f"{name} is missing")
        elif file(path) != wanted:
            found.append(f"{name} is not the file that was built")
    inside = {p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file()}
    strange = {name for name in inside if not name.startswith("environment/")} - set(told.files) - {MANIFEST}
    return (*found, *(f"{name} was not built" for name in sorted(strange)))


def revision(wheel: Path) -> str:
    """The schema that a wheel's migrations lead to, read from their text. Refused when there is not one head."""
    told: dict[str, str] = {}
    try:
        with ZipFile(wheel) as archive:
            names = [n for n in archive.namelist() if n.startswith(_MIGRATIONS) and n.endswith(".py")]
            for name in names:
                found = dict(_REVISION.findall(archive.read(name).decode("utf-8")))
                if "revision" in found:
                    told[found["revision"]] = found.get("down_revision", "")
    except (OSError, BadZipFile, UnicodeDecodeError) as error:
        raise Refused(f"{wheel} is no wheel: {error}.") from error
    heads = sorted(set(told) - set(told.values()))
    if len(heads) != 1:
        raise Refused(
            f"The migrations of {wheel.name} end in {', '.join(heads) or 'nothing'}; they must end in one revision."
        )
    return heads[0]


def stale(folder: Path, told: Manifest) -> str:
    """Why its workload is not what this release says to its database; empty when it was recorded at its own schema."""
    try:
        recorded = json.loads((folder / WORKLOAD).read_text("utf-8")).get("revision")
    except (OSError, ValueError, AttributeError):
        return "It carries no workload: no later migration can be rehearsed with it. `make workload` records one."
    if recorded == told.revision:
        return ""
    return (
        f"Its workload was recorded at the schema {recorded or 'of an older time'}, and it is written for {told.revision}: what is new "
        "in it is not tried against later migrations. `make workload` records it anew."
    )


def sizes(wheel: Path) -> dict[str, int]:
    """Bytes of each room of the wheel as they will lie on the disk."""
    found: dict[str, int] = {}
    with ZipFile(wheel) as archive:
        for each in archive.infolist():
            parts = each.filename.split("/")
            room = "/".join(parts[:2]) if parts[0] in ("creditai", "runbook") and len(parts) > 2 else parts[0]
            found[room] = found.get(room, 0) + each.file_size
    return found


def summary(told: Manifest) -> dict[str, Any]:
    """A manifest in the few words that a person compares."""
    size = sum(each.bytes for each in told.files.values())
    return {
        "version": told.version, "commit": told.commit, "dirty": told.dirty, "revision": told.revision,
        "files": len(told.files), "bytes": size,
    }  # fmt: skip
