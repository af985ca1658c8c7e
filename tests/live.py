"""The real server for journeys in a browser: ``manage.py serve`` (gunicorn and the task worker) on a demo database."""

import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings

from fengxian.demo.people import DEMO_PEOPLE
from fengxian.web.children import end_child, start_child
from tests.databases import manage
from tests.postgres import free_port

# Longer than the server's own patience with its children.
ENDS_WITHIN_SECONDS = 60


@dataclass(frozen=True)
class Live:
    """A running system: where it is, whose database it serves, and who can sign in (username → password)."""

    url: str
    database: str
    media: Path
    passwords: dict[str, str]

    def manage(self, *arguments: str) -> subprocess.CompletedProcess:
        """Runs ``manage.py`` on the database that is being served."""
        return manage(*arguments, url=self.database, MEDIA_ROOT=str(self.media))


@contextmanager
def serving(database: str, folder: Path) -> Iterator[Live]:
    """Serves that demo database until the block ends; uploads, cache and what the server says go to the folder."""
    with start_server(database, folder) as (_, url):
        yield Live(url, database, folder / "media", {person.username: person.password for person in DEMO_PEOPLE})


@contextmanager
def start_server(database: str, folder: Path) -> Iterator[tuple[subprocess.Popen, str]]:
    """The process of ``manage.py serve`` and its address, once it answers there."""
    environment = os.environ | {
        "DATABASE_URL": database, "MEDIA_ROOT": str(folder / "media"), "CACHE_URL": f"filecache://{folder / 'cache'}",
    }
    said = folder / "server.log"
    with said.open("w") as log:
        process = start_child(
            [sys.executable, "manage.py", "serve", "--port", str(free_port())],
            cwd=settings.BASE_DIR, env=environment, stdout=subprocess.PIPE, stderr=log, text=True,
        )
        try:
            url = process.stdout.readline().strip().rstrip("/")
            assert url.startswith("http://"), f"the server did not start: {said.read_text()}"
            # What its children print must not fill the pipe and halt them.
            threading.Thread(target=process.stdout.read, daemon=True).start()
            yield process, url
        finally:
            end_child(process, ENDS_WITHIN_SECONDS)


def leaves_host(request_url: str) -> bool:
    """Whether a browser's request goes anywhere but to this machine."""
    parts = urlsplit(request_url)
    return parts.scheme in {"http", "https", "ws", "wss"} and parts.hostname != "127.0.0.1"
