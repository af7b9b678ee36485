"""What people call the fields of a record."""

from inspector.text import _


def field_word(field: str) -> str | None:
    """The word for a field; None where people never read it."""
    words = {
        "label": _("编号"),
        "point": _("点位"),
        "spot": _("位置"),
        "standard": _("标准"),
        "variant": _("情形"),
        "note": _("描述"),
        "unit": _("责任单位"),
        "found_at": _("发现时间"),
        "round": _("轮次"),
        "source": _("来源"),
        "same_as": _("认定同一处"),
        "on_the_spot": _("立行立改"),
        "at": _("时间"),
        "until": _("期限"),
        "deadline": _("期限"),
        "reason": _("理由"),
        "result": _("结论"),
        "measures": _("整改措施"),
        "person": _("经办"),
    }
    return words.get(field)
