"""Development secrets: made once under var/, never in production."""

import base64
import os
import secrets
from pathlib import Path


def development_secret(var: Path, name: str) -> str:
    """The secret kept in ``var/secrets/NAME``, made on first use (two first starts agree on one)."""
    path = var / "secrets" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    if not path.exists():
        fresh = path.with_name(f"{name}.{os.getpid()}")
        fresh.write_text(_make(name))
        fresh.chmod(0o600)
        try:
            os.link(fresh, path)
        except FileExistsError:
            pass
        fresh.unlink()
    return path.read_text().strip()


def _make(name: str) -> str:
    if name == "FIELD_KEYS":
        return "k1:" + base64.b64encode(secrets.token_bytes(32)).decode()
    return secrets.token_urlsafe(48)
