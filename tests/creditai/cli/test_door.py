"""The door: verbs by name, one clean sentence for every error, the documented exit codes."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, cast

import pytest

from creditai import cli
from creditai.plain import visible


def test_no_words_is_help(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main([]) == 0
    shown = capsys.readouterr().out
    assert [verb for verb in cli.verbs() if f"  {verb} " not in shown] == []
    assert "creditai demo" in shown
    named = " ".join(shown.split()).partition("in this order: ")[2].partition(" All others")[0]
    assert set(named.replace(". Beside them: ", ", ").strip(".").split(", ")) <= set(cli.verbs())


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["analyse"], "did you mean `creditai analyze`"),
        (["experian.pdf"], "`creditai analyze experian.pdf`"),
        (["zzz"], "`creditai --help` lists all"),
        (["rules", "--nonsense"], "See `creditai rules --help`"),
        (["analyze"], "Missing argument 'files': Credit reports as PDF or saved HTML. See"),
        (["record"], "One of: sent, received, more-sent, answered, closed, undo. See"),
        (["analyze", "a.pdf", "--jobs", "0"], "--jobs"),
        (["explain", "paid-with-balanse"], "did you mean paid-with-balance"),
        (["explain", "zzz"], "`creditai rules` lists all"),
        (["get", "acme"], "experian, equifax, transunion"),
        (["--nonsense"], "See `creditai --help`"),
        (["--server", "http://127.0.0.1:1", "status"], "no option --server before a verb"),
    ],
)
def test_wrong_usage_is_one_sentence_and_exit_2(
    words: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(words) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert said in err
    assert err.startswith("creditai: ")
    assert err.count("\n") == 1


def test_a_refusal_breaks_between_words_where_a_person_looks(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "30")
    monkeypatch.setattr(cli._terminal, "on_terminal", lambda stream=None: True)
    assert cli.main(["zzz"]) == 2
    assert capsys.readouterr().err.splitlines() == [
        "creditai: There is no verb",
        "'zzz'; `creditai --help` lists",
        "all.",
    ]


def test_a_name_with_blanks_that_the_shell_took_apart_is_given_back_in_quotes(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "My credit report.pdf").write_bytes(b"not yet")
    assert cli.main(["analyze", "My", "credit", "report.pdf", "another.pdf"]) == 1
    said = capsys.readouterr().err
    assert "A name with blanks stands between quotes: 'My credit report.pdf'" in said
    assert cli.main(["analyze", "My credit report.pdf", "another.pdf"]) == 1
    assert "quotes" not in capsys.readouterr().err


def test_a_defect_is_one_sentence_and_exit_70(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cli, "_run", lambda words: 1 // 0)
    assert cli.main(["rules"]) == 70
    assert capsys.readouterr().err.count("\n") == 1
    monkeypatch.setenv("CREDITAI_DEBUG", "1")
    with pytest.raises(ZeroDivisionError):
        cli.main(["rules"])


@pytest.mark.parametrize(
    ("fault", "where"),
    [
        (lambda words: visible(cast("str", None)), r"\(\w+Error at creditai/plain\.py:\d+\)"),
        (lambda words: compile("x = (", str(Path(cli.__file__).parents[1] / "clock.py"), "exec"), r"\(SyntaxError at creditai/clock\.py:1\)"),
    ],
)  # fmt: skip
def test_a_defect_names_its_place_and_quotes_nothing(
    fault: Callable[[list[str]], Any], where: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:  # fmt: skip
    """A process that ends again and again leaves this line in its log and nothing else."""
    monkeypatch.setattr(cli, "_run", fault)
    assert cli.main(["rules"]) == 70
    told = capsys.readouterr().err
    assert re.search(where, told), told
    assert "NoneType" not in told


def test_interrupted_is_130(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(words: list[str]) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr(cli, "_run", stop)
    assert cli.main(["rules"]) == 130
    assert "Interrupted" in capsys.readouterr().err


def test_a_reader_that_leaves_is_no_error() -> None:
    """`creditai rules | head -1`: the pipe breaks, nobody sees a traceback."""
    line = f"{sys.executable} -m tests.creditai.cli.run rules | head -1"
    ran = subprocess.run(
        ["bash", "-c", line], capture_output=True, text=True, cwd=Path(cli.__file__).parents[2]
    )
    assert ran.stdout.count("\n") == 1
    assert ran.stderr == ""


def test_words_of_an_error_cannot_steer_the_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["\x1b[31mred"]) == 2
    assert "\x1b" not in capsys.readouterr().err


def test_rules_are_a_table_that_cut_can_read(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["rules"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].split("\t")[0] == "rule"
    row = next(line.split("\t") for line in lines if line.startswith("paid-with-balance\t"))
    assert row[2:5] == ["high", "one", "correct"]


def test_a_lawyer_reads_more_than_a_consumer(capsys: pytest.CaptureFixture[str]) -> None:
    cli.main(["explain", "paid-with-balance"])
    consumer = capsys.readouterr().out
    cli.main(["explain", "paid-with-balance", "--for", "lawyer"])
    lawyer = capsys.readouterr().out
    assert lawyer.startswith(consumer)
    assert "15 USC" in lawyer.removeprefix(consumer)
    assert "checked on" in lawyer


@pytest.mark.parametrize(
    ("command", "code", "said"),
    [
        ("rules >/dev/full", 2, "The output cannot be written: No space left on device"),
        ("rules >&-", 0, ""),
        ("analyze nofile.pdf >&- 2>&- <&-", 1, ""),
        ("explain re-aged-first-delinquency", 0, ""),
    ],
)
def test_streams_that_are_full_closed_or_spell_little(command: str, code: int, said: str) -> None:
    ran = subprocess.run(
        ["sh", "-c", f"exec {sys.executable} -m tests.creditai.cli.run {command}"],
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONIOENCODING": "ascii"},
        check=False,
    )
    assert ran.returncode == code
    assert said in ran.stderr
    assert "defect" not in ran.stderr
    assert "Traceback" not in ran.stderr
