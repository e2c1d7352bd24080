"""Release, switch, roll back, resume; what was done stands in the journal."""
