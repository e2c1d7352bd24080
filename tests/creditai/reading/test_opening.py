"""Only a regular file is read, only so far, and only if it holds still."""

from __future__ import annotations

import hashlib
import os
import socket
from dataclasses import replace
from pathlib import Path

import pytest

from creditai.errors import ChangedWhileRead, NotRead, TooLarge, Unreadable
from creditai.reading.limits import LIMITS
from creditai.reading.opening import open_file


def test_a_file_is_opened_with_its_digest(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(b"words")
    opened = open_file(path, LIMITS)
    assert (opened.data, opened.sha256) == (b"words", hashlib.sha256(b"words").hexdigest())
    opened.unchanged()


def test_a_link_to_a_file_is_the_file(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"words")
    (tmp_path / "b.pdf").symlink_to("a.pdf")
    assert open_file(tmp_path / "b.pdf", LIMITS).data == b"words"


def make_odd(tmp_path: Path, what: str) -> Path:
    path = tmp_path / "odd"
    if what == "folder":
        path.mkdir()
    elif what == "pipe":
        os.mkfifo(path)
    elif what == "device":
        return Path("/dev/zero")
    elif what == "loop":
        path.symlink_to(tmp_path / "other")
        (tmp_path / "other").symlink_to(path)
    elif what == "long name":
        return tmp_path / ("x" * 5000)
    elif what == "impossible name":
        return Path("a\0b")
    elif what == "file as folder":
        path.write_bytes(b"")
        return path / "report.pdf"
    return path


@pytest.mark.parametrize(
    ("what", "words"),
    [
        ("folder", "folder"),
        ("pipe", "pipe"),
        ("device", "device"),
        ("loop", "loop"),
        ("missing", "no such file"),
        ("long name", "longer than"),
        ("impossible name", "no file name"),
        ("file as folder", "no folder"),
    ],
)
def test_what_is_no_file_is_named(tmp_path: Path, what: str, words: str) -> None:
    with pytest.raises(Unreadable, match=words):
        open_file(make_odd(tmp_path, what), LIMITS)


def test_a_socket_is_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, socket_enabled: None) -> None:
    monkeypatch.chdir(tmp_path)  # a socket's address may not be long
    with socket.socket(socket.AF_UNIX) as made:
        made.bind("s")
        with pytest.raises(Unreadable, match="socket"):
            open_file(Path("s"), LIMITS)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read_says_how_to(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(b"words")
    path.chmod(0)
    with pytest.raises(Unreadable, match="chmod"):
        open_file(path, LIMITS)


def test_a_file_over_the_limit_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    with path.open("wb") as file:
        file.truncate(LIMITS.file_bytes + 1)  # a hole: no disk is used
    with pytest.raises(TooLarge, match="MiB"):
        open_file(path, LIMITS)


def test_a_file_rewritten_while_it_is_parsed_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(b"words")
    opened = open_file(path, LIMITS)
    path.write_bytes(b"other")
    os.utime(path, ns=(1, 1))
    with pytest.raises(ChangedWhileRead):
        opened.unchanged()


def test_a_file_only_touched_is_the_same(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(b"words")
    opened = open_file(path, LIMITS)
    os.utime(path, ns=(1, 1))
    opened.unchanged()


def test_a_file_that_went_away_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(b"words")
    opened = open_file(path, LIMITS)
    path.unlink()
    with pytest.raises(ChangedWhileRead):
        opened.unchanged()


def test_no_handle_is_left_open_by_a_refusal(tmp_path: Path) -> None:
    before = len(os.listdir("/proc/self/fd")) if os.path.isdir("/proc/self/fd") else 0
    for _ in range(20):
        with pytest.raises(NotRead):
            open_file(tmp_path, replace(LIMITS, file_bytes=1))
    after = len(os.listdir("/proc/self/fd")) if os.path.isdir("/proc/self/fd") else 0
    assert after <= before
