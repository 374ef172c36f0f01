"""How a brought text is built: one rule a file, a plain function of the text as it was read."""
