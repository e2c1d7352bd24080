"""What is wrong, and what it means: collected, concluded, with the next step."""
