"""The checklist of an old estate, with what was there before; answers are remembered."""

from dataclasses import dataclass, field
from datetime import timedelta
from decimal import Decimal

from inspector.app.checklist_told import Checklist, Item, PastLine
from inspector.domain.standard import Measure
from tests.ui.fake_days import NOW
from ui.visit_office import VisitAnswers, VisitStored

ITEMS = (
    ("P2.05.01", "市容秩序", "乱贴小广告", "墙面、杆体、地面和楼道无张贴、喷涂的小广告", "0.2"),
    ("P2.06.01", "市容秩序", "乱堆乱放", "道路和公共区域无杂物、废旧家具和物料堆放", "0.5"),
    ("P2.06.02", "市容秩序", "楼道堆物", "房前屋后和楼栋通道无长期堆积物", "0.5"),
    ("P3.03.01", "环境卫生", "垃圾桶满冒", "垃圾桶（箱）无满冒和散落，周边地面干净", "0.5"),
    ("P3.03.02", "环境卫生", "垃圾桶破损脏污", "垃圾桶（箱）完好密闭、外观洁净，定位摆放", "0.2"),
    ("P4.05.01", "市政设施", "路面积水", "道路和院落雨后无长时间积水", "0.5"),
    ("P5.02.01", "园林绿化", "黄土裸露", "绿地无大面积枯死、缺株和黄土裸露", "0.2"),
    ("P6.02.01", "交通秩序", "非机动车乱停", "非机动车和共享单车停放有序，不侵占通道", "0.2"),
    ("P7.01.01", "公共安全", "占用消防通道", "消防车通道、疏散通道和安全出口畅通", "2.0"),
    ("P7.03.01", "公共安全", "飞线充电", "无从楼上拉线充电", "1.0"),
    ("P8.05.01", "公共服务", "楼道脏乱", "楼道、电梯和公共区域保洁维护到位", "0.5"),
    ("P9.02.01", "社会参与", "不文明养犬", "遛犬牵绳，粪便随手清理", "0.0"),
)
MEASURES = {
    "P4.05.01": Measure(what="积水面积", unit="㎡", operator="<=", threshold=Decimal(5)),
    "P7.01.01": Measure(what="消防车通道净宽", unit="米", operator=">=", threshold=Decimal(4)),
}
PHRASES = {
    "P3.03.01": ("{位置}垃圾桶满冒，垃圾散落约{数量}㎡", "{位置}{数量}只垃圾桶满冒"),
    "P2.06.02": ("{位置}楼道内堆放杂物{数量}处", "{位置}房前屋后长期堆积杂物约{数量}㎡"),
}
PLAIN = ("{位置}不符合要求{数量}处",)
BEHAVIOUR = "P9.02.01"


def past_of(code: str) -> tuple[PastLine, ...]:
    """What was found of it at this point: twice of the bins, once of the hallway."""
    lines = {"P3.03.01": ((26, "closed", 2), (49, "closed", 1)), "P2.06.02": ((12, "notified", 1),)}
    return tuple(
        PastLine(
            issue="issue-213",
            label=f"K7QF-{200 - days}",
            found_at=NOW - timedelta(days=days),
            spot="北门",
            state=state,
            days=days,
            occurrence=nth,
            photos=2,
        )
        for days, state, nth in lines.get(code, ())
    )


def the_list(point: str = "003-OR-04", name: str = "纺机二村") -> Checklist:
    return Checklist(
        point=point,
        name=name,
        type_name="老旧小区",
        edition="2026",
        items=tuple(
            Item(
                code=code,
                title=title,
                text=text,
                group=group,
                severity="较重" if deduct == "0.5" else "一般",
                deduct=Decimal(deduct),
                measure=MEASURES.get(code),
                phrases=PHRASES.get(code, PLAIN),
                records=code != BEHAVIOUR,
                repeat_days=30,
                past=past_of(code),
            )
            for code, group, title, text, deduct in ITEMS
        ),
    )


@dataclass
class FakeVisits:
    """Keeps drafts by point; ``closed`` are the visits that were stored."""

    kept: dict[str, str] = field(default_factory=dict)
    closed: list[VisitAnswers] = field(default_factory=list)
    taken_back: list[str] = field(default_factory=list)

    def checklist(self, point: str) -> Checklist:
        return the_list(point)

    def keep(self, point: str, text: str) -> None:
        self.kept[point] = text

    def left(self, point: str) -> str:
        return self.kept.get(point, "")

    def close(self, answers: VisitAnswers) -> VisitStored:
        self.closed.append(answers)
        self.kept.pop(answers.point, None)
        return VisitStored(words="检查表已存", visit=f"visit-{len(self.closed)}")

    def take_back(self, visit_id: str, point: str, text: str) -> None:
        self.taken_back.append(visit_id)
        self.kept[point] = text
