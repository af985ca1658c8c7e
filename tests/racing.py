"""Processes that act at one moment on one database: each is ``python -m MODULE ACT FOLDER …`` and prints an answer."""

import os
import subprocess
import sys
import time
from pathlib import Path

from django.conf import settings

# On PostgreSQL all meet before they write; on SQLite the others wait at the door and the first goes on alone.
PATIENCE_SECONDS = 3


def start(module: str, *arguments: object, url: str) -> subprocess.Popen:
    return subprocess.Popen(
        [sys.executable, "-m", module, *map(str, arguments)], cwd=settings.BASE_DIR, text=True,
        stdout=subprocess.PIPE, env=os.environ | {"DATABASE_URL": url},
    )


def answer(process: subprocess.Popen) -> str:
    """What the process printed; it must have ended well."""
    said = process.communicate(timeout=120)[0].strip()
    assert process.returncode == 0, said
    return said


def meet(folder: Path, name: str, expected: int) -> None:
    """Waits until so many processes are here, for a while."""
    (folder / f"{name}.here").touch()
    give_up = time.monotonic() + PATIENCE_SECONDS
    while len(list(folder.glob("*.here"))) < expected and time.monotonic() < give_up:
        time.sleep(0.02)
