"""Ask what must be true before a release; nothing is changed."""
