"""``verify_audit`` finds every way of tampering that leaves the database's own guards behind."""

import json
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection

from fengxian.audit import guards
from fengxian.audit.models import Act, Change, Entry
from fengxian.audit.trail import record

pytestmark = pytest.mark.django_db


@pytest.fixture
def trail(county_admin):
    """Five entries, the third with a change."""
    for number in range(5):
        changes = [Change(kind="people", object_id=county_admin.pk, act=Act.UPDATE, version=1, diff=[["姓名", "", "甲"]])]
        record(Act.PEOPLE, actor=county_admin, label=f"第{number}", changes=changes if number == 2 else [])
    return list(Entry.objects.order_by("id"))


@pytest.fixture
def unguarded():
    """Without the triggers, as for somebody who owns the database."""
    with connection.cursor() as cursor:
        guards.remove(Direct(cursor))


class Direct:
    """What guards.remove wants of a schema editor, inside the test's transaction."""

    connection = connection

    def __init__(self, cursor):
        self.execute = cursor.execute


def verify():
    out = StringIO()
    try:
        call_command("verify_audit", stdout=out)
    except SystemExit as stopped:
        return stopped.code, json.loads(out.getvalue())
    return 0, json.loads(out.getvalue())


def test_a_whole_trail_verifies(trail):
    code, said = verify()
    assert (code, said["ok"], said["entries"], said["last"]) == (0, True, 5, trail[-1].pk)


def test_an_empty_trail_verifies(db):
    assert verify()[0] == 0


def edit(entries):
    Entry.objects.filter(pk=entries[1].pk).update(label="别的")


def delete(entries):
    Entry.objects.filter(pk=entries[1].pk)._raw_delete("default")


def reorder(entries):
    Entry.objects.filter(pk=entries[0].pk).update(id=entries[-1].pk + 1)


def insert(entries):
    forged = Entry.objects.get(pk=entries[-1].pk)
    forged.pk, forged.mac, forged.label = None, "0" * 64, "假的"
    forged.save(force_insert=True)


def edit_a_change(entries):
    Change.objects.update(diff=[["姓名", "", "乙"]])


@pytest.mark.parametrize("tamper", [edit, delete, reorder, insert, edit_a_change])
def test_tampering_is_found(trail, unguarded, tamper):
    tamper(trail)
    code, said = verify()
    assert code == 1 and said["problems"]
