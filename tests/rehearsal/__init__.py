"""The stand-ins, held against the clients of those they stand for."""
