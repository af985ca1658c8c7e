"""Who can sign in to the demo: made-up people, at least one for each role."""

from dataclasses import dataclass

from fengxian.accounts.rights import Role

# Development only, and printed at the start: load_demo refuses in production.
DEMO_PASSWORD = "Jialing-2024"
BUREAU = "县民政局"


@dataclass(frozen=True, slots=True)
class DemoPerson:
    """A person with an account, who is on the 干部名册 as well; ``region_codes`` as the bureau writes them."""

    username: str
    name: str
    role: Role
    region_codes: tuple[str, ...]
    unit: str
    post: str

    @property
    def password(self) -> str:
        return DEMO_PASSWORD

    @property
    def role_name(self) -> str:
        return self.role.label


def _county(username: str, name: str, role: Role, post: str, unit: str = BUREAU) -> DemoPerson:
    return DemoPerson(username, name, role, ("610330",), unit, post)


def _supervisor(username: str, name: str, post: str, *towns: str) -> DemoPerson:
    return DemoPerson(username, name, Role.SUPERVISOR, towns, BUREAU, post)


def _officer(username: str, name: str, town: str, town_name: str) -> DemoPerson:
    return DemoPerson(username, name, Role.TOWN_OFFICER, (town,), f"{town_name}人民政府", "民政办主任")


def _reviewer(username: str, name: str, town: str, town_name: str) -> DemoPerson:
    return DemoPerson(username, name, Role.TOWN_REVIEWER, (town,), f"{town_name}人民政府", "副镇长")


def _worker(username: str, name: str, village: str, unit: str) -> DemoPerson:
    return DemoPerson(username, name, Role.VILLAGE_WORKER, (village,), unit, "民政协理员")


DEMO_PEOPLE: tuple[DemoPerson, ...] = (
    _county("zhenghaitao", "郑海涛", Role.COUNTY_ADMIN, "办公室主任"),
    _county("shijingyi", "史静怡", Role.COUNTY_OFFICER, "社会救助股股长"),
    _county("kangmingyuan", "康明远", Role.COUNTY_OFFICER, "养老服务股股长"),
    _county("zengli", "曾丽", Role.FINANCE, "财务股股长"),
    _county("hewenbo", "贺文博", Role.LEADER, "分管副局长"),
    _supervisor("tianbaoping", "田保平", "第一督导组组长", "610330100", "610330102", "610330103"),
    _supervisor("weixiaodong", "卫晓东", "第二督导组组长", "610330101", "610330104", "610330106"),
    _supervisor("gaoyaqin", "高雅琴", "第三督导组组长", "610330105", "610330107", "610330110"),
    _officer("gexiaodong", "葛晓东", "610330100", "双石铺镇"),
    _officer("xuexiaomei", "薛晓梅", "610330101", "凤州镇"),
    _officer("buwentao", "卜文涛", "610330102", "黄牛铺镇"),
    _officer("renxue", "任雪", "610330103", "红花铺镇"),
    _officer("taochunming", "陶春明", "610330104", "河口镇"),
    _officer("mengling", "孟玲", "610330105", "唐藏镇"),
    _officer("songyaping", "宋雅萍", "610330106", "平木镇"),
    _officer("chouwei", "仇伟", "610330107", "坪坎镇"),
    _officer("liangzhigang", "梁志刚", "610330110", "留凤关镇"),
    _reviewer("qiaoyumin", "乔玉民", "610330100", "双石铺镇"),
    _reviewer("qinhaiyan", "秦海燕", "610330101", "凤州镇"),
    _reviewer("qijianjun", "祁建军", "610330104", "河口镇"),
    _reviewer("baixuemei", "白雪梅", "610330106", "平木镇"),
    _reviewer("guanxiaofeng", "关晓峰", "610330110", "留凤关镇"),
    _worker("zhuxiaoming", "祝晓明", "610330100214", "安沟村委会"),
    _worker("yinfang", "尹芳", "610330100001", "新建路社区居委会"),
    _worker("shaolijuan", "邵丽娟", "610330101201", "白石铺村委会"),
    _worker("luoyongqiang", "罗永强", "610330105211", "倒回沟村委会"),
    _worker("fengzhiqiang", "冯志强", "610330106208", "寺河村委会"),
    _worker("wujianshe", "吴建设", "610330110207", "瓦房坝村委会"),
    _county("qinweiguo", "秦卫国", Role.RESCUE_OFFICER, "救助管理站站长", "县救助管理站"),
    _county("baihui", "白慧", Role.AUDITOR, "审计科科长", "县审计局"),
)


def person_named(username: str) -> DemoPerson:
    return next(p for p in DEMO_PEOPLE if p.username == username)


def town_officer(town: int) -> str:
    """The username of the officer who keeps that town's ledgers; ``town`` padded."""
    return next(
        p.username for p in DEMO_PEOPLE
        if p.role == Role.TOWN_OFFICER and p.region_codes == (str(town)[:9],)
    )
