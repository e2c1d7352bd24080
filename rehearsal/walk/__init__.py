"""A user's way through a running service: `python -m rehearsal.walk FOLDER` (`make walk`), step by step, over the network.

`steps`    the way: each step asks, holds the answers against what they must be, and says what it saw in one line
`asking`   how it asks: requests, each kept as the curl command that does the same
`curl`     a request as words of a shell
`mails`    the caught mail, and the link in it

The first answer that is not as it should be ends the walk. `docs/how-to/use-the-api.md` shows the same commands, and a
test holds both together.
"""


class Astray(Exception):
    """Something was not as it should be."""
