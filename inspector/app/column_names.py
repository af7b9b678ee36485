"""What offices call the columns of their sheets, and which field each of them is."""

from collections.abc import Mapping

_KNOWN: Mapping[str, str] = {
    "点位编号": "code",
    "编号": "code",
    "代码": "code",
    "点位名称": "zh",
    "名称": "zh",
    "点位类型": "type",
    "类型": "type",
    "镇街": "town",
    "街道": "town",
    "社区": "community",
    "网格": "grid",
    "经度": "lon",
    "纬度": "lat",
    "坐标系": "crs",
    "半径": "radius_m",
    "长度": "length_m",
    "具体位置": "spots",
    "地址": "address",
    "点长": "point_chief",
    "经营单位": "operator",
    "启用": "active",
    "简称": "short_zh",
    "关系": "relation",
    "联系人": "contact",
    "电话": "phone",
    "联系电话": "phone",
    "日期": "day",
    "性质": "kind",
    "标准编号": "code",
    "标准": "zh",
    "问题": "issue_zh",
    "扣分": "deduct",
    "严重程度": "severity",
    "重复期": "repeat_window_days",
    "反弹期": "rebound_window_days",
}
_KNOWN_OF_KIND: Mapping[str, Mapping[str, str]] = {
    "scores": {
        "月份": "month",
        "考核月": "month",
        "镇街编号": "town",
        "镇街名称": "town",
        "分项": "item",
        "项目": "item",
        "评分单位": "scorer",
        "部门": "scorer",
        "得分": "points",
        "分值": "points",
    },
    "units": {"单位编号": "code", "单位名称": "zh", "单位": "zh", "辖区": "area"},
    "people": {
        "工号": "code",
        "姓名": "zh",
        "人员": "zh",
        "角色": "role",
        "岗位": "role",
        "电脑": "device",
    },
    "calendar": {"名称": "zh", "节日": "zh", "类别": "kind"},
}


def field_of_column(kind: str, column: str) -> str:
    """The field a column is taken for; one that nobody knows is taken by its own name."""
    return _KNOWN_OF_KIND.get(kind, {}).get(column) or _KNOWN.get(column, column)
