"""Keeps identity and account numbers out of every log line."""

import logging
import re

_LONG = re.compile(r"\d{11,18}[\dXx]?")


class MaskLongDigits(logging.Filter):
    """Replaces digit runs as long as a phone, identity or account number."""

    def filter(self, record: logging.LogRecord) -> bool:
        text = record.getMessage()
        masked = _LONG.sub(lambda m: m.group()[:3] + "****", text)
        if masked != text:
            record.msg, record.args = masked, ()
        return True
