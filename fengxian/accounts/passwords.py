"""等保 8.1.4.1 a)：口令有复杂度要求。"""

import re

from django.core.exceptions import ValidationError


class ThreeKindsValidator:
    """At least three of: lower case, upper case, digits, other signs."""

    def validate(self, password, user=None):
        kinds = [r"[a-z]", r"[A-Z]", r"\d", r"[^a-zA-Z\d]"]
        if sum(bool(re.search(kind, password)) for kind in kinds) < 3:
            raise ValidationError("密码要含大写字母、小写字母、数字、符号中的三种", code="password_too_simple")

    def get_help_text(self):
        return "至少 10 位，含大写字母、小写字母、数字、符号中的三种。"
