"""An operator switches features off or on for a while: written where every instance hears it, and audited."""

from __future__ import annotations

import redis

from creditai.errors import Unavailable
from creditai.flags.board import Board, Seen
from creditai.flags.switches import checked
from creditai.logs import log
from creditai.store import audit
from creditai.who import Who
from creditai.wiring import Wiring

_AWAY = "Valkey does not answer, so nobody was told. On the machine itself `creditai flags disable` writes the file."


def order_switches(
    wiring: Wiring, who: Who, names: tuple[str, ...], *, value: bool, seconds: float, why: str
) -> tuple[int, tuple[Seen, ...]]:
    """The epoch of the order, and the instances that hear it. The order stands although the audit log cannot be
    written: it stands in the log of orders too, and a kill switch must not need what may be broken."""
    checked(names, seconds, why)
    by = str(who.person) if who.person is not None else "operator's token"
    board = Board(wiring.redis)
    try:
        epoch, instances = board.order(names, value, seconds, by, why), board.instances()
    except redis.RedisError as error:
        raise Unavailable(_AWAY) from error
    try:
        with wiring.database.purpose("operator") as connection:
            act = "switch.on" if value else "switch.off"
            audit.record(connection, who, act, ",".join(names)[:128], why or "emergency")
    except Unavailable as error:
        log.error("flags.unaudited", epoch=epoch, exc_info=error)
    return epoch, instances
