"""Forms of families and persons: the ledger's columns, and the few things only a page asks."""

from typing import Any

from django import forms

from fengxian.ledgers.forms import RecordForm
from households.choices import Status
from households.ledger import LEDGER
from households.models import Person

FAMILY_FIELDS = ("region", "group", "code")
MOVE = "改成另一户的编号，就是转到那一户"
NEW = {"relation": "户主", "status": "在册"}


class PersonForm(RecordForm):
    """One person; without the household's own fields where the household is given."""

    def __init__(self, user: Any, data: Any = None, *, values: dict[str, Any] | None = None, skip: tuple[str, ...] = ()):
        super().__init__(LEDGER, user, data, values=values, skip=skip)
        if "code" in self.fields:
            self.fields["code"].required = False
            self.fields["code"].help_text = "空着由系统编号" if values is None or "code" not in values else MOVE
        if "region" in self.fields:
            self.fields["region"].label = "村（社区）"
        self.fields["status"].choices = [(word, word) for word in Status.values]
        self.fields["status"].help_text = ""
        self.fields["identity"].widget.attrs |= {"inputmode": "text", "maxlength": 24, "data-identity": ""}


class FamilyForm(RecordForm):
    """What a household has in common."""

    def __init__(self, user: Any, data: Any = None, *, values: dict[str, Any] | None = None):
        others = tuple(c.field for c in LEDGER.columns if c.field not in FAMILY_FIELDS)
        super().__init__(LEDGER, user, data, values=values, skip=others)
        self.fields["region"].label = "村（社区）"


class NewHeadForm(forms.Form):
    """Who becomes head when this head dies, moves away or steps back."""

    new_head = forms.ChoiceField(
        label="新户主", required=False, help_text="户主去世、迁出、转到另一户或改了关系时，选一位新户主",
    )

    def __init__(self, data: Any, others: list[Person]):
        super().__init__(data)
        self.others = {str(person.pk): person for person in others}
        choices = [(pk, f"{person.name}（{person.relation}）") for pk, person in self.others.items()]
        self.fields["new_head"].choices = [("", "不变"), *choices]
        self.fields["new_head"].widget.attrs["autocomplete"] = "off"

    @property
    def chosen(self) -> Person | None:
        return self.others.get(self["new_head"].value() or "")


class SearchForm(forms.Form):
    """Finding a person by name, pinyin initials, 户编号 or a whole number. Sent by POST: numbers stay out of addresses."""

    q = forms.CharField(
        label="姓名、拼音首字母、户编号，或完整身份证号", max_length=40, required=False,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off", "maxlength": 40}),
    )

    @property
    def text(self) -> str:
        return (self["q"].value() or "").strip()[:40]
