"""How the system starts: on which database, and not at all without its secrets in production."""

import base64
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection

VENDORS = {"sqlite": "sqlite", "postgres": "postgresql"}
PRODUCTION = {
    "FENGXIAN_ENV": "production",
    "SECRET_KEY": "s3cret-" + "kP9x" * 16,
    "FIELD_KEYS": "k1:" + base64.b64encode(bytes(range(32))).decode(),
    "HASH_KEY": "h" + "4dF7" * 10,
    "AUDIT_KEY": "a" + "8sL2" * 10,
    "ALLOWED_HOSTS": "jiuzhu.example.gov.cn",
    "DATABASE_URL": "postgres://fengxian@127.0.0.1:5432/fengxian",
}


def run_in_production(*command: str, **changed: str) -> subprocess.CompletedProcess:
    """Runs the command with production settings, some of them changed; an empty one is as good as none."""
    return subprocess.run(
        [sys.executable, *command], cwd=settings.BASE_DIR, capture_output=True, text=True,
        env=os.environ | PRODUCTION | changed,
    )


@pytest.mark.django_db
def test_this_run_uses_the_database_that_it_claims():
    assert connection.vendor == VENDORS[os.environ.get("FENGXIAN_TEST_DATABASE", "sqlite")]


@pytest.mark.django_db
def test_a_sqlite_test_database_is_a_file_with_a_write_ahead_log_as_in_life():
    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA journal_mode")
        assert cursor.fetchone() == ("wal",)
    assert Path(connection.settings_dict["NAME"]).is_file()


@pytest.mark.django_db
def test_every_change_of_a_model_has_its_migration():
    call_command("makemigrations", check=True, dry_run=True)


def test_production_starts_when_everything_is_set():
    done = run_in_production("-c", "import fengxian.settings")
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("name", sorted(PRODUCTION.keys() - {"FENGXIAN_ENV"}))
def test_production_does_not_start_without(name):
    done = run_in_production("-c", "import fengxian.wsgi", **{name: ""})
    assert done.returncode != 0
    assert "ImproperlyConfigured: 生产环境必须" in done.stderr and name in done.stderr


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("ALLOWED_HOSTS", "*"),
        ("ALLOWED_HOSTS", "jiuzhu.example.gov.cn,*"),
        ("DATABASE_URL", "sqlite:////tmp/fengxian.sqlite3"),
        ("SECRET_KEY", "short"),
        ("HASH_KEY", "short"),
    ],
)
def test_production_does_not_start_with(name, value):
    done = run_in_production("-c", "import fengxian.wsgi", **{name: value})
    assert done.returncode != 0
    assert "ImproperlyConfigured" in done.stderr


def test_the_deployment_check_finds_nothing_in_production():
    done = run_in_production("manage.py", "check", "--deploy", "--fail-level", "WARNING")
    assert done.returncode == 0, done.stderr


def test_production_loads_no_demo():
    done = run_in_production("manage.py", "load_demo")
    assert done.returncode != 0
    assert "生产环境" in done.stderr
