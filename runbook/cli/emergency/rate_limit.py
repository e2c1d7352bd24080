"""Let the emergency profile of the rate limits stand, far stricter than the normal one."""

from __future__ import annotations

from runbook.cli.emergency._showing import Lasting, Why
from runbook.cli.release._options import AsJson, EnvironmentName, Operator


def rate_limit(
    lasting: Lasting = "30m",
    why: Why = "",
    environment: EnvironmentName = "local",
    operator: Operator = "",
    json: AsJson = False,
) -> None:
    """Let the emergency profile of the rate limits stand, far stricter than the normal one.

    It is shared by all instances through Valkey and ends by itself. The verb says who has heard it, and ends with 3 when
    somebody has not.

    Examples:

      creditai emergency rate-limit --for 30m --why "a flood of sign-ins"
    """
    from runbook.cli.emergency._showing import shown
    from runbook.emergencies import LIMITS, switch
    from runbook.operating import desk

    shown(switch(desk(environment, operator or None), (LIMITS,), on=True, span=lasting, why=why), json)
