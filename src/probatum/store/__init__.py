"""Where records rest; I/O and no rules."""
