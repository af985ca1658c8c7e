"""A form made from a ledger's columns: the same words, choices and rules as the workbook."""

from typing import Any

from django import forms
from django.forms.utils import ErrorDict

from fengxian.ledgers import columns as c
from fengxian.ledgers.engine import RowsRefused
from fengxian.ledgers.spec import Ledger
from fengxian.web.forms import DateInput, RegionField

BUTTONS = 7  # up to so many choices are buttons, more are a list


class RecordForm(forms.Form):
    """``fields`` in the order shown; ``hidden`` are filled by the page. Parsing and judging is the ledger's."""

    def __init__(
        self, ledger: Ledger, user: Any, data: Any = None, *, values: dict[str, Any] | None = None,
        skip: tuple[str, ...] = (),
    ):
        super().__init__(data, initial=_initial(ledger, values or {}), use_required_attribute=False)
        self.ledger = ledger
        for column in ledger.columns:
            if not column.derived and column.field not in skip:
                self.fields[column.field] = form_field(column, user)

    def full_clean(self) -> None:
        """Nothing is judged here: the ledger does, so that everything typed is kept as it was typed."""
        self._errors, self.cleaned_data = ErrorDict(), {}

    def sections(self) -> list[tuple[str, list[forms.BoundField]]]:
        """Fields grouped as the paper form groups them."""
        groups: dict[str, list[forms.BoundField]] = {}
        for name in self.fields:
            groups.setdefault(self.ledger.by_field[name].section or "基本情况", []).append(self[name])
        return list(groups.items())

    def raw(self) -> dict[str, Any]:
        """field → what was typed, as the ledger's columns parse it."""
        typed = {}
        for name in self.fields:
            value = self[name].value()
            typed[name] = "、".join(value) if isinstance(value, list | tuple) else value
        return typed

    def take_errors(self, refused: RowsRefused) -> None:
        """Puts the ledger's sentences beside the fields."""
        for problem in (p for row in refused.rows for p in row.errors or ()):
            column = self.ledger.by_name.get(problem.column or "")
            self.add_error(column.field if column and column.field in self.fields else None, problem.message)


def _initial(ledger: Ledger, values: dict[str, Any]) -> dict[str, Any]:
    initial = {}
    for name, value in values.items():
        column = ledger.by_field.get(name)
        if column is None or value is None:
            continue
        if isinstance(column, c.Choices):
            initial[name] = list(value)
        elif isinstance(column, c.RegionCode):
            initial[name] = value
        elif isinstance(column, c.Money):
            initial[name] = f"{value:.2f}"
        else:
            initial[name] = column.masked(value)
    return initial


def form_field(column: c.Column, user: Any) -> forms.Field:
    """One field with the column's label, help and choices; the required mark is only shown, the ledger checks."""
    common = {"label": column.name, "help_text": column.help, "required": column.required}
    match column:
        case c.RegionCode():
            field: forms.Field = RegionField(user, levels=column.levels, **common)
        case c.Choices():
            field = forms.MultipleChoiceField(
                choices=[(v, v) for v in column.choices], widget=forms.CheckboxSelectMultiple, **common
            )
        case c.Choice():
            field = forms.ChoiceField(**_choice(column), **common)
        case c.Date():
            field = forms.CharField(widget=DateInput() if not column.mask else forms.TextInput(), **common)
        case c.Time():
            field = forms.CharField(widget=forms.TextInput(attrs={"type": "time"}), **common)
        case c.Money():
            field = forms.CharField(widget=forms.TextInput(attrs={"inputmode": "decimal"}), **common)
        case c.Count():
            field = forms.CharField(widget=forms.TextInput(attrs={"inputmode": "numeric"}), **common)
        case _:
            widget = forms.Textarea(attrs={"rows": 3}) if column.long else forms.TextInput()
            field = forms.CharField(widget=widget, **common)
    field.widget.attrs.setdefault("autocomplete", "off")
    return field


def _choice(column: c.Choice) -> dict[str, Any]:
    buttons = len(column.choices) <= BUTTONS
    choices = [(v, v) for v in column.choices]
    if not column.required:
        choices = [("", "不填"), *choices] if buttons else [("", "请选择"), *choices]
    elif not buttons:
        choices = [("", "请选择"), *choices]
    return {"choices": choices, "widget": forms.RadioSelect if buttons else forms.Select}
