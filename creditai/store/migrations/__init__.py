"""Alembic's folder. One file per change in `versions/`: reversible, or with `POINT_OF_NO_RETURN = "why"`.

A migration must leave a schema that the running release can live on (expand); what removes is a later release of its
own (contract). It imports no table of ours: the tables move on, a migration stays as it was. `policies.protect` gives
the statements that protect a new table.
"""
