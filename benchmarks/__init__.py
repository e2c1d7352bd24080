"""Speed, as ratios in one run: each file is a program of its own; `make bench` runs them all."""
