"""等保 8.1.4.1 a)：口令有复杂度要求。"""

import re
import secrets

from django.contrib.auth import password_validation
from django.core.exceptions import ValidationError


class LongEnough(password_validation.MinimumLengthValidator):
    def get_error_message(self):
        return f"密码太短，至少 {self.min_length} 位"


class NotCommon(password_validation.CommonPasswordValidator):
    def get_error_message(self):
        return "这个密码太常见，很容易被猜到"


class NotLikeOneself(password_validation.UserAttributeSimilarityValidator):
    def get_error_message(self):
        return "密码和您的账号或姓名太像"


class ThreeKindsValidator:
    """At least three of: lower case, upper case, digits, other signs."""

    def validate(self, password, user=None):
        kinds = [r"[a-z]", r"[A-Z]", r"\d", r"[^a-zA-Z\d]"]
        if sum(bool(re.search(kind, password)) for kind in kinds) < 3:
            raise ValidationError("密码要含大写字母、小写字母、数字、符号中的三种", code="password_too_simple")

    def get_help_text(self):
        return "至少 10 位，含大写字母、小写字母、数字、符号中的三种。"


# Without the signs that are mistaken for one another when read from paper or a screen.
_SMALL, _GREAT, _DIGITS = "abcdefghjkmnpqrstuvwxyz", "ABCDEFGHJKLMNPQRSTUVWXYZ", "23456789"


def made_up_password() -> str:
    """A strong password to be handed over once, like "Kt7m-Qp4w-Xz9n": 12 signs, about 68 bits."""
    signs = [secrets.choice(kind) for kind in (_SMALL, _GREAT, _DIGITS)]
    signs += [secrets.choice(_SMALL + _GREAT + _DIGITS) for _ in range(9)]
    secrets.SystemRandom().shuffle(signs)
    text = "".join(signs)
    return f"{text[:4]}-{text[4:8]}-{text[8:]}"
