"""Values whose every typed text has grown to the longest an office types."""

from dataclasses import fields, is_dataclass, replace
from typing import Any

LONG_TEXT = (
    "该处占道经营6家，占用人行道约18㎡，其中3家自11月3日起经劝导仍未退回店内（含《青屿区市容管理规定》"
    "第12条所列“店外经营、作业”两类情形），垃圾桶（箱）满冒4个、散落垃圾约2.5㎡；现场测得油污面积约15㎡，"
    "排水口堵塞2处；公示牌“门前三包”破损1处，责任人未填写，联系电话000-0000-0900无人接听，"
    "绿化带内堆放建筑垃圾约1.20立方米，围挡高度1.8米、长度12.5米，未设置警示标志；"
    "夜间19时30分至21时10分噪声投诉3件，按期整改率91.50%，较上月上升1.48个百分点，"
    "属于第2次重复问题，请查明原因，明确责任单位和责任人，举一反三，全面排查同类问题，按时限整改到位，"
    "并附同角度整改前后对比照片（远景、近景各1张）。"
)
LONG_NAME = "青屿经济技术开发区东部滨海生态旅游度假区新桥湾街道办事处城市综合管理服务中心指挥部"
_TEXTS = frozenset({"description", "problem", "what", "done", "measures", "remark", "reply"})
_NAMES = frozenset({"point", "spot", "place", "name", "subject", "where"})


def grown(value: Any) -> Any:
    """The same value with texts of 300 and names of 40 characters."""
    if isinstance(value, tuple):
        return tuple(grown(one) for one in value)
    if not is_dataclass(value) or isinstance(value, type):
        return value
    changed: dict[str, Any] = {}
    for field in fields(value):
        old = getattr(value, field.name)
        if isinstance(old, str) and old:
            if field.name in _TEXTS:
                changed[field.name] = LONG_TEXT[:300]
            elif field.name in _NAMES:
                changed[field.name] = LONG_NAME[:40]
        elif isinstance(old, tuple) or is_dataclass(old):
            changed[field.name] = grown(old)
    return replace(value, **changed)
