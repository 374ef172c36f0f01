"""A door: the pages and the JSON API."""
