"""Measuring: ``python -m evals SUITE``. A customer of ``probatum.actions``; the package never imports it."""
