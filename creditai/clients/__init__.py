"""The outside parties, one file each: what we ask of them, with timeouts, and what their failures mean to us.

A client speaks one party's protocol and knows nothing of people, flows or HTTP routes. It raises our errors:
`Unavailable` for what passes, so that a job is tried again. Each has its stand-in in `rehearsal/`, and its tests
run against that over a real socket.
"""
