"""Inserting thousands of rows of one model in one go, in half of bulk_create's time.

On SQLite bulk_create splits 50-column rows into statements of some twenty and compiles each; here one prepared
statement takes them all. Only for models whose key is set in Python (ids.py) and without database defaults.
"""

from collections.abc import Callable, Sequence
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections, models

_PLAIN = (models.CharField, models.TextField)


def insert_many(objects: Sequence[models.Model]) -> None:
    """Inserts them as they are; raises what the database raises (IntegrityError where a constraint refuses)."""
    if not objects:
        return
    connection = connections[DEFAULT_DB_ALIAS]
    meta, quote = objects[0]._meta, connection.ops.quote_name
    fields = [field for field in meta.concrete_fields if not field.generated]
    names, places = ", ".join(quote(f.column) for f in fields), ", ".join(["%s"] * len(fields))
    writers = [(field.attname, _writer(field, connection)) for field in fields]
    rows = [[write(getattr(one, name)) for name, write in writers] for one in objects]
    with connection.cursor() as cursor:
        cursor.executemany(f"INSERT INTO {quote(meta.db_table)} ({names}) VALUES ({places})", rows)
    for one in objects:
        one._state.adding, one._state.db = False, connection.alias


def _writer(field: models.Field, connection: Any) -> Callable[[Any], Any]:
    """A value as the database takes it; a plain text is that already."""
    save = field.get_db_prep_save
    if type(field) in _PLAIN:
        return lambda value: value if type(value) is str else save(value, connection)
    return lambda value: save(value, connection)
