"""The person's folder: what they confirmed, chose, posted, received, and the letters. They own it.

    workspace.json            creditai.workspace/1: one readable file, everything that happened
    workspace.previous.json   the same, before the last change
    reports/SHA256.json       creditai.report/1 of each report that was read, by the digest of its file
    letters/                  PDFs, the checklist, the envelopes

A change is made under a lock, in memory, and then moved into place in one step; whoever reads sees the
old file or the new one. Everything is readable by its owner alone (0600, folders 0700). Findings and
clocks are not in it: they are worked out again from what is.
"""

from __future__ import annotations

import fcntl
import json
import os
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any
from uuid import uuid4

from creditai.contract import as_json, from_json, report_from_json
from creditai.disputes.register import SCHEMA, TAKEN_BACK, KeptReport, Register
from creditai.errors import WorkspaceError, WrongUsage
from creditai.report import Report

FILE = "workspace.json"
PREVIOUS = "workspace.previous.json"
_LOCK = ".lock"
_BESIDE = ".creditai-part"
"""The ending of a file that is not in its place yet; one that outlived its process is swept by the next change."""


class Workspace:
    """`folder` is made on the first change, not before."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @property
    def exists(self) -> bool:
        return (self.folder / FILE).is_file()

    def read(self) -> Register:
        """What is recorded; an empty register when nothing is yet. WorkspaceError when it cannot be trusted."""
        path = self.folder / FILE
        try:
            text = path.read_text("utf-8")
        except FileNotFoundError:
            if (self.folder / PREVIOUS).is_file():
                raise WorkspaceError(
                    f"{path} is missing, and {PREVIOUS} beside it has what was there before the last change: "
                    f"copy it to {FILE} to go on from it, or remove it to begin anew."
                ) from None
            return Register(id=uuid4().hex)
        except (OSError, UnicodeDecodeError) as error:
            raise WorkspaceError(
                f"{path} cannot be read; check its permissions, or restore {PREVIOUS}."
            ) from error
        return _register(text, path)

    @contextmanager
    def change(self) -> Iterator[Change]:
        """A change under the lock: nothing of it is written when it raises."""
        _make(self.folder)
        with _locked(self.folder / _LOCK):
            change = Change(self, self.read())
            yield change
            change.write()

    def reports(self, register: Register, only: Sequence[str] | None = None) -> tuple[Report, ...]:
        """The reports that are kept, or those of them with these digests; WorkspaceError when one is not
        as it was read."""
        return tuple(self._report(kept) for kept in register.reports if only is None or kept.sha256 in only)

    def _report(self, kept: KeptReport) -> Report:
        path = self.folder / "reports" / f"{kept.sha256}.json"
        try:
            content = path.read_bytes()
            report = report_from_json(json.loads(content))
        except (OSError, ValueError, WrongUsage) as error:
            raise WorkspaceError(
                f"{path} is missing or damaged; give the report to `creditai dispute` again."
            ) from error
        if sha256(content).hexdigest() != kept.data or report.source.sha256 != kept.sha256:
            raise WorkspaceError(
                f"{path} is not as it was when the report was read; give the report to `creditai dispute` again."
            )
        return report


class Change:
    """A register that is being changed, and files to be written with it, all or none."""

    def __init__(self, workspace: Workspace, register: Register) -> None:
        self.workspace = workspace
        self.register = register
        self._files: dict[Path, bytes] = {}

    def file(self, name: str, content: bytes) -> None:
        """To be written as `name` below the folder when the change is done."""
        self._files[self.workspace.folder / name] = content

    def add_reports(self, reports: Sequence[Report]) -> None:
        """Keep reports; one that is kept already is kept as it is read now."""
        for report in reports:
            source, content = report.source, _text(as_json(report))
            data = sha256(content).hexdigest()
            kept = KeptReport(source.sha256, Path(source.file).name, data, source.bureaus, report.report_date)
            by_digest = {k.sha256: k for k in self.register.reports}
            by_digest[source.sha256] = kept  # in its old place, if it had one
            self.register = replace(self.register, reports=tuple(by_digest.values()))
            self.file(f"reports/{source.sha256}.json", content)

    def write(self) -> None:
        """Everything beside first, `workspace.json` last: what it names is there."""
        folder = self.workspace.folder
        staged: list[tuple[Path, Path]] = []
        try:
            _swept(folder)
            for path, content in self._files.items():
                _make(path.parent)
                staged.append((_staged(path, content), path))
            body = {"schema": SCHEMA, **as_json(self.register)}
            staged.append((_staged(folder / FILE, _text(body)), folder / FILE))
            if self.workspace.exists:
                os.replace(_staged(folder / PREVIOUS, (folder / FILE).read_bytes()), folder / PREVIOUS)
            for temporary, path in staged:
                os.replace(temporary, path)
        except OSError as error:
            raise WorkspaceError(
                f"Cannot write in {folder}: {error.strerror}. Nothing was changed."
            ) from error
        finally:
            for temporary, _ in staged:
                temporary.unlink(missing_ok=True)
        _sync(folder)


def _register(text: str, path: Path) -> Register:
    try:
        data: Any = json.loads(text)
    except ValueError as error:
        raise WorkspaceError(
            f"{path} is damaged; restore {PREVIOUS} beside it (copy it over {FILE})."
        ) from error
    if not isinstance(data, Mapping) or "schema" not in data:
        raise WorkspaceError(f"{path} is no workspace of CreditAI; name another folder with --workspace.")
    if data["schema"] != SCHEMA:
        raise WorkspaceError(
            f"{path} is of version {str(data['schema'])[:60]!r}; this CreditAI reads {SCHEMA!r}. Use the CreditAI that wrote it."
        )
    body = {key: value for key, value in data.items() if key != "schema"}
    try:
        register = from_json(Register, body)
        _whole(register)
    except (WrongUsage, ValueError, TypeError, AttributeError, KeyError) as error:
        why = error.message if isinstance(error, WrongUsage) else type(error).__name__
        raise WorkspaceError(
            f"{path} is damaged ({why}); restore {PREVIOUS} beside it (copy it over {FILE})."
        ) from error
    return register


def _whole(register: Register) -> None:
    """Nothing that is always there is missing: a file edited by hand says so here and not later."""
    if not isinstance(register.id, str) or not register.id:
        raise WrongUsage("/id: the workspace has no id.")
    for i, dispute in enumerate(register.disputes):
        if not dispute.id or not dispute.kind:
            raise WrongUsage(f"/disputes/{i}: id or kind is missing.")
        for j, event in enumerate(dispute.events):
            if event.event is None or event.on is None:
                raise WrongUsage(f"/disputes/{i}/events/{j}: event or day is missing.")
            if event.event == TAKEN_BACK and not 1 <= (event.of or 0) <= j:
                raise WrongUsage(f"/disputes/{i}/events/{j}: it takes back no earlier event of the dispute.")
            if any(o.word is None or not 1 <= (o.item or 0) <= len(dispute.items) for o in event.outcomes):
                raise WrongUsage(f"/disputes/{i}/events/{j}: an outcome names no item of the dispute.")
    if len({d.id for d in register.disputes}) != len(register.disputes):
        raise WrongUsage("/disputes: two disputes have one id.")


def _text(data: Any) -> bytes:
    return json.dumps(data, indent=1, ensure_ascii=False).encode() + b"\n"


def _make(folder: Path) -> None:
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise WorkspaceError(
            f"Cannot make the folder {folder}: {error.strerror}. Name another with --workspace."
        ) from error


def _staged(path: Path, content: bytes) -> Path:
    """A complete file beside its place, on the disk, for its owner alone."""
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=_BESIDE, dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    return Path(name)


def _swept(folder: Path) -> None:
    """Remove what a killed process left beside its place. The lock is ours, so nobody is at work on it."""
    for left in (*folder.glob(f".*{_BESIDE}"), *folder.glob(f"*/.*{_BESIDE}")):
        left.unlink(missing_ok=True)


def _sync(folder: Path) -> None:
    """The renames are on the disk too."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    """One writer at a time, over processes; another is told, not kept waiting. The lock goes with the process."""
    try:
        handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as error:
        raise WorkspaceError(
            f"Cannot write in {path.parent}: {error.strerror}. Nothing was changed."
        ) from error
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise WorkspaceError(
                f"Another CreditAI is changing {path.parent} at this moment; run this again when it is done."
            ) from error
        yield
    finally:
        os.close(handle)
