"""The command line: one file per verb, found by scanning this folder, imported when it is asked for."""
