"""Filters of a list that read as a sentence: 显示〔凤州镇〕的〔在册〕…，按〔下次复核日期〕排列。

A list page declares a ``FilterForm`` (plain Django fields, none required), binds it with ``from_request``
and draws it with ``parts/_filterline.html``. The view applies ``form.chosen`` to its queryset.
"""

from dataclasses import dataclass

from django import forms


@dataclass(frozen=True, slots=True)
class Part:
    """A small word of the sentence, or a chip: the chosen value with the address of the page without it."""

    text: str
    remove: str = ""


class FilterForm(forms.Form):
    """GET filters. ``words`` says what stands before and after a chip: ``{"risk": ("，风险为", "")}``."""

    words: dict[str, tuple[str, str]] = {}
    order = forms.ChoiceField(label="排列", required=False, choices=())
    orders: tuple[tuple[str, str], ...] = ()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.auto_id = "filter_%s"
        if self.orders:
            self.fields["order"].choices = self.orders
            self.order_fields([name for name in self.fields if name != "order"] + ["order"])
        else:
            del self.fields["order"]

    @classmethod
    def from_request(cls, request, **kwargs) -> "FilterForm":
        """Bound to this page's query. A value that makes no sense is dropped, not an error."""
        form = cls(request.GET, **kwargs)
        form.query = request.GET
        form.is_valid()
        return form

    @property
    def chosen(self) -> dict:
        """Field → cleaned value of the filters in use."""
        return {name: value for name, value in self.cleaned_data.items() if value not in (None, "", [], ())}

    @property
    def order_by(self) -> str:
        """The chosen order, or the first one offered."""
        return self.cleaned_data.get("order") or (self.orders[0][0] if self.orders else "")

    @property
    def order_label(self) -> str:
        return dict(self.orders).get(self.order_by, "")

    @property
    def is_filtered(self) -> bool:
        return any(name != "order" for name in self.chosen)

    def sentence(self) -> list[Part]:
        """Words and chips in the order of the fields; it neither begins with a comma nor ends with 的."""
        parts: list[Part] = []
        for name, value in self.chosen.items():
            if name == "order":
                continue
            before, after = self.words.get(name, ("", ""))
            before = before if parts else before.lstrip("，")
            parts += [Part(before)] * bool(before)
            parts.append(Part(self._shown(name, value), self._without(name)))
            parts += [Part(after)] * bool(after)
        return parts[:-1] if parts and parts[-1].text == "的" else parts

    def kept(self) -> list[tuple[str, str]]:
        """Parameters of the page that are no filters (a tab, a period) and must survive a new choice."""
        return [
            (name, value) for name, values in self.query.lists() for value in values
            if name not in self.fields and name != "page"
        ]

    def _shown(self, name: str, value) -> str:
        field = self.fields[name]
        if isinstance(field, forms.DateField):
            return f"{field.label} {value:%Y-%m-%d}"
        if isinstance(field, forms.BooleanField):
            return str(field.label)
        labels = _labels(getattr(field, "choices", ()))
        values = value if isinstance(value, list | tuple) else [value]
        return "或".join(str(labels.get(str(getattr(one, "pk", one)), one)) for one in values)

    def _without(self, name: str) -> str:
        query = self.query.copy()
        query.pop(name, None)
        query.pop("page", None)
        return f"?{query.urlencode()}"


def _labels(choices) -> dict[str, str]:
    """Value → label, groups of choices opened."""
    labels: dict[str, str] = {}
    for value, label in choices:
        if isinstance(label, list | tuple):
            labels |= _labels(label)
        else:
            labels[str(value)] = label
    return labels
