"""The sentences of the report, in the order and words of the one published on 2024-02-28.

``{key}`` is the figure as the bulletin prints it, ``{key|名}`` its number with another measure word,
``<word>`` a word of this report (region, months, names that the records themselves hold).
A clause stands only where each of its figures is other than zero, and each of its words is there.
"""

INTRODUCTION = (
    "自<since>以来，<who>按照<orders>部署，扎实开展<campaign>，聚焦排查隐患、保障民生、传递温暖，"
    "深入困难群众家中、民政服务窗口、养老服务机构，上下同心，真抓实干，着力解决困难群众的急难愁盼，"
    "全面提升民政服务机构管理水平，用心用情用力当好“民生考卷”的“答卷人”。"
)

LINKED_HEADING = "强化“三级联动”，俯下身子入基层"
LINKED = (
    "为确保专项行动各项任务落实落细，建立了县、乡镇（街道）、村（社区）“三级联动”的工作机制，"
    "按照民政干部全员参与、民政对象全员覆盖、民政机构全面排查的“三个全面”原则，"
)
GROUPS = "同步组成{supervision_groups}督导组，"
FOCUS = (
    "以困难群众冬季生活保障及民政机构管理服务薄弱环节为重点，全面开展拉网式排查，认真摸清问题隐患，"
    "对排查中发现的各类问题坚持边查边改。"
)
HAZARDS = ("累计排查隐患{hazards_found}", "完成整改{hazards_rectified}")
TAKEN_PART = (
    "参与专项行动干部累计{cadre_participations}", "走访服务对象{service_visits}",
    "检查服务机构{institution_inspections}", "投入资金{campaign_investment}",
)
ALL_COVERED = "实现了走访对象、服务机构全覆盖。"
COVERED = ("走访对象覆盖率{visit_coverage}", "服务机构检查覆盖率{institution_coverage}")

LIVELIHOOD_HEADING = "聚焦“民生大事”，迈开步子解民忧"
LIVELIHOOD = (
    "民有所呼，我有所应。为进一步推进专项行动取得实效，靶向破解各类难点痛点堵点问题，<who>重点关注低收入人口、"
    "孤儿和留守儿童、留守老人等困难群众家庭，充分整合发动县镇村三级工作力量，围绕困难群众家庭风险隐患和生活保障，"
    "进行“大走访、大起底”，建立困难群众家庭台账，逐一研判落实保障措施，分类落实了救助政策和确定监护责任人，"
    "时时关注，动态调整。"
)
PAID = (
    "发放低保、特困家庭一次性取暖补贴{heating_subsidy_paid}",
    "及时将<all><months>低保、特困、临时救助资金{relief_paid}发放到位",
    "惠及困难群众{relief_payments}",
)
PAID_END = "，确保困难群众温暖过冬。"
PATROLLED = "县救助站<holiday>组织工作人员对<areas>等重点区域进行常态化巡查，累计巡查{rescue_patrols}，"
PATROLLED_END = "确保流浪乞讨人员得到早发现、早救助。"
HOLIDAY_GIVEN_UP = "春节期间主动放弃休假，"
RESCUED = (
    "共救助流浪乞讨人员{rescued_persons}", "发放救助物资{rescue_items}", "发放救助补助资金{rescue_spending}",
)

WARMTH_HEADING = "紧盯“关键小事”，担起担子暖民心"
CONDOLED = (
    "<eve><plan>由县级四大班子领导带队，为<all>{condolence_persons|名}困难群众"
    "送去了价值{condolence_value}的慰问品及慰问金。"
)
PLAN = "牵头制定慰问方案，"
NEW_YEAR_EVE = "<year>年新春佳节来临前夕，"
OTHERS = (
    "<givers>也纷纷行动，以多种形式开展走访慰问，为{condolence_other_persons|名}困难群众"
    "送去了价值{condolence_other_value}的慰问品及慰问金，助力专项行动走深走实。"
)
ORGANISATIONS = "<organisations>开展了一系列“寒冬送温暖”活动，走访慰问困难群众<goods>。"
GOODS = "，为他们送去了<goods>等慰问物资"
COMMUNITIES = "<communities>也分别开展了走访慰问活动。"
NOTHING_YET = "<period>，<all>暂无走访、发放、救助和慰问记录。"
