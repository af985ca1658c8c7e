"""The README's table of rights is the code's."""

from django.conf import settings

from fengxian.accounts.rights import KINDS, SYSTEM_RIGHTS, Role, rights_of

SHORT = {"view": "看", "edit": "录", "import": "入", "export": "出", "reveal": "全"}


def rights_table() -> str:
    """Ten roles × what they may, as markdown."""
    heads = [*KINDS.values(), "其他"]
    lines = ["| 角色 | " + " | ".join(heads) + " |", "|---" * (len(heads) + 1) + "|"]
    for role in Role:
        held = rights_of(role)
        cells = ["".join(word for act, word in SHORT.items() if f"{kind}.{act}" in held) for kind in KINDS]
        others = "、".join(label for right, label in SYSTEM_RIGHTS.items() if right in held)
        lines.append("| " + " | ".join([role.label, *cells, others]) + " |")
    return "\n".join(lines)


def test_readme_shows_the_rights_as_they_are():
    text = (settings.BASE_DIR / "README.md").read_text(encoding="utf-8")
    shown = text.split("<!-- rights:begin -->")[1].split("<!-- rights:end -->")[0].strip()
    assert shown == rights_table()
