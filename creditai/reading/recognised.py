"""Pages that OCR has read, kept so that a second run is quick.

One JSON file per page picture, named by the digest of its pixels and the edition of the engine and of our
code around it: the same picture is never read twice, and words read another way are never mistaken for
ours. The words are a person's report, so the folder is the owner's alone (0700) and holds nothing older than
`DAYS`; `creditai doctor` names the folder and `creditai doctor --forget` empties it; `--no-cache` neither looks nor keeps.
"""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from creditai.documents import Word

DAYS = 90


def folder() -> Path:
    """Where recognised pages lie: XDG_CACHE_HOME/creditai/pages, by default under ~/.cache."""
    home = os.environ.get("XDG_CACHE_HOME") or os.path.join(os.path.expanduser("~"), ".cache")
    return Path(home) / "creditai" / "pages"


def name_of(pixels: bytes, shape: Sequence[int], scale: float, engine: str) -> str:
    """The page's file name: what was seen, at what scale, by which engine."""
    told = json.dumps([list(shape), scale, engine, Word._fields])
    return hashlib.sha256(told.encode() + pixels).hexdigest()


def look_up(kept_in: Path, name: str, page: int) -> tuple[Word, ...] | None:
    """The words kept under `name`, as words of `page`; None when there are none, or none that can be read."""
    try:
        rows = json.loads((kept_in / f"{name}.json").read_bytes())
        return tuple(_word(row, page) for row in rows)
    except (OSError, ValueError, TypeError, KeyError):
        return None


def keep(kept_in: Path, name: str, words: Sequence[Word]) -> None:
    """Keep the words, whole or not at all; a folder that cannot be written costs only the time saved."""
    rows = [word._asdict() for word in words]
    try:
        kept_in.mkdir(mode=0o700, parents=True, exist_ok=True)
        _drop_old(kept_in)
        handle, beside = tempfile.mkstemp(dir=kept_in, suffix=".part")
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            json.dump(rows, file)
        os.replace(beside, kept_in / f"{name}.json")
    except OSError:
        return


def forget(kept_in: Path) -> int:
    """Remove every kept page; how many there were."""
    pages = [p for p in kept_in.glob("*") if p.suffix in (".json", ".part")] if kept_in.is_dir() else []
    for page in pages:
        page.unlink(missing_ok=True)
    return len(pages)


def _drop_old(kept_in: Path) -> None:
    oldest = time.time() - DAYS * 86400
    for page in kept_in.glob("*.json"):
        if page.stat().st_mtime < oldest:
            page.unlink(missing_ok=True)


def _word(row: dict[str, Any], page: int) -> Word:
    shown = row.pop("shown", None)
    others = tuple((str(text), float(likely)) for text, likely in row.pop("others"))
    return Word(**{**row, "page": page}, shown=None if shown is None else tuple(shown), others=others)
