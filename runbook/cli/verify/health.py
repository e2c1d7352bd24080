"""Do all addresses of health answer, and say what they should?"""

from __future__ import annotations

from runbook.cli.release._options import AsJson
from runbook.cli.verify._options import Aimed, Colour, Of
from runbook.cli.verify._telling import told


def health(environment: Aimed = "local", of: Of = "local", colour: Colour = "", json: AsJson = False) -> None:
    """Do all addresses of health answer, and say what they should?

    yes, no, unknown (it did not answer) or not asked (this environment has none). It only asks. Anything but yes and
    not asked ends with 2.

    Examples:

      creditai verify health
      creditai verify health --environment green
      creditai verify health --environment production --json
    """
    told("health", environment, of, colour, json)
