"""What do the machine and the processes use?"""

from __future__ import annotations

from runbook.cli.release._options import AsJson
from runbook.cli.verify._options import Aimed, Colour, Of
from runbook.cli.verify._telling import told


def resources(
    environment: Aimed = "local", of: Of = "local", colour: Colour = "", json: AsJson = False
) -> None:
    """What do the machine and the processes use?

    yes, no, unknown (it did not answer) or not asked (this environment has none). It only asks. Anything but yes and
    not asked ends with 2.

    Examples:

      creditai verify resources
      creditai verify resources --environment green
      creditai verify resources --environment production --json
    """
    told("resources", environment, of, colour, json)
