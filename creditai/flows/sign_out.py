"""The session ends here and now; its cookie is worth nothing from then on."""

from __future__ import annotations

from creditai.store import audit
from creditai.store.tables.session import session
from creditai.who import Who
from creditai.wiring import Wiring


def sign_out(wiring: Wiring, who: Who) -> None:
    """For a program's token there is nothing to end: it is withdrawn in the list of tokens."""
    if who.person is None or who.session is None:
        return
    with wiring.database.scope(who.person) as connection:
        connection.execute(session.delete().where(session.c.id == who.session))
        audit.record(connection, who, "session.close", str(who.session), "own")
