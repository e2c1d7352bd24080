"""A town to practise in: stand-ins for the outside parties, each one process of its own.

A stand-in speaks the other party's wire, says so in its docstring where it is simpler, and refuses what
it does not know instead of guessing. Nothing here imports `creditai`; nothing of the product imports this.
"""
