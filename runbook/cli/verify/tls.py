"""Are TLS, chain and certificate in order?"""

from __future__ import annotations

from runbook.cli.release._options import AsJson
from runbook.cli.verify._options import Aimed, Colour, Of
from runbook.cli.verify._telling import told


def tls(environment: Aimed = "local", of: Of = "local", colour: Colour = "", json: AsJson = False) -> None:
    """Are TLS, chain and certificate in order?

    yes, no, unknown (it did not answer) or not asked (this environment has none). It only asks. Anything but yes and
    not asked ends with 2.

    Examples:

      creditai verify tls
      creditai verify tls --environment green
      creditai verify tls --environment production --json
    """
    told("tls", environment, of, colour, json)
