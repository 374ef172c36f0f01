"""Records in, bytes that others read out."""
