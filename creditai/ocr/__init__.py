"""Page picture -> words with boxes and confidence: one file per engine."""
