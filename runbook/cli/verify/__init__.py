"""Is what answers as it should be: health, headers, TLS, times, load, outside parties; evidence stands in the journal."""
