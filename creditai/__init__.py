"""CreditAI reads a person's credit reports, finds what is wrong in them, and writes the disputes."""
