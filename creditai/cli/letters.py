"""Write the letters of what you chose to dispute."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from creditai.cli import _folder, _terminal
from creditai.errors import WrongUsage

if TYPE_CHECKING:
    from creditai.disputes.register import Dispute
    from creditai.disputes.standing import Standing
    from creditai.disputes.writing import Written
    from creditai.workspace import Change


def letters(
    follow: Annotated[
        str | None, typer.Option(help="A sent dispute that a further letter follows.", show_default=False)
    ] = None,
    kind: Annotated[
        str | None, typer.Option(help="The kind of that letter; --kind list names all.", show_default=False)
    ] = None,
    answers: Annotated[
        Path | None, typer.Option(help="Answers file whose [told] holds what this kind asks.")
    ] = None,
    on: Annotated[
        str | None,
        typer.Option(help="The date that the letters carry; today by default.", show_default=False),
    ] = None,
    workspace: _folder.Folder = _folder.USUAL,
    json: Annotated[bool, typer.Option("--json", help="Print what was written as JSON.")] = False,
) -> int:
    """Write the letters as PDF, with a checklist of enclosures and the addresses for the envelopes.

    Every sentence and figure of each letter is checked against your reports and your answers first; if
    one letter is refused, none is written. A letter that was sent is never written again. You print,
    sign and post them; nothing is sent from here.

    Examples:

      creditai letters
      creditai letters --workspace ~/credit
      creditai letters --follow experian-1 --kind procedure-description
      creditai letters --kind list
    """
    if kind == "list":
        return _list(json)
    if follow is not None and kind is None:
        raise WrongUsage("Say which --kind of letter follows it; `creditai letters --kind list` names all.")
    place = _folder.existing(workspace)
    with place.change() as change:
        if answers is not None:
            _take(change, answers)
        only = None if kind is None else _add(change, follow, kind, on)
        written = _write(change, on, only)
        if not written:
            raise WrongUsage(
                "There is no letter to write: every dispute is sent or closed, or none is opened (`creditai dispute`)."
            )
        files = _keep(change, written, on)
    _print(place.folder, written, files, json)
    return 0


def _list(as_json: bool) -> int:
    from creditai.disputes.kinds import every_kind

    if as_json:
        rows = [{"kind": k.id, "title": k.title, "to": k.to, "when": k.when, "basis": list(k.basis), "asks": dict(k.asks)}
                for k in every_kind().values()]  # fmt: skip
        _terminal.data(rows)
    else:
        _terminal.table(("kind", "to", "only when"), [(k.id, k.to, k.when) for k in every_kind().values()])
    return 0


def _take(change: Change, path: Path) -> None:
    from creditai.cli.dispute import given

    change.register = replace(change.register, told={**change.register.told, **given(path).told})


def _add(change: Change, follow: str | None, kind: str, on: str | None) -> frozenset[str]:
    """Further letters: after an earlier dispute, about named accounts, or standing alone; their ids."""
    from creditai.choosing import confirm, further

    today = _folder.day(on, "--on")
    reports = change.workspace.reports(change.register) if follow is None else ()
    added = list(further(change.register, reports, kind, follow, today))
    for each in added:
        change.register = confirm(change.register, each, today, _folder.now())
    return frozenset(each.id for each in added)


def _write(change: Change, on: str | None, only: frozenset[str] | None) -> list[Written]:
    """Every letter that is neither sent nor given up, or only these; all checked before any is kept."""
    from creditai.disputes.writing import write

    standings: dict[tuple[str, ...], Standing] = {}
    written = []
    for dispute in change.register.disputes:
        if not dispute.unposted or (only is not None and dispute.id not in only):
            continue
        if dispute.reports not in standings:
            reports = change.workspace.reports(change.register, dispute.reports)
            standings[dispute.reports] = _folder.standing(change.register, reports, _folder.day(on, "--on"))
        written.append(write(standings[dispute.reports], change.register, dispute))
    return written


def _keep(change: Change, written: Sequence[Written], on: str | None) -> list[str]:
    from creditai.disputes.envelope import checklist, envelopes
    from creditai.disputes.recording import recorded
    from creditai.disputes.register import Event, LetterFile
    from creditai.values import PartialDate

    files = []
    for each in written:
        name = f"letters/{each.dispute.id}.pdf"
        change.file(name, each.pdf)
        files.append(name)
        file = LetterFile(name, sha256(each.pdf).hexdigest(), each.pages)
        event = Event("printed", PartialDate.of(_folder.day(on, "--on")), _folder.now())
        changed: Dispute = replace(each.dispute, letter=file)
        change.register = change.register.with_dispute(recorded(changed, event))
    change.file("letters/checklist.txt", checklist(written).encode())
    change.file("letters/envelopes.json", _json(envelopes(written)))
    return files


def _json(data: Any) -> bytes:
    import json

    return json.dumps(data, indent=1, ensure_ascii=False).encode() + b"\n"


def _print(folder: Path, written: Sequence[Written], files: Sequence[str], as_json: bool) -> None:
    if as_json:
        _terminal.data(
            {
                "workspace": str(folder),
                "letters": [
                    {
                        "dispute": w.dispute.id,
                        "kind": w.dispute.kind,
                        "file": str(folder / name),
                        "pages": w.pages,
                    }
                    for w, name in zip(written, files, strict=True)
                ],
            }
        )
        return
    narrow = _terminal.on_terminal()  # there the folder is said once, below
    rows = [
        (
            w.dispute.id,
            w.letter.recipient[0].text if w.letter.recipient else "for you",
            str(w.pages),
            Path(name).name if narrow else str(folder / name),
        )
        for w, name in zip(written, files, strict=True)
    ]
    _terminal.table(("dispute", "to", "pages", "file"), rows)
    if narrow:
        _terminal.paragraph(f"They lie in {folder / 'letters'}")
    _terminal.paragraph(f"Enclosures and envelopes: {folder / 'letters' / 'checklist.txt'}")
    _terminal.paragraph(
        "Next: read, sign, post by certified mail; then creditai record sent DISPUTE --on DATE."
    )
