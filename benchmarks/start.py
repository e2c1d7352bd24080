"""How long `creditai --help` takes, beside bare Python and `import typer`: at most twice the latter.

python -m benchmarks.start [--rounds 15]
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import time

from benchmarks import verdict

PROGRAMS = {
    "python -c pass": "pass",
    "import typer": "import typer",
    "creditai --help": "import sys; from creditai.cli import main; sys.exit(main(['--help']))",
}
GOAL = 2.0


def seconds(program: str) -> float:
    began = time.perf_counter()
    subprocess.run([sys.executable, "-c", program], check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - began


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rounds", type=int, default=15)
    rounds = parser.parse_args().rounds
    os.environ["COLUMNS"] = "100"
    best = {name: min(seconds(program) for _ in range(rounds)) for name, program in PROGRAMS.items()}
    for name, took in best.items():
        print(f"  {name:<16}{took * 1000:7.1f} ms   {took / best['import typer']:.2f} x typer")
    met = verdict("creditai --help", best["creditai --help"] / best["import typer"], GOAL, "x typer")
    return 0 if met else 1


if __name__ == "__main__":
    sys.exit(main())
