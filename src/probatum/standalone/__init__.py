"""Programs of one file that need nothing of the package: they can be copied to another machine."""
