"""Pages for people, and the programs that print and draw parts of them."""
