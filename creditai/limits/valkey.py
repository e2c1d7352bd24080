"""GCRA in Valkey: one script, one key per asker, its own clock. Keys hold digests, no address and no person."""

from __future__ import annotations

from collections.abc import Sequence

import redis

from creditai.limits.gcra import Rate, Verdict

_SCRIPT = """
local t = redis.call('TIME'); local now = t[1] + t[2] / 1000000
local told, passed = {}, true
for i = 1, #KEYS do
  local interval, burst = tonumber(ARGV[2 * i - 1]), tonumber(ARGV[2 * i])
  local start = math.max(tonumber(redis.call('GET', KEYS[i]) or '0'), now)
  local after = start + interval
  local room = burst * interval - (after - now)
  told[i] = {room, start, after}
  if room < -0.000001 then passed = false end
end
local out = {passed and 1 or 0}
for i = 1, #KEYS do
  local room, start, after = told[i][1], told[i][2], told[i][3]
  if passed then
    redis.call('SET', KEYS[i], string.format('%.6f', after), 'PX', math.ceil((after - now) * 1000) + 1000)
  end
  out[#out + 1] = string.format('%.6f', room)
  out[#out + 1] = string.format('%.6f', (passed and after or start) - now)
end
return out
"""


class Ledger:
    """What everybody has asked for, over all instances."""

    def __init__(self, client: redis.Redis) -> None:
        self._script = client.register_script(_SCRIPT)

    def take(self, asked: Sequence[tuple[str, Rate]]) -> Verdict:
        """One request of one asker under several keys (person, address): it passes when all let it, and is counted
        only then. The verdict is that of the tightest. May raise redis.RedisError."""
        words = [word for _, rate in asked for word in (str(rate.interval), str(rate.burst))]
        passed, *flat = self._script(keys=[f"creditai:limit:{key}" for key, _ in asked], args=words)
        numbers = [float(each) for each in flat]
        each = [
            _verdict(rate, room, reset)
            for (_, rate), room, reset in zip(asked, numbers[::2], numbers[1::2], strict=True)
        ]
        return tightest(each, bool(passed))


def _verdict(rate: Rate, room: float, reset: float) -> Verdict:
    return Verdict(
        room >= -1e-6, max(0, int(room / rate.interval + 1e-4)), max(reset, 0.0), max(-room, 0.0), rate
    )


def tightest(each: Sequence[Verdict], passed: bool) -> Verdict:
    """The verdict that binds: the one that makes wait longest, else the one that leaves least."""
    return min(each, key=lambda v: v.remaining) if passed else max(each, key=lambda v: v.wait)
