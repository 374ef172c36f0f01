"""Probatum: medical answers that can be checked.

The promise: every sentence that Probatum writes points to a passage that it holds, and has been checked
against it. What it cannot support it does not write, and what it does not know it says.

The rooms, and the one direction in which they import::

    doors (cli, web) → actions → workspace → rooms → language → records
"""

__version__ = "0.1.0"
