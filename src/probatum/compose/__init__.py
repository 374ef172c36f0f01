"""Evidence in, cited draft out."""
