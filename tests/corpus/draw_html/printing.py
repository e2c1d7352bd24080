"""A real browser's print of a drawn page, where one is installed: Skia's PDF, its margins, its page breaks."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path

BROWSERS = ("chromium", "chromium-browser", "google-chrome")


def browser() -> str | None:
    """The path of a browser that can print without a window, None where there is none."""
    return next((path for name in BROWSERS if (path := shutil.which(name))), None)


def print_to_pdf(page: bytes) -> bytes:
    """As `Save as PDF` does, with address and time in the margins. RuntimeError when the browser gives nothing."""
    path = browser()
    if path is None:
        raise RuntimeError("no browser to print with: install chromium, or draw with another renderer")
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder) / "report.html", Path(folder) / "report.pdf"
        source.write_bytes(page)
        command = [
            path, "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={folder}/profile",
            f"--print-to-pdf={target}", source.as_uri(),
        ]  # fmt: skip
        done = subprocess.run(command, capture_output=True, timeout=90, check=False)
        if not target.exists():
            raise RuntimeError(f"the browser printed nothing (exit {done.returncode})")
        return target.read_bytes()
