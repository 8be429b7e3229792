"""The index over the words: FTS5 that follows its table by triggers, or generated columns of PostgreSQL."""

from django.db import migrations

# FTS5's own pattern for a table that it indexes and does not copy (sqlite.org/fts5.html, 4.4.3).
SQLITE = [
    """
    CREATE VIRTUAL TABLE discovery_fulltext USING fts5(
        names, who_and_where, story,
        content='discovery_documentwords', content_rowid='product_id',
        tokenize="unicode61 remove_diacritics 0", prefix='2 3'
    )
    """,
    """
    CREATE TRIGGER discovery_fulltext_new AFTER INSERT ON discovery_documentwords BEGIN
        INSERT INTO discovery_fulltext (rowid, names, who_and_where, story)
        VALUES (new.product_id, new.names, new.who_and_where, new.story);
    END
    """,
    """
    CREATE TRIGGER discovery_fulltext_gone AFTER DELETE ON discovery_documentwords BEGIN
        INSERT INTO discovery_fulltext (discovery_fulltext, rowid, names, who_and_where, story)
        VALUES ('delete', old.product_id, old.names, old.who_and_where, old.story);
    END
    """,
    """
    CREATE TRIGGER discovery_fulltext_changed AFTER UPDATE OF names, who_and_where, story ON discovery_documentwords BEGIN
        INSERT INTO discovery_fulltext (discovery_fulltext, rowid, names, who_and_where, story)
        VALUES ('delete', old.product_id, old.names, old.who_and_where, old.story);
        INSERT INTO discovery_fulltext (rowid, names, who_and_where, story)
        VALUES (new.product_id, new.names, new.who_and_where, new.story);
    END
    """,
]
SQLITE_BACK = [
    "DROP TRIGGER discovery_fulltext_changed",
    "DROP TRIGGER discovery_fulltext_gone",
    "DROP TRIGGER discovery_fulltext_new",
    "DROP TABLE discovery_fulltext",
]
# The words are words already: no parser of the database looks at them a second time.
POSTGRESQL = [
    """
    ALTER TABLE discovery_documentwords
        ADD COLUMN name_words tsvector
            GENERATED ALWAYS AS (array_to_tsvector(array_remove(string_to_array(names, ' '), ''))) STORED,
        ADD COLUMN all_words tsvector
            GENERATED ALWAYS AS (
                array_to_tsvector(array_remove(string_to_array(names || who_and_where || story, ' '), ''))
            ) STORED
    """,
    "CREATE INDEX discovery_words_of_names ON discovery_documentwords USING gin (name_words) WITH (fastupdate = off)",
    "CREATE INDEX discovery_words_of_all ON discovery_documentwords USING gin (all_words) WITH (fastupdate = off)",
]
POSTGRESQL_BACK = [
    "DROP INDEX discovery_words_of_all",
    "DROP INDEX discovery_words_of_names",
    "ALTER TABLE discovery_documentwords DROP COLUMN all_words, DROP COLUMN name_words",
]


def _run(schema_editor, sqlite, postgresql):
    for statement in sqlite if schema_editor.connection.vendor == "sqlite" else postgresql:
        schema_editor.execute(statement)


def forwards(apps, schema_editor):
    """This will make the index."""
    _run(schema_editor, SQLITE, POSTGRESQL)


def backwards(apps, schema_editor):
    """This will take the index away."""
    _run(schema_editor, SQLITE_BACK, POSTGRESQL_BACK)


class Migration(migrations.Migration):
    dependencies = [("discovery", "0001_initial")]

    operations = [migrations.RunPython(forwards, backwards)]
