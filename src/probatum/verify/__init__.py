"""Each claim against its passage: one file a check, a check is a plain function; pure."""
