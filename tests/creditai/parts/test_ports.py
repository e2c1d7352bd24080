"""A port that was given is nobody else's, before anybody listens on it."""

from __future__ import annotations

import contextlib
import random
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from creditai.parts import ports
from rehearsal import ports as rehearsed

ASKED = "from creditai.parts import ports; print(*(ports.free() for _ in range(3)))"


def few(monkeypatch: pytest.MonkeyPatch, folder: Path, count: int = 6) -> range:
    """Of all ports only so many, and locks of their own: two who draw at random would hardly ever meet."""
    first = random.randrange(10_000, 18_000)  # where nobody is given one
    chosen = range(first, first + count)
    monkeypatch.setattr("tempfile.tempdir", str(folder))
    for module in (ports, rehearsed):
        monkeypatch.setattr(module, "OURS", chosen)
    return chosen


def every_one() -> set[int]:
    """All that are given, one after the other."""
    given: list[int] = []
    with contextlib.suppress(OSError):
        for _ in ports.OURS:
            given.append(ports.free())
    assert len(set(given)) == len(given)
    return set(given)


def test_who_asks_twice_is_given_two(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    chosen = few(monkeypatch, tmp_path)
    given = every_one()
    assert given <= set(chosen)
    assert len(given) > 1
    with pytest.raises(OSError, match="is in use"):
        ports.free()


def test_a_rehearsal_and_the_product_are_given_different_ones(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    few(monkeypatch, tmp_path)
    with rehearsed.port() as theirs:
        given = every_one()
        assert theirs not in given
    assert ports.free() == theirs, "it is given again once that block has ended"


def test_another_process_is_given_others(tmp_path: Path) -> None:
    mine = {ports.free() for _ in range(3)}
    ran = subprocess.run([sys.executable, "-c", ASKED], capture_output=True, text=True, check=True)
    assert not mine & {int(each) for each in ran.stdout.split()}


def test_one_that_somebody_listens_on_is_passed_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    chosen = few(monkeypatch, tmp_path)
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", chosen[-1]))
        given = every_one()
    assert chosen[-1] not in given


def test_the_port_of_the_last_time_stays_while_nobody_has_it(tmp_path: Path) -> None:
    kept = tmp_path / "port"
    kept.write_text(str(last := ports.free()))
    assert ports.again(kept) == last
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", last))
        assert ports.again(kept) != last
    kept.write_text("no port")
    assert ports.again(kept) in ports.OURS
