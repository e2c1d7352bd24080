"""Recognised pages are kept by picture and engine, for their owner alone, and can be forgotten."""

from __future__ import annotations

import os
import stat
import time
from pathlib import Path

from creditai.documents import Word
from creditai.reading.recognised import DAYS, forget, keep, look_up, name_of

WORDS = (
    Word("Balance", 72, 72, 110, 84, page=3, size=11, confidence=0.98, shown=(71.0, 72.5, 111.0, 85.0)),
    Word("$412", 120, 72, 150, 84, page=3, size=11, bold=True, confidence=0.7, others=(("$472", 0.2),)),
)


def test_what_was_kept_is_found_again_as_words_of_the_page_at_hand(tmp_path: Path) -> None:
    keep(tmp_path / "pages", "a", WORDS)
    found = look_up(tmp_path / "pages", "a", 3)
    assert found == WORDS
    again = look_up(tmp_path / "pages", "a", 7)
    assert again is not None
    assert {word.page for word in again} == {7}


def test_pages_are_their_owners_alone(tmp_path: Path) -> None:
    keep(tmp_path / "pages", "a", WORDS)
    assert stat.S_IMODE((tmp_path / "pages").stat().st_mode) == 0o700
    assert stat.S_IMODE((tmp_path / "pages" / "a.json").stat().st_mode) == 0o600


def test_another_picture_scale_or_engine_is_another_page() -> None:
    names = {
        name_of(b"abcd", (2, 2), 0.36, "one"),
        name_of(b"abce", (2, 2), 0.36, "one"),
        name_of(b"abcd", (4, 1), 0.36, "one"),
        name_of(b"abcd", (2, 2), 0.24, "one"),
        name_of(b"abcd", (2, 2), 0.36, "two"),
    }
    assert len(names) == 5


def test_a_damaged_page_is_as_if_not_kept(tmp_path: Path) -> None:
    for damage in ("[", "[{}]", '[{"colour": 1}]', "3"):
        (tmp_path / "a.json").write_text(damage, encoding="utf-8")
        assert look_up(tmp_path, "a", 1) is None
    assert look_up(tmp_path, "b", 1) is None


def test_old_pages_go_and_all_can_be_forgotten(tmp_path: Path) -> None:
    keep(tmp_path, "old", WORDS)
    long_ago = time.time() - (DAYS + 1) * 86400
    os.utime(tmp_path / "old.json", (long_ago, long_ago))
    keep(tmp_path, "new", WORDS)
    assert sorted(os.listdir(tmp_path)) == ["new.json"]
    assert forget(tmp_path) == 1
    assert os.listdir(tmp_path) == []
    assert forget(tmp_path / "missing") == 0


def test_a_folder_that_cannot_be_written_costs_only_the_time(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    keep(tmp_path / "file" / "pages", "a", WORDS)
    assert look_up(tmp_path / "file" / "pages", "a", 1) is None
