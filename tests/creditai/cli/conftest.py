"""Dana's workspace, fresh for each test."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.creditai.cli.dana import Run


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    return Run(tmp_path, capsys)
