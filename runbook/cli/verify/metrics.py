"""Is everything measured that is to be watched?"""

from __future__ import annotations

from runbook.cli.release._options import AsJson
from runbook.cli.verify._options import Aimed, Colour, Of
from runbook.cli.verify._telling import told


def metrics(
    environment: Aimed = "local", of: Of = "local", colour: Colour = "", json: AsJson = False
) -> None:
    """Is everything measured that is to be watched?

    yes, no, unknown (it did not answer) or not asked (this environment has none). It only asks. Anything but yes and
    not asked ends with 2.

    Examples:

      creditai verify metrics
      creditai verify metrics --environment green
      creditai verify metrics --environment production --json
    """
    told("metrics", environment, of, colour, json)
