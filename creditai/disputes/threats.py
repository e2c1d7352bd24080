"""Words that no letter may carry, whoever wrote them: threats, motives, bargains, advice, commands.

They are looked for in the consumer's own answers as well; a letter is not the place for them, and the
person is told which words to leave out. Words quoted from paper are the paper's.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

_ORDER = r"(?:answer|reply|respond|delete|remove|correct|fix|update|you (?:must|have to|shall))"
_PATTERNS = (
    # threats of suit, regulator, damages
    r"\bsue\b", r"\bsu(?:ed|ing)\b", r"\blaw ?suits?\b", r"\blitigat\w*\b", r"\b(?:legal|court) (?:action|proceedings?)\b",
    r"\btake (?:you|this|them) to court\b", r"\battorneys?\b", r"\blawyers?\b", r"\bdamages\b", r"\bliab(?:le|ility) for \$",
    r"\b(?:report|complain)\w* (?:you|them|this) to\b", r"\battorney general\b",
    # motives and verdicts
    r"\bwill?ful\w*\b", r"\bmalicious\w*\b", r"\billegal\w*\b", r"\bunlawful\w*\b", r"\bviolat\w+\b", r"\bdeliberate\w*\b",
    r"\bcriminal\w*\b", r"\bscam\w*\b", r"\bnegligen\w*\b", r"\bbad faith\b",
    # wrong instruments
    r"\bcease and desist\b", r"\bMetro ?2 complian\w*\b", r"\boriginal (?:signed )?contract\b", r"\bvalidate (?:this|the) account\b",
    # bargains and admissions
    r"\bpay[- ]for[- ]delet\w*\b", r"\b(?:will|offer to|promise to|agree to) pay\b", r"\bI (?:still )?owe\b(?! nothing)", r"\bin exchange for\b",
    # scores, shorter clocks
    r"\b(?:credit )?scores?\b", rf"\b{_ORDER}\b[^.]*\b(?:within (?:\d+|\w+) (?:hours|days)|immediately|at once)\b",
    rf"\b(?:within (?:\d+|\w+) (?:hours|days)|immediately)\b[^.]*\b{_ORDER}\b",
)  # fmt: skip
_THREAT = re.compile("|".join(_PATTERNS), re.IGNORECASE)
_QUOTED = re.compile(r"“[^”]*”")


def threats(text: str, *, printed: Iterable[str] | None = None) -> tuple[str, ...]:
    """The words of `text` that no letter may carry. `printed`: names in it that come from paper; with
    it, what stands between quotation marks is the paper's too. The consumer's words have no such cover."""
    if printed is not None:
        text = _QUOTED.sub(" ", text)
        for name in sorted(filter(None, printed), key=len, reverse=True):
            text = text.replace(name, " ")
    return tuple(found.group() for found in _THREAT.finditer(text))
