"""The command line as a program of its own, for tests that need a real pipe or a real terminal."""

import sys

from creditai.cli import main

if __name__ == "__main__":
    sys.exit(main())
