"""Are all outside parties well that are set up?"""

from __future__ import annotations

from runbook.cli.release._options import AsJson
from runbook.cli.verify._options import Aimed, Colour, Of
from runbook.cli.verify._telling import told


def integrations(
    environment: Aimed = "local", of: Of = "local", colour: Colour = "", json: AsJson = False
) -> None:
    """Are all outside parties well that are set up?

    yes, no, unknown (it did not answer) or not asked (this environment has none). It only asks. Anything but yes and
    not asked ends with 2.

    Examples:

      creditai verify integrations
      creditai verify integrations --environment green
      creditai verify integrations --environment production --json
    """
    told("integrations", environment, of, colour, json)
