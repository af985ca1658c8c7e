"""The database itself refuses to add, change or delete payments of a closed month.

Django's rebuild of a table on SQLite drops its triggers, so a migration that alters subsidies_payment must call
``install`` again (tests/relief/test_closing.py tells).
"""

TABLE = "subsidies_payment"
SENTENCE = "这个月已经封账，发放记录不能再改"
ROWS = {"insert": ("NEW",), "update": ("OLD", "NEW"), "delete": ("OLD",)}  # the versions of the row to look at
COUNTY = 1_000_000  # a padded code without its last six digits is the county's


def install(schema_editor) -> None:
    """Puts the triggers on, on SQLite and PostgreSQL."""
    vendor = schema_editor.connection.vendor
    for act, rows in ROWS.items():
        for statement in _postgres(act, rows) if vendor == "postgresql" else _sqlite(act, rows):
            schema_editor.execute(statement, params=None)  # without parameters % is only an operator


def remove(schema_editor) -> None:
    """Takes them off: for going back over the migration."""
    for act in ROWS:
        if schema_editor.connection.vendor == "postgresql":
            schema_editor.execute(f"DROP FUNCTION IF EXISTS payment_closed_{act}() CASCADE")
        else:
            schema_editor.execute(f"DROP TRIGGER IF EXISTS payment_closed_{act}")


def _closed(row: str, first_of_month: str) -> str:
    return (
        f"EXISTS (SELECT 1 FROM subsidies_closedmonth c WHERE c.region_id = {row}.region_id - {row}.region_id % {COUNTY}"
        f" AND c.month = {first_of_month.format(row=row)})"
    )


def _sqlite(act: str, rows: tuple[str, ...]) -> list[str]:
    closed = " OR ".join(_closed(row, "date({row}.date, 'start of month')") for row in rows)
    return [
        f"CREATE TRIGGER payment_closed_{act} BEFORE {act.upper()} ON {TABLE} WHEN {closed} "
        f"BEGIN SELECT RAISE(ABORT, '{SENTENCE}'); END"
    ]


def _postgres(act: str, rows: tuple[str, ...]) -> list[str]:
    closed = " OR ".join(_closed(row, "date_trunc('month', {row}.date)::date") for row in rows)
    result = "OLD" if act == "delete" else "NEW"
    return [
        f"CREATE FUNCTION payment_closed_{act}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"IF {closed} THEN RAISE EXCEPTION '{SENTENCE}' USING ERRCODE = 'check_violation'; END IF; "
        f"RETURN {result}; END $$",
        f"CREATE TRIGGER payment_closed_{act} BEFORE {act.upper()} ON {TABLE} "
        f"FOR EACH ROW EXECUTE FUNCTION payment_closed_{act}()",
    ]
