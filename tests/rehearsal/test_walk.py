"""The user's way, over a real socket, with a worker of its own process."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

from benchmarks.service_memory import served
from creditai.settings import Settings
from tests.hard.test_killed_worker import ROOT, worked


@pytest.mark.timeout(300)
def test_the_walk_goes_to_its_end(settings: Settings) -> None:
    mail = Path(unquote(urlsplit(settings.mail.reveal()).path))
    settings = replace(settings, environment="local")
    with served(settings) as (address, _), worked(settings):
        command = [sys.executable, "-m", "rehearsal.walk", address, "--mail", str(mail)]
        walked = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert walked.returncode == 0, walked.stdout + walked.stderr
    assert "8. a paper deleted" in walked.stdout
