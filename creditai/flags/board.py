"""The switches in Valkey: one hash of orders, one epoch, one register of the instances that hear them.

    {creditai:flags}:orders      switch -> order as JSON           {creditai:flags}:epoch   a number
    {creditai:flags}:instances   id -> JSON: role, colour, release, epoch it has applied, when it was last seen
    {creditai:flags}:log         stream of the last thousand orders: what, who, why

Each change is one script, so that nobody sees half of it, and each time is Valkey's own: the clocks of the
instances need not agree. Instances ask twice a second; there is no subscription that could be lost unseen.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import redis

from creditai.flags.switches import Order, State

ORDERS, EPOCH, INSTANCES, LOG = (
    f"{{creditai:flags}}:{name}" for name in ("orders", "epoch", "instances", "log")
)
GONE_SECONDS = 5.0
"""An instance that was not heard of for so long is gone from the register."""

_NOW = "local t = redis.call('TIME'); local now = t[1] + t[2] / 1000000\n"
_ORDER = (
    _NOW
    + """
local value, seconds, by, why, clear = ARGV[1] == '1', tonumber(ARGV[2]), ARGV[3], ARGV[4], ARGV[5] == '1'
for i = 6, #ARGV do
  if clear then redis.call('HDEL', KEYS[1], ARGV[i])
  else redis.call('HSET', KEYS[1], ARGV[i],
    cjson.encode({value = value, ['until'] = now + seconds, by = by, why = why, at = now})) end
  redis.call('XADD', KEYS[3], 'MAXLEN', '~', '1000', '*', 'switch', ARGV[i], 'value', ARGV[1],
    'seconds', ARGV[2], 'by', by, 'why', why)
end
return redis.call('INCR', KEYS[2])
"""
)
_BEAT = (
    _NOW
    + """
redis.call('HSET', KEYS[1], ARGV[1], cjson.encode({told = cjson.decode(ARGV[2]), seen = now}))
for _, id in ipairs(redis.call('HKEYS', KEYS[1])) do
  local each = cjson.decode(redis.call('HGET', KEYS[1], id))
  if now - each.seen > tonumber(ARGV[3]) then redis.call('HDEL', KEYS[1], id) end
end
return tonumber(redis.call('GET', KEYS[2]) or '-1')
"""
)
_READ = (
    _NOW
    + """
return {redis.call('GET', KEYS[2]) or '-1', tostring(now), redis.call('HGETALL', KEYS[1])}
"""
)
_RESTORE = """
local epoch = tonumber(redis.call('GET', KEYS[2]) or '-1')
if epoch >= tonumber(ARGV[1]) then return epoch end
redis.call('DEL', KEYS[1])
for i = 2, #ARGV, 2 do redis.call('HSET', KEYS[1], ARGV[i], ARGV[i + 1]) end
redis.call('SET', KEYS[2], ARGV[1])
return tonumber(ARGV[1])
"""


@dataclass(frozen=True, slots=True)
class Instance:
    """A process that hears the switches; `epoch` is the last state that is in force there."""

    id: str
    role: str
    colour: str
    release: str
    pid: int
    epoch: int


@dataclass(frozen=True, slots=True)
class Seen:
    instance: Instance
    age: float


class Board:
    """Reads and writes the switches. Every call may raise redis.RedisError: who calls knows what then stands."""

    def __init__(self, client: redis.Redis) -> None:
        self._client = client
        self._order, self._beat = client.register_script(_ORDER), client.register_script(_BEAT)
        self._read, self._restore = client.register_script(_READ), client.register_script(_RESTORE)

    def order(
        self, names: Sequence[str], value: bool, seconds: float, by: str, why: str, clear: bool = False
    ) -> int:
        """Write one order for several switches; the epoch that it made. `clear` takes earlier orders back."""
        words = [str(int(value)), str(seconds), by, why, str(int(clear)), *names]
        return int(self._order(keys=[ORDERS, EPOCH, LOG], args=words))

    def beat(self, instance: Instance) -> int:
        """Say that the instance lives and what it has applied; the board's epoch, -1 when it has none."""
        return int(
            self._beat(
                keys=[INSTANCES, EPOCH], args=[instance.id, json.dumps(asdict(instance)), GONE_SECONDS]
            )
        )

    def read(self) -> tuple[State, float]:
        """The state, and what time it is there."""
        epoch, now, flat = self._read(keys=[ORDERS, EPOCH])
        pairs = [_text(each) for each in flat]
        orders = {
            name: Order.of(json.loads(told)) for name, told in zip(pairs[::2], pairs[1::2], strict=True)
        }
        return State(max(int(epoch), 0), orders), float(_text(now))

    def restore(self, state: State) -> int:
        """Put a state back that the board has lost; the higher epoch stays."""
        flat = [part for name, order in state.orders.items() for part in (name, json.dumps(order.as_data()))]
        return int(self._restore(keys=[ORDERS, EPOCH], args=[state.epoch, *flat]))

    def leave(self, instance: Instance) -> None:
        self._client.hdel(INSTANCES, instance.id)

    def instances(self) -> tuple[Seen, ...]:
        """Who lives, and how many seconds ago each was heard of."""
        seconds, micros = _pair(self._client.time())
        now = seconds + micros / 1_000_000
        found = []
        for told in _values(self._client.hgetall(INSTANCES)):
            each = json.loads(told)
            found.append(Seen(Instance(**each["told"]), now - float(each["seen"])))
        return tuple(sorted((s for s in found if s.age <= GONE_SECONDS), key=lambda s: s.instance.id))


def _text(value: bytes | str) -> str:
    return value.decode("utf-8") if isinstance(value, bytes) else value


def _values(told: Any) -> list[str]:
    assert isinstance(told, Mapping)
    return [_text(value) for value in told.values()]


def _pair(told: Any) -> tuple[int, int]:
    return int(told[0]), int(told[1])
