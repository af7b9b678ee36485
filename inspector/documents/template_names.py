"""What an office's wording may name: papers, their sentences, and the blanks of each sentence."""

from collections.abc import Mapping

Blanks = frozenset[str]

REPEATED = frozenset({"结尾", "正文"})  # sentences of which a paper may have several, in order
TITLE = "标题"
BREAK = "｜"  # where a title may be broken

_WE = frozenset({"对方", "我办"})
_FOUND = _WE | {"检查日期", "轮次", "点位数", "件数", "重复情况"}
_DUE = _WE | {"最迟期限", "限于"}
_NOTICE = {
    TITLE: frozenset({"镇街"}),
    "检查情况": _FOUND,
    "开头": _WE | {"检查情况", "清单附件", "照片附件"},
    "期限": _DUE,
    "排查": _WE | {"重点"},
    "反馈": _WE | {"反馈期限", "反馈单", "主管部门"},
    "单件要求": _DUE | {"牵头", "长效"},
    "结尾": _WE,
}

_SEEN = _WE | {"检查日期", "地点", "描述", "标准", "次数"}
_EARLIER = _WE | {"哪件", "上次日期", "上次文书", "销号日期", "窗口", "次数"}
_SHARED = {
    "首次发现": _SEEN,
    "再次发现": _SEEN,
    "本次发现": _SEEN,
    "上次有文书": _EARLIER,
    "上次无文书": _EARLIER,
    "上次无记录": _EARLIER,
    "同一文书": _WE | {"哪些", "件数", "上次文书", "销号日期", "窗口", "次数"},
    "多件重复": _WE | {"编号", "件数"},
    "反弹": _WE | {"销号日期", "反弹天数"},
    "反复要求": _WE | {"牵头"},
    "函内发现": _WE | {"检查日期", "地点", "描述"},
    "函内第二次": _WE | {"上次日期", "上次文书", "销号日期"},
    "函内第二次无文书": _WE | {"上次日期", "销号日期"},
    "函内第二次无记录": _WE,
    "函内多次": _WE | {"次数", "前几次有文书", "前几次无文书", "反弹天数"},
    "历次表": _WE,
}
_ORDERED = {**_SHARED, "明确措施": _WE | {"措施"}, "计分": _WE | {"分值"}}

_MATTER = _WE | {"单位", "点位", "地点", "事由"}
_CASE = (
    _MATTER | {"发现", "历次", "历次表", "整改期限", "反馈日期", "措施", "明确措施"} | {"报送间隔"}
)
_CHARGED = _CASE | {"计分"}
_LATE = _CHARGED | {"交办文书", "原期限", "今日", "逾期天数"}
_BACK = _MATTER | {"复查日期", "复查情况", "退回次数", "整改期限"}
_CHECKED = _WE | {"交办文书", "复查日期", "合格数", "不合格数", "不合格问题", "整改期限"}
_LONGER = _MATTER | {"申请日期", "延期至", "临时措施", "理由", "整改期限"}
_TALK = _WE | {"单位", "约谈事由", "约谈时间", "约谈地点", "约谈人", "被约谈人", "约谈材料"}


def _letter(known: Blanks) -> dict[str, Blanks]:
    return {TITLE: _MATTER, "情况": known, "要求": known, "结尾": known}


_OPINION = {
    TITLE: frozenset({"交办文书"}),
    "全部合格": _CHECKED,
    "有不合格": _CHECKED,
    "全部不合格": _CHECKED,
    "再办": _CHECKED,
}
_RETURN = {TITLE: _MATTER, "情况": _BACK}
_EXTENSION = {TITLE: _MATTER, "同意": _LONGER, "不同意": _LONGER}

SECTIONS: Mapping[str, Mapping[str, Blanks]] = {
    "下级": _NOTICE,
    "企业": _NOTICE,
    "平级": _NOTICE,
    "垂管": _NOTICE,
    "通用": _ORDERED,
    "通用·商请": _SHARED,
    "提醒函": _letter(_CASE),
    "督办函": _letter(_CHARGED),
    "督办函·逾期": _letter(_LATE),
    "挂牌督办": _letter(_CHARGED),
    "约谈通知": {TITLE: frozenset({"单位"}), "正文": _TALK},
    "通报批评": _letter(_CHARGED),
    "商请函·平级": _letter(_CASE),
    "商请函·垂管": _letter(_CASE),
    "退回整改": _RETURN,
    "退回整改·商请": _RETURN,
    "复查意见": _OPINION,
    "复查意见·商请": _OPINION,
    "延期批复": _EXTENSION,
    "延期批复·商请": _EXTENSION,
}
# Who is asked and not ordered is never told these (the office's rules of address).
ASKED = ("平级", "垂管", *(one for one in SECTIONS if "商请" in one))
NEVER_ASKED = ("督办", "限期", "责令", "扣分", "通报")
NEVER = ("责令限期改正", "行政处罚", "依法强制")  # only an enforcing body may write these
