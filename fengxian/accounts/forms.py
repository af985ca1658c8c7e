"""Signing in, changing one's password, and what the county administrator fills in about people and cadres."""

from django import forms
from django.contrib.auth.forms import AuthenticationForm, PasswordChangeForm

from fengxian.accounts.models import User
from fengxian.accounts.rights import Role
from fengxian.regions.codes import Level
from fengxian.web.filters import FilterForm
from fengxian.web.forms import Form, RegionField, RegionsField

AREAS = (Level.COUNTY, Level.TOWN, Level.VILLAGE)


class SignInForm(AuthenticationForm):
    """Says the same for a wrong account, a wrong password and a disabled account."""

    error_messages = {
        "invalid_login": "账号或密码不对，请核对后再试。连续输错 5 次，账号锁定 30 分钟。",
        "inactive": "账号或密码不对，请核对后再试。连续输错 5 次，账号锁定 30 分钟。",
    }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["username"].label = "账号"
        self.fields["username"].error_messages["required"] = "请填写账号"
        self.fields["password"].label = "密码"
        self.fields["password"].error_messages["required"] = "请填写密码"


class PasswordForm(PasswordChangeForm):
    """The old one once, the new one twice."""

    error_messages = {"password_incorrect": "原密码不对", "password_mismatch": "两次填的新密码不一样"}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["old_password"].label = "原密码"
        self.fields["new_password1"].label = "新密码"
        self.fields["new_password1"].help_text = "至少 10 位，大写字母、小写字母、数字、符号要有三种；不要用姓名、账号和常见密码。"
        self.fields["new_password2"].label = "再填一次新密码"
        self.fields["new_password2"].help_text = ""
        for field in self.fields.values():
            Form.say_required(field)
            field.widget.attrs.pop("autofocus", None)


class PersonForm(Form):
    """Name, role and area of one person. What the service refuses is put beside the field by the view."""

    name = forms.CharField(label="姓名", max_length=40)
    role = forms.ChoiceField(label="角色", choices=[("", "请选择"), *Role.choices])

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["regions"] = RegionsField(
            user, levels=AREAS, whole=True, label="管辖区划", help_text="督导可以选几个镇，其他角色一般只选一处。"
        )


class NewPersonForm(PersonForm):
    username = forms.CharField(
        label="账号", max_length=40, help_text="登录时用，建好后不能改。可用姓名拼音，如 songyaping。",
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}),
    )
    field_order = ["username", "name", "role", "regions"]


class PeopleFilters(FilterForm):
    words = {"q": ("，姓名或账号含", ""), "region": ("", "的")}

    region = forms.Field()
    role = forms.ChoiceField(label="角色", choices=[("", "不限"), *Role.choices], required=False)
    state = forms.ChoiceField(label="状态", choices=[("", "不限"), ("on", "在用"), ("off", "已停用")], required=False)
    q = forms.CharField(label="姓名或账号", max_length=40, required=False)

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["region"] = RegionField(user, levels=AREAS, whole=True, label="管辖区划", required=False)


class CadreForm(Form):
    name = forms.CharField(label="姓名", max_length=40)
    unit = forms.CharField(label="单位", max_length=80, help_text="写全称，如 凤州镇民政办、凤县民政局社会救助股。")
    post = forms.CharField(label="职务", max_length=40, required=False)

    def __init__(self, *args, user, cadre=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["region_id"] = RegionField(user, levels=AREAS, whole=True, label="所在区划")
        if user.may("people.manage"):
            self.fields["user"] = forms.ModelChoiceField(
                label="登录账号", required=False, empty_label="没有账号",
                queryset=User.objects.managed_by(user).for_cadre(cadre),
                help_text="有账号的干部关联上，今日走访和名下走访才对得上人。",
            )


class CadreFilters(FilterForm):
    words = {"q": ("，姓名或单位含", ""), "region": ("", "的")}

    region = forms.Field()
    state = forms.ChoiceField(label="状态", choices=[("", "不限"), ("on", "在岗"), ("off", "离岗")], required=False)
    q = forms.CharField(label="姓名或单位", max_length=40, required=False)

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["region"] = RegionField(user, levels=AREAS, whole=True, label="所在区划", required=False)
