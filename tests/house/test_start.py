"""`creditai --help` starts as quickly as typer does: nothing heavy is imported for it."""

from __future__ import annotations

import subprocess
import sys

import pytest

HEAVY = ("PIL", "cv2", "lxml", "numpy", "onnxruntime", "psutil", "pypdfium2", "rapidocr", "rich", "typst")


@pytest.mark.parametrize("arguments", [["--help"], ["analyze", "--help"], ["get"], ["nonsense"]])
def test_nothing_heavy_is_imported(arguments: list[str]) -> None:
    program = (
        "import sys\n"
        "from creditai.cli import main\n"
        f"main({arguments!r})\n"
        f"print(sorted(set(sys.modules) & set({HEAVY!r})), file=sys.stderr)\n"
    )
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert ran.stderr.splitlines()[-1] == "[]"
