"""Rows that are written once. The model refuses, and so does the database."""

from __future__ import annotations

from typing import Any

from django.db import migrations, models


class AppendOnly(Exception):
    """A programmer's mistake: a row of an append-only table was to be changed or deleted."""


class AppendOnlyQuerySet(models.QuerySet):
    """Reads and inserts only."""

    def update(self, **kwargs: Any) -> int:
        raise AppendOnly(self.model.__name__)

    def delete(self) -> tuple[int, dict[str, int]]:
        raise AppendOnly(self.model.__name__)


class AppendOnlyModel(models.Model):
    """Base of tables whose rows never change."""

    objects = AppendOnlyQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise AppendOnly(type(self).__name__)
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        raise AppendOnly(type(self).__name__)


def forget_words(*, rows: models.QuerySet, column: str) -> int:
    """This will empty one column of text of these rows and return how many had any; see RefuseChangesButForgetting."""
    return models.QuerySet.update(rows.exclude(**{column: ""}), **{column: ""})


class RefuseChanges(migrations.operations.base.Operation):
    """This will make the database itself refuse UPDATE (and, on PostgreSQL, DELETE) on a table.

    SQLite's trigger covers UPDATE only: Django empties test databases there with DELETE.
    """

    reduces_to_sql = True
    reversible = True

    def __init__(self, table: str) -> None:
        self.table = table

    def state_forwards(self, app_label: str, state: Any) -> None:
        return None

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        table = self.table
        if schema_editor.connection.vendor == "postgresql":
            schema_editor.execute(
                f"CREATE OR REPLACE FUNCTION {table}_append_only() RETURNS trigger LANGUAGE plpgsql AS "
                f"$$BEGIN RAISE EXCEPTION '{table} is append-only'; END$$"
            )
            schema_editor.execute(
                f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON {table} "
                f"FOR EACH ROW EXECUTE FUNCTION {table}_append_only()"
            )
        else:
            schema_editor.execute(
                f"CREATE TRIGGER {table}_append_only BEFORE UPDATE ON {table} "
                f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
            )

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        table = self.table
        if schema_editor.connection.vendor == "postgresql":
            schema_editor.execute(f"DROP TRIGGER {table}_append_only ON {table}")
            schema_editor.execute(f"DROP FUNCTION {table}_append_only()")
        else:
            schema_editor.execute(f"DROP TRIGGER {table}_append_only")

    def describe(self) -> str:
        return f"Refuse changes of rows of {self.table}"


class RefuseChangesButForgetting(RefuseChanges):
    """The same, but one column of text may be emptied: words are somebody's data, that they were said is ours."""

    def __init__(self, table: str, column: str) -> None:
        super().__init__(table)
        self.column = column

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        """This will put the triggers up. SQLite's compares every other column of the table as it stands now."""
        table, column = self.table, self.column
        if schema_editor.connection.vendor == "postgresql":
            super().database_forwards(app_label, schema_editor, from_state, to_state)
            schema_editor.execute(
                f"CREATE OR REPLACE FUNCTION {table}_append_only() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN "
                f"IF TG_OP = 'UPDATE' AND NEW.{column} = '' "
                f"AND to_jsonb(NEW) - '{column}' = to_jsonb(OLD) - '{column}' THEN RETURN NEW; END IF; "
                f"RAISE EXCEPTION '{table} is append-only'; END$$"
            )
            return
        model = next(model for model in to_state.apps.get_models() if model._meta.db_table == table)
        others = [field.column for field in model._meta.local_concrete_fields if field.column != column]
        same = " AND ".join(f'NEW."{name}" IS OLD."{name}"' for name in others)
        schema_editor.execute(
            f"CREATE TRIGGER {table}_append_only BEFORE UPDATE ON {table} WHEN NOT (NEW.{column} = '' AND {same}) "
            f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
        )


class LetForget(RefuseChangesButForgetting):
    """The same for a table that refused every change until now."""

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        RefuseChanges(self.table).database_backwards(app_label, schema_editor, from_state, to_state)
        super().database_forwards(app_label, schema_editor, from_state, to_state)

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        RefuseChanges(self.table).database_backwards(app_label, schema_editor, from_state, to_state)
        RefuseChanges(self.table).database_forwards(app_label, schema_editor, from_state, to_state)
