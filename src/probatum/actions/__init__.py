"""The corridor, one verb a file; only here do the rooms meet."""
