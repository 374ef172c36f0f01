"""Bringing a store up to date with the migrations that the package carries."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection

#: The folder of the migrations, as Alembic wants it.
MIGRATIONS = Path(__file__).parent / "migrations"


def migrate(connection: Connection, to: str = "head") -> None:
    """Run every migration that the store has not seen, within the transaction of ``connection``."""
    # Alembic takes a quarter of a second to import and is needed once in the life of most stores.
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    command.upgrade(config, to)
