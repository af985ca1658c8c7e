"""The trail only grows: the database itself refuses to change or delete what stands in it.

Django's rebuild of a table on SQLite drops its triggers, so a migration that alters these tables must call
``install`` again (tests/audit/test_append_only.py tells).
"""

TABLES = ("audit_entry", "audit_change")
SENTENCE = "审计记录只增不改"


def install(schema_editor) -> None:
    """Puts the triggers on both tables, on SQLite and PostgreSQL."""
    for statement in _statements(schema_editor.connection.vendor):
        schema_editor.execute(statement)


def remove(schema_editor) -> None:
    """Takes the triggers off: for going back over the migration, and for emptying a test database."""
    postgres = schema_editor.connection.vendor == "postgresql"
    for table in TABLES:
        for act in ("update", "delete"):
            on_table = f" ON {table}" if postgres else ""
            schema_editor.execute(f"DROP TRIGGER IF EXISTS {table}_no_{act}{on_table}")


def _statements(vendor: str) -> list[str]:
    if vendor == "postgresql":
        return [_POSTGRES_FUNCTION] + [
            f"CREATE TRIGGER {table}_no_{act} BEFORE {act.upper()} ON {table} "
            "FOR EACH ROW EXECUTE FUNCTION audit_only_grows()"
            for table in TABLES for act in ("update", "delete")
        ]
    return [
        f"CREATE TRIGGER {table}_no_{act} BEFORE {act.upper()} ON {table} "
        f"BEGIN SELECT RAISE(ABORT, '{SENTENCE}'); END"
        for table in TABLES for act in ("update", "delete")
    ]


_POSTGRES_FUNCTION = f"""
CREATE OR REPLACE FUNCTION audit_only_grows() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION '{SENTENCE}' USING ERRCODE = 'restrict_violation'; END $$
"""
