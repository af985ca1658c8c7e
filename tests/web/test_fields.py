"""Fields as pages draw them: labels, marks, errors, choices that work without JavaScript."""

import pytest
from django import forms
from django.template.loader import render_to_string

from fengxian.web.filters import FilterForm
from fengxian.web.forms import DateField, Form


class Sample(Form):
    name = forms.CharField(label="姓名", help_text="与证件一致")
    ability = forms.ChoiceField(label="劳动能力", choices=[(v, v) for v in ("有", "部分", "无")], widget=forms.RadioSelect)
    kinds = forms.MultipleChoiceField(
        label="类别", choices=[("低保", "低保"), ("特困", "特困")], widget=forms.CheckboxSelectMultiple, required=False
    )
    agreed = forms.BooleanField(label="已核对", required=False)
    day = DateField(label="日期", required=False)
    code = forms.CharField(label="编号", required=False, max_length=4)


def draw(form, name):
    return render_to_string("parts/_field.html", {"field": form[name]})


def test_a_required_field_is_marked_and_described():
    text = draw(Sample(), "name")
    assert "（必填）" in text and 'aria-describedby="id_name_helptext"' in text and 'id="id_name_helptext"' in text


def test_an_error_stands_beside_the_field_and_what_was_typed_is_kept():
    form = Sample({"name": "", "code": "FX-01003"})
    assert "请填写姓名" in draw(form, "name") and 'aria-invalid="true"' in draw(form, "name")
    assert 'value="FX-01003"' in draw(form, "code") and "4" in draw(form, "code")


def test_choices_are_real_inputs_in_a_group_with_a_name():
    text = draw(Sample({"ability": "部分"}), "ability")
    assert "<fieldset" in text and "<legend>劳动能力" in text
    assert text.count('type="radio"') == 3 and text.count(" checked") == 1
    assert draw(Sample(), "kinds").count('type="checkbox"') == 2
    assert 'type="checkbox"' in draw(Sample(), "agreed")


def test_the_summary_counts_and_leads_to_the_fields():
    text = render_to_string("parts/_form_errors.html", {"form": Sample({"code": "FX-01003"})})
    assert "还有 3 处要改" in text
    assert 'href="#id_name"' in text and 'href="#id_ability"' in text and 'href="#id_code"' in text
    assert not render_to_string("parts/_form_errors.html", {"form": Sample()}).strip()


def test_nothing_drawn_carries_a_style_or_a_handler():
    drawn = "".join(draw(Sample({"ability": "无"}), name) for name in Sample.base_fields)
    assert "style=" not in drawn and "onclick" not in drawn


@pytest.mark.parametrize("typed", ["2024-02-13", "2024.2.13", "2024/2/13", "2024年2月13日"])
def test_a_day_may_be_typed_in_the_usual_ways(typed):
    assert DateField().clean(typed).isoformat() == "2024-02-13"


def test_what_is_no_day_is_refused_in_a_sentence():
    with pytest.raises(forms.ValidationError, match="不是日期"):
        DateField().clean("2024-13-02")


class SampleFilters(FilterForm):
    words = {"town": ("", "的"), "risk": ("，风险为", "")}
    orders = (("name", "姓名"), ("-day", "最近走访"))
    town = forms.ChoiceField(choices=[("1", "凤州镇")], required=False)
    risk = forms.ChoiceField(choices=[("high", "高"), ("low", "低")], required=False)


def sentence(rf, query):
    return "".join(part.text for part in SampleFilters.from_request(rf.get(f"/?{query}")).sentence())


def test_filters_read_as_a_sentence(rf):
    assert sentence(rf, "town=1&risk=high") == "凤州镇的，风险为高"
    assert sentence(rf, "risk=high") == "风险为高"
    assert sentence(rf, "town=1") == "凤州镇"


def test_a_chip_is_taken_away_by_its_address(rf):
    parts = SampleFilters.from_request(rf.get("/?town=1&risk=high&page=3&tab=a")).sentence()
    assert [part.remove for part in parts if part.remove] == ["?risk=high&tab=a", "?town=1&tab=a"]


def test_a_value_that_makes_no_sense_is_dropped(rf):
    form = SampleFilters.from_request(rf.get("/?town=9&order=sideways"))
    assert not form.is_filtered and form.order_by == "name"
