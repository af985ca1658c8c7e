"""The nine-tile map of the towns: a schematic picture, three to a row, roughly as they lie to each other."""

from collections.abc import Sequence
from dataclasses import dataclass

from fengxian.reporting.compute import Line
from fengxian.reporting.values import FigureValue

# From the north-west to the south-east. Towns that are not here follow in the order of their codes.
PLACES = (
    610330105000, 610330103000, 610330102000,  # 唐藏镇 红花铺镇 黄牛铺镇
    610330100000, 610330101000, 610330106000,  # 双石铺镇 凤州镇 平木镇
    610330110000, 610330104000, 610330107000,  # 留凤关镇 河口镇 坪坎镇
)
# Least percentage of each shade, from the palest.
SHADES = ((0, "r1", "80 以下"), (80, "r2", "80—86"), (87, "r3", "87—92"), (93, "r4", "93—99"), (100, "r5", "100"))


@dataclass(frozen=True, slots=True)
class MapTile:
    line: Line
    value: FigureValue
    shade: str


def tile_map(lines: Sequence[Line], key: str) -> list[MapTile]:
    """Regions with a percentage, where they lie. A region without anybody to cover has none and is left out."""
    regions = [line for line in lines if not line.own and not line.values[key].is_empty]
    order = {code: place for place, code in enumerate(PLACES)}
    regions.sort(key=lambda line: (order.get(line.region, len(PLACES)), line.region))
    return [MapTile(line, line.values[key], shade_of(line.values[key])) for line in regions]


def shade_of(value: FigureValue) -> str:
    return [shade for least, shade, _ in SHADES if value.amount >= least][-1]


def knows_places(tiles: Sequence[MapTile]) -> bool:
    """Whether the picture shows where they lie, or only their order."""
    return all(tile.line.region in PLACES for tile in tiles)
