"""How a region is called in a list where it stands beside the regions below it."""

from fengxian.regions.codes import Level
from fengxian.regions.tree import Node

UNITS = {Level.PROVINCE: "省", Level.CITY: "市", Level.COUNTY: "县", Level.TOWN: "镇"}


def region_label(node: Node, whole: bool = False) -> str:
    """「凤州镇（镇本级）」 for work done at that very level, 「凤州镇（全镇）」 for an area; a village is itself."""
    unit = UNITS.get(node.level)
    if unit is None:
        return node.name
    return f"{node.name}（全{unit}）" if whole else f"{node.name}（{unit}本级）"
