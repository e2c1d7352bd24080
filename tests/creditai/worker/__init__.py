"""Taking jobs: turns, connections that are lost, endings."""
