"""The migrations that the package carries make the tables that the store works with."""

from __future__ import annotations

from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from probatum.store.migrate import MIGRATIONS
from probatum.store.sql import SqlStore
from probatum.store.tables import SCHEMA, metadata


def test_migrations_and_tables_are_alike(any_store: SqlStore) -> None:
    """Alembic finds nothing to migrate in a new store, on either database."""
    with any_store.database.reading() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []


def test_the_newest_migration_is_the_one_that_the_store_names() -> None:
    """One head, and each migration follows the one before by number."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.set_main_option("path_separator", "os")
    script = ScriptDirectory.from_config(config)
    assert script.get_heads() == [SCHEMA]
    numbers = [one.revision for one in script.walk_revisions()][::-1]
    assert numbers == [f"{number:04d}" for number in range(1, len(numbers) + 1)]
