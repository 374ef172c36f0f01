"""The world outside in: readers turn bytes into works and texts."""
