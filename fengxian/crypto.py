"""Field encryption with a key ring, and the keyed hash that makes encrypted numbers searchable.

A ciphertext is ``kid:base64(nonce + AES-256-GCM)``: the key's id travels with it, so that keys can be rotated.
"""

import base64
import functools
import hashlib
import hmac
import os

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import models


@functools.cache
def _ring() -> dict[str, AESGCM]:
    ring = {}
    for part in settings.FIELD_KEYS.split(","):
        kid, _, key = part.strip().partition(":")
        try:
            ring[kid] = AESGCM(base64.b64decode(key, validate=True))
        except ValueError as error:
            raise ImproperlyConfigured("FIELD_KEYS 的写法是 编号:base64(32字节)，多把用逗号隔开。") from error
    return ring


def encrypt(text: str) -> str:
    """The text under the first key of the ring; empty stays empty."""
    if not text:
        return ""
    kid, key = next(iter(_ring().items()))
    nonce = os.urandom(12)
    return f"{kid}:{base64.b64encode(nonce + key.encrypt(nonce, text.encode(), None)).decode()}"


def decrypt(stored: str) -> str:
    """The text behind a ciphertext; InvalidTag or KeyError if it was tampered with or its key is gone."""
    if not stored:
        return ""
    kid, _, body = stored.partition(":")
    raw = base64.b64decode(body)
    return _ring()[kid].decrypt(raw[:12], raw[12:], None).decode()


def keyed_hash(text: str, purpose: str = "identity") -> str:
    """HMAC-SHA256 under its own key: equal texts of one purpose meet, and nobody can go back."""
    if not text:
        return ""
    return hmac.new(settings.HASH_KEY.encode(), f"{purpose}\0{text}".encode(), hashlib.sha256).hexdigest()


class EncryptedField(models.TextField):
    """A text that is encrypted in the database and plain in Python."""

    description = "加密文本"

    def from_db_value(self, value, expression, connection):
        return value if value is None else decrypt(value)

    def get_prep_value(self, value):
        value = super().get_prep_value(value)
        return value if value is None else encrypt(value)

    def get_lookup(self, lookup_name):
        # Two encryptions of one text differ: only emptiness can be asked of the database.
        if lookup_name not in {"isnull"}:
            raise TypeError("加密字段不能在库内比较，请用旁边的散列字段")
        return super().get_lookup(lookup_name)
