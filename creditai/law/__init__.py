"""The law and the practices that findings rest on, as dated tables. Pure data; this is the door.

`sections`      what a section of law says, in one line of our own words
`policies`      what bureaus or the industry announced or do; these are not law and cite none
`numbers`       every year, day, amount and date that a rule or a clock computes with
`undecidable`   what no paper can decide, and the words that would claim it
`catalogue`     the rules there are to be, by section of the subject

`checked_on` is the day on which a line was last compared with our notes on the law, which name their
primary sources; it is not the day of a reading of the official text. `verified` False: the notes
themselves ask for a look at the primary source first, so the line may not appear in a letter.
"""

from __future__ import annotations

from creditai.law.policies import POLICIES, Policy
from creditai.law.sections import SECTIONS, Section

__all__ = ["POLICIES", "SECTIONS", "Policy", "Section"]
