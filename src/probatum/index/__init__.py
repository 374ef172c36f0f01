"""Finding passages; a cache that can be deleted and rebuilt."""
