"""The one command `creditai`: imports only the half that is asked for."""

from __future__ import annotations

import sys


def main() -> None:
    """Hand over to the product's command line."""
    from creditai.cli import main as product

    sys.exit(product())
