"""The document itself: which line is served by what, and when that last ran."""
