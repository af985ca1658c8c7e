"""Form fields of the whole system: dates, and a region within the person's reach."""

import re
from collections.abc import Iterable, Sequence

from django import forms
from django.core.exceptions import ValidationError
from django.template.loader import render_to_string

from fengxian.regions import codes
from fengxian.regions.codes import Level
from fengxian.regions.labels import region_label
from fengxian.regions.tree import Node, tree


class Form(forms.Form):
    """A form whose empty required fields say what to fill in."""

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("use_required_attribute", False)
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            self.say_required(field)

    @staticmethod
    def say_required(field: forms.Field) -> None:
        chosen = isinstance(field, forms.ChoiceField)
        field.error_messages["required"] = f"请{'选择' if chosen else '填写'}{field.label}"


class DateInput(forms.DateInput):
    """The browser's own date control, which wants ISO dates."""

    input_type = "date"

    def __init__(self, attrs=None):
        super().__init__(attrs=attrs, format="%Y-%m-%d")


class DateField(forms.DateField):
    """A day, by picker or typed as 2024-01-15, 2024.1.15, 2024/1/15 or 2024年1月15日."""

    widget = DateInput
    default_error_messages = {"invalid": "不是日期。可写成 2024-02-13 或 2024年2月13日"}

    def __init__(self, **kwargs):
        kwargs.setdefault("input_formats", ["%Y-%m-%d", "%Y.%m.%d", "%Y/%m/%d", "%Y年%m月%d日"])
        super().__init__(**kwargs)


def reachable(user, levels: Iterable[Level]) -> list[Node]:
    """The regions of those levels that this person may choose, in the order of the codes."""
    held, wanted = tree(), set(levels)
    return [
        node for first, last in user.spans for node in held.between(first, last)
        if node.level in wanted and node.pickable
    ]


class RegionSelect(forms.Select):
    """A select grouped by town, which regions.js turns into a picker one types or taps in.

    Where a person reaches more regions than a list can hold, a code is typed instead.
    """

    most = 400
    levels = ""
    whole = False

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        chosen = [codes.pad(str(one)) for one in self.format_value(value) if str(one).isdigit()]
        return context | {
            "levels": self.levels, "whole": self.whole, "multiple": self.allow_multiple_selected,
            "typed": sum(1 for _ in self.options(name, [])) > self.most,
            "chosen": [(code, codes.official(code), tree().path(code)) for code in chosen],
            "required": attrs and attrs.get("required"),
        }

    def render(self, name, value, attrs=None, renderer=None):
        """Drawn from the project's templates, which Django's form renderer does not see."""
        return render_to_string("regions/_picker.html", self.get_context(name, value, attrs))


class RegionsSelect(RegionSelect, forms.SelectMultiple):
    """The same for several regions."""

    def value_from_datadict(self, data, files, name):
        """Several values, or codes typed with 、 or a comma between them."""
        values = super().value_from_datadict(data, files, name) or []
        return [one for value in values for one in re.split(r"[、，,\s]+", str(value)) if one]


class RegionField(forms.Field):
    """One region within the person's reach, as its padded code. Outside and unknown are told apart by nobody.

    ``whole``: a region stands for all below it (a person's area), not for work done at that very level.
    """

    widget = RegionSelect
    default_error_messages = {
        "required": "请选择区划", "unknown": "没有这个区划，或不在您管的范围，请从列表里选",
    }

    def __init__(self, user, *, levels: Sequence[Level] = (Level.VILLAGE,), whole: bool = False, **kwargs):
        kwargs.setdefault("label", "村（社区）" if tuple(levels) == (Level.VILLAGE,) else "区划")
        super().__init__(**kwargs)
        self.nodes = reachable(user, levels)
        self.choices = self._choices(whole)
        self.widget.choices, self.widget.whole = self.choices, whole
        self.widget.levels = ",".join(level.value for level in levels)
        if len(self.nodes) == 1 and self.required:
            self.initial = self.initial or self.nodes[0].code

    def _choices(self, whole: bool) -> list:
        only = self.required and len(self.nodes) == 1
        return ([] if only else [("", "请选择")]) + grouped(self.nodes, whole)

    def to_python(self, value) -> int | None:
        if value in self.empty_values:
            return None
        code = _padded(value)
        if code not in {node.code for node in self.nodes}:
            raise ValidationError(self.error_messages["unknown"], code="unknown")
        return code


class RegionsField(RegionField):
    """Several regions within the person's reach, as a list of padded codes."""

    widget = RegionsSelect

    def _choices(self, whole: bool) -> list:
        return grouped(self.nodes, whole)

    def clean(self, value) -> list[int]:
        if self.required and not value:
            raise ValidationError(self.error_messages["required"], code="required")
        return sorted({self.to_python(one) for one in value or []})


def _padded(value) -> int:
    """The padded code of what was typed; 0 where it is none."""
    try:
        return codes.pad(str(value).strip())
    except ValueError:
        return 0


def grouped(nodes: list[Node], whole: bool = False) -> list:
    """Choices under the name of their town (itself first), counties and above before all."""
    held, groups = tree(), {}
    for node in nodes:
        head = node.parent if node.level == Level.VILLAGE else node.code
        groups.setdefault(head, []).append((node.code, region_label(node, whole)))
    return [(held.name(head), choices) for head, choices in groups.items()]
