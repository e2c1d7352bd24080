"""How well reports are read and inaccuracies found, on drawings whose answer is known (`make accuracy`)."""
