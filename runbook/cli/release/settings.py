"""Print what the release is told, as lines for a shell: its own verbs then work here as they do for it."""

from __future__ import annotations

from runbook.cli.release._options import EnvironmentName


def settings(environment: EnvironmentName = "local") -> None:
    """Print what the release is told, as lines for a shell: its own verbs then work here as they do for it.

    `creditai db`, `creditai flags` and `creditai settings` ask the database, the cache and the keys that the service has. A secret
    is no value here: its file is named, or the variable that holds it. The last line says which program serves.

    Examples:

      creditai release settings
      eval "$(creditai release settings)"; creditai db validate
      eval "$(creditai release settings --environment production)"; creditai db shell --owner
    """
    from runbook.operating import desk
    from runbook.perform import Performer
    from runbook.told import exports

    at = desk(environment)
    for line in exports(at.environment, at.target.program(Performer(at.redactor).ask)):
        print(line)
