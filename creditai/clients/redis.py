"""Redis or Valkey: a client that answers or fails within a second, so that who calls can go on without it.

redis-py's own retries (ten of them, with growing pauses) would hold a request for seconds; limits and switches
have their own answer to a server that is away.
"""

from __future__ import annotations

import redis
from redis.backoff import NoBackoff
from redis.retry import Retry

ANSWER_SECONDS = 0.5


def connect(url: str) -> redis.Redis:
    """A client with its own pool; nothing is sent before the first call. One new try on a connection that broke:
    the server may have been restarted since it was last used."""
    return redis.Redis.from_url(
        url,
        socket_timeout=ANSWER_SECONDS,
        socket_connect_timeout=ANSWER_SECONDS,
        socket_keepalive=True,
        health_check_interval=30,
        retry=Retry(NoBackoff(), 1),
        max_connections=64,
    )
