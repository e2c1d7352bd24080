"""Ask every section."""

from __future__ import annotations

from runbook.cli.release._options import AsJson
from runbook.cli.verify._options import Aimed, Colour, Of
from runbook.cli.verify._telling import told


def everything(
    environment: Aimed = "local", of: Of = "local", colour: Colour = "", json: AsJson = False
) -> None:
    """Ask every section.

    yes, no, unknown (it did not answer) or not asked (this environment has none). It only asks. Anything but yes and
    not asked ends with 2.

    Examples:

      creditai verify everything
      creditai verify everything --environment green
      creditai verify everything --environment production --json
    """
    told(None, environment, of, colour, json)
