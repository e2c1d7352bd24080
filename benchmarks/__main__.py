"""Every benchmark of this folder, one after the other, under the name that the machine has for itself."""

from __future__ import annotations

import os
import platform
import subprocess
import sys
from pathlib import Path
from pkgutil import iter_modules

HOME = Path(__file__).parent


def main() -> int:
    """1 when a goal is not met; which, is in what was printed."""
    print(
        f"{platform.platform()}, {platform.processor() or 'processor not named'}, {os.cpu_count()} cores, ",
        end="",
    )
    print(f"Python {platform.python_version()}", flush=True)
    missed = []
    for name in sorted(m.name for m in iter_modules([str(HOME)]) if m.name != "__main__"):
        print(f"\n{name}", flush=True)
        if subprocess.run(
            [sys.executable, "-m", f"benchmarks.{name}"], cwd=HOME.parent, check=False
        ).returncode:
            missed.append(name)
    print(f"\ngoals not met: {', '.join(missed)}" if missed else "\nall goals met")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
