"""Databases of the tests' own beside pytest-django's: fresh ones, and copies of the demo campaign's.

The demo is loaded once a run, whatever the number of test processes, and then copied.
"""

import fcntl
import json
import os
import shutil
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
from django.conf import settings
from psycopg import sql


def manage(*arguments: str, url: str, **environment: str) -> subprocess.CompletedProcess:
    """Runs ``manage.py`` against that database, with standard output and error as text."""
    return subprocess.run(
        [sys.executable, "manage.py", *arguments], cwd=settings.BASE_DIR, capture_output=True, text=True,
        stdin=subprocess.DEVNULL, env=os.environ | {"DATABASE_URL": url, **environment},
    )


def managed(*arguments: str, url: str, **environment: str) -> str:
    """The standard output of a ``manage.py`` command that must succeed."""
    done = manage(*arguments, url=url, **environment)
    assert done.returncode == 0, f"{arguments}: exit {done.returncode}\n{done.stdout}\n{done.stderr}"
    return done.stdout


ONE_AFTER_ANOTHER = """
import json, sys, django
from django.core.management import call_command
django.setup()
for command in json.load(sys.stdin):
    try:
        call_command(*command)
    except SystemExit as end:
        if end.code:
            raise
"""


def answers(commands: list[list[str]], url: str, **environment: str) -> list[dict]:
    """What commands that must succeed print as JSON, run one after another in a single process."""
    done = subprocess.run(
        [sys.executable, "-c", ONE_AFTER_ANOTHER], cwd=settings.BASE_DIR, capture_output=True, text=True,
        input=json.dumps(commands),
        env=os.environ | {"DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "fengxian.settings", **environment},
    )
    assert done.returncode == 0, f"exit {done.returncode}\n{done.stdout}\n{done.stderr}"
    return [json.loads(line) for line in done.stdout.splitlines()]


class Databases:
    """Makes databases of the run's kind. ``shared`` is a folder that all processes of one run have in common."""

    def __init__(self, shared: Path, process: str):
        self.shared = shared
        self.process = process
        self.made: list[str] = []

    def empty(self) -> str:
        """The DATABASE_URL of a migrated database without a row."""
        return self._copy(self._once("empty", ["migrate", "--verbosity", "0"]))

    def demo(self) -> str:
        """The DATABASE_URL of a copy of the demo campaign's database."""
        return self._copy(self._once("demo", ["migrate", "--verbosity", "0"], ["load_demo"]))

    def drop_all(self) -> None:
        for url in self.made:
            if _is_sqlite():
                _file(url).unlink(missing_ok=True)
            else:
                _on_server(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(_name(url)))

    def _once(self, name: str, *commands: list[str]) -> str:
        """The URL of the original, made by whichever process comes first."""
        url = self._url(f"original_{name}")
        ready = self.shared / f"{name}.ready"
        with (self.shared / f"{name}.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not ready.exists():
                if not _is_sqlite():
                    _on_server(sql.SQL("DROP DATABASE IF EXISTS {}").format(_name(url)))
                    _on_server(sql.SQL("CREATE DATABASE {}").format(_name(url)))
                for command in commands:
                    managed(*command, url=url)
                ready.touch()
        return url

    def _copy(self, original: str) -> str:
        url = self._url(f"copy_{self.process}_{len(self.made)}")
        self.made.append(url)
        if _is_sqlite():
            shutil.copyfile(_file(original), _file(url))
        else:
            _on_server(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(_name(url)))
            _on_server(sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(_name(url), _name(original)))
        return url

    def _url(self, name: str) -> str:
        if _is_sqlite():
            return f"sqlite:///{self.shared / name}.sqlite3"
        return urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}").geturl()


def url_of(connection) -> str:
    """The DATABASE_URL of an open connection: what a second process needs to work on the same database."""
    name = connection.settings_dict["NAME"]
    if connection.vendor == "sqlite":
        return f"sqlite:///{name}"
    return urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}").geturl()


def _is_sqlite() -> bool:
    return settings.DATABASES["default"]["ENGINE"].endswith("sqlite3")


def _file(url: str) -> Path:
    return Path(url.removeprefix("sqlite:///"))


def _name(url: str) -> sql.Identifier:
    return sql.Identifier(urlsplit(url).path.removeprefix("/"))


def _on_server(statement: sql.Composable) -> None:
    """CREATE and DROP DATABASE stand outside every transaction, on a connection of their own."""
    with _connection() as connection:
        connection.execute(statement)


@contextmanager
def _connection():
    url = urlsplit(os.environ["DATABASE_URL"])._replace(scheme="postgresql", path="/postgres").geturl()
    connection = psycopg.connect(url, autocommit=True)
    try:
        yield connection
    finally:
        connection.close()
