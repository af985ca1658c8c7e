"""The words of 巡查记录台账 and 救助登记台账 (ledgers.md §3)."""

from django.db import models

NAMELESS = "无名氏"


class Area(models.TextChoices):
    STREET = "街道", "街道"
    BUS_STATION = "汽车站", "汽车站"
    RAILWAY_STATION = "火车站", "火车站"
    BRIDGE = "桥洞涵洞", "桥洞涵洞"
    SQUARE = "广场", "广场"
    BUILDING_SITE = "在建工地", "在建工地"
    ABANDONED_HOUSE = "废弃房屋", "废弃房屋"
    OTHER = "其他", "其他"


class CameBy(models.TextChoices):
    ALONE = "自行来站", "自行来站"
    POLICE = "公安护送", "公安护送"
    CITY_MANAGEMENT = "城管护送", "城管护送"
    PUBLIC = "群众护送", "群众护送"
    PATROL = "巡查发现", "巡查发现"


class HelpKind(models.TextChoices):
    LIVING = "生活救助", "生活救助"
    MEDICAL = "医疗救治", "医疗救治"
    RETURN_HOME = "返乡救助", "返乡救助"
    TEMPORARY_HOME = "临时安置", "临时安置"
    OTHER = "其他", "其他"


class Sex(models.TextChoices):
    MALE = "男", "男"
    FEMALE = "女", "女"
