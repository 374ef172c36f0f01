"""Who may decide what, and what was decided; pure."""
