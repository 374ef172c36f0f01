"""The nouns: frozen dataclasses, no I/O, named after the field."""
