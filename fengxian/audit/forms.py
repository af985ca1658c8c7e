"""Why somebody wants to see a full number; and the filters of the audit list."""

import re

from django import forms
from django.contrib.auth import get_user_model

from fengxian.audit.models import Act
from fengxian.web.filters import FilterForm
from fengxian.web.forms import DateField

OTHER = "其他"
REASONS = ["核对证件", "更正账户", "银行退汇", "信息核对", OTHER]
_LONG_NUMBER = re.compile(r"\d{7,}[\dXx]?")


class ReasonForm(forms.Form):
    """The reason goes on the record; a number typed into it does not."""

    reason = forms.ChoiceField(
        label="为什么要看", choices=[(one, one) for one in REASONS], widget=forms.RadioSelect,
        error_messages={"required": "请选一个理由"},
    )
    other = forms.CharField(
        label="其他理由", max_length=60, required=False, help_text="选“其他”时写明，如：公安机关来函核查"
    )

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("reason") == OTHER and len(cleaned.get("other", "").strip()) < 4:
            self.add_error("other", "选了“其他”，请写明理由，至少 4 个字")
        return cleaned

    @property
    def sentence(self) -> str:
        """What the audit trail keeps."""
        chosen, other = self.cleaned_data["reason"], self.cleaned_data["other"].strip()
        text = f"{chosen}：{other}" if chosen == OTHER else chosen
        return _LONG_NUMBER.sub(lambda found: found.group()[:2] + "****", text)


class AuditFilters(FilterForm):
    """Who, what, which kind of record, when."""

    words = {"person": ("", "的"), "act": ("", ""), "since": ("，", ""), "until": ("，", "")}

    person = forms.ModelChoiceField(label="谁", queryset=None, required=False, empty_label="不限")
    act = forms.ChoiceField(label="动作", choices=[("", "不限"), *Act.choices], required=False)
    kind = forms.ChoiceField(label="记录种类", required=False)
    since = DateField(label="从", required=False)
    until = DateField(label="到", required=False)

    def __init__(self, *args, user, kinds, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = get_user_model().objects.managed_by(user)
        self.fields["kind"].choices = [("", "不限"), *kinds]
