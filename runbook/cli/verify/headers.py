"""Do its answers score A or better by the Observatory's arithmetic?"""

from __future__ import annotations

from runbook.cli.release._options import AsJson
from runbook.cli.verify._options import Aimed, Colour, Of
from runbook.cli.verify._telling import told


def headers(
    environment: Aimed = "local", of: Of = "local", colour: Colour = "", json: AsJson = False
) -> None:
    """Do its answers score A or better by the Observatory's arithmetic?

    yes, no, unknown (it did not answer) or not asked (this environment has none). It only asks. Anything but yes and
    not asked ends with 2.

    Examples:

      creditai verify headers
      creditai verify headers --environment green
      creditai verify headers --environment production --json
    """
    told("headers", environment, of, colour, json)
