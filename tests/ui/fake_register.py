"""A register made of plain values, with a point, a unit and a person to open."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from inspector.app.bad_row import Rejected
from inspector.app.progress import Tell
from inspector.app.register_told import (
    Column,
    EditTold,
    Entry,
    FieldTold,
    Imported,
    KindTold,
    Listing,
    Proposal,
    RecordTold,
    Typed,
)
from inspector.domain.errors import InputError
from tests.ui.fake_days import at

KINDS = (
    ("points", "点位", 72, True, True),
    ("types", "点位类型", 24, False, False),
    ("standards", "标准", 164, True, False),
    ("units", "单位", 118, True, True),
    ("areas", "镇街网格", 96, False, False),
    ("people", "人员", 8, True, True),
    ("calendar", "日历", 58, True, True),
    ("plans", "检查计划", 3, False, False),
    ("profiles", "评分方案", 1, False, False),
    ("rules", "规则", 13, False, False),
    ("assignments", "包村居", 1, True, True),
    ("scores", "部门评分", 1, True, True),
    ("outside", "外部结果", 1, True, True),
)
NAMES = (
    ("003-OR-04", "纺机二村", "老旧小区", "桐荫街道", "fjec"),
    ("003-OR-03", "纺机一村", "老旧小区", "桐荫街道", "fjyc"),
    ("003-FM-01", "桐荫农贸市场", "农贸市场", "桐荫街道", "tynmsc"),
    ("003-AR-02", "桐花路", "主次干道", "桐荫街道", "thl"),
    ("003-BS-05", "双槐街", "商业大街", "桐荫街道", "shj"),
    ("001-TS-01", "月台火车站广场", "交通场站", "望澜街道", "ythczgc"),
    ("001-CS-03", "桐荫旧改三期工地", "建筑工地", "望澜街道", "tyjgsqgd"),
    ("002-SM-02", "芦花巷便民市场", "便民市场", "芦花街道", "lhxbmsc"),
    ("002-PS-01", "芦花公园", "公园广场", "芦花街道", "lhgy"),
    ("002-SC-04", "第三中学周边", "校园周边", "芦花街道", "dszxzb"),
    ("004-RV-01", "南浦河滨河段", "河道水系", "南浦街道", "nphbhd"),
    ("004-HP-02", "南浦医院周边", "医院周边", "南浦街道", "npyyzb"),
    ("004-AR-07", "南浦大道", "主次干道", "南浦街道", "npdd"),
    ("005-GR-01", "书院巷", "背街小巷", "书院街道", "syx"),
    ("005-OR-09", "书院新村", "老旧小区", "书院街道", "syxc"),
)
TYPES = (("OR", "老旧小区"), ("FM", "农贸市场"), ("AR", "主次干道"))
TOWNS = (("", "—"), ("990102003", "桐荫街道"), ("990102001", "望澜街道"))
YES_NO = (("1", "是"), ("0", "否"))


def a_field(name: str, word: str, text: str = "", shown: str = "", **more: object) -> FieldTold:
    given = FieldTold(name=name, word=word, text=text, shown=shown or text)
    return replace(given, **more)  # type: ignore[arg-type]


POINT_FIELDS = (
    a_field("code", "点位编号", "003-OR-04", required=True, fixed=True),
    a_field("zh", "名称", "纺机二村", required=True),
    a_field("type", "类型", "OR", "老旧小区", typed=Typed.CHOICE, choices=TYPES, required=True),
    a_field("town", "镇街", "990102003", "桐荫街道", typed=Typed.CHOICE, choices=TOWNS),
    a_field("address", "地址", "桐荫街道纺机社区纺机路 18 号，北门对菜场，东门对公交首末站"),
    a_field("spots", "具体位置", "北门、东门、5号楼、7号楼、9号楼、车棚", typed=Typed.LINES),
    a_field("lon", "经度", "83.451401", typed=Typed.NUMBER),
    a_field("lat", "纬度", "38.855672", typed=Typed.NUMBER),
    a_field("radius_m", "半径（米）", "60", typed=Typed.NUMBER),
    a_field("operator", "经营单位", "OP-1", "桐安物业服务有限公司"),
    a_field("point_chief", "点长", "赵某戊"),
    a_field("phone", "电话", "000-0000-0097"),
    a_field("declared", "申报点位", "1", "是", typed=Typed.FLAG, choices=YES_NO),
    a_field("active", "在用", "1", "是", typed=Typed.FLAG, choices=YES_NO),
)
HISTORY = (
    EditTold(
        at=at(11, 18, 10, 44),
        person="检查员1号",
        device="LAPTOP-03",
        reason="物业换了",
        fields=(("经营单位", "桐安物业服务有限公司"),),
    ),
    EditTold(
        at=at(9, 1, 8, 30),
        person="",
        device="LAPTOP-01",
        reason="",
        fields=tuple((one.word, one.shown) for one in POINT_FIELDS),
    ),
)
COLUMNS = (
    Column(name="点位编号", sample=("003-OR-90", "003-OR-91", "003-FM-07"), field="code"),
    Column(name="小区名称", sample=("河滨新村", "河滨二村", "河滨市场"), field=""),
    Column(name="类型", sample=("老旧小区", "农贸市场"), field="type"),
    Column(name="街道", sample=("桐荫街道",), field="town"),
    Column(name="经度", sample=("83.4514", "83.4520"), field="lon"),
    Column(name="纬度", sample=("38.8401", "38.8413"), field="lat"),
    Column(name="备注", sample=(), field=""),
)
REJECTED = (
    Rejected(file="points.xlsx", row=12, column="纬度", reason="不是数字：北纬38"),
    Rejected(file="points.xlsx", row=31, column="类型", reason="没有这种点位类型：小区"),
    Rejected(file="points.xlsx", row=58, column="街道", reason="没有这个镇街：桐阴街道"),
)


@dataclass
class FakeRegister:
    """Remembers what it was asked to write."""

    amended: list[tuple[str, Mapping[str, str], str]] = field(default_factory=list)
    added: list[Mapping[str, str]] = field(default_factory=list)
    rehearsed: list[Mapping[str, str]] = field(default_factory=list)
    taken: list[tuple[str, Path, Mapping[str, str]]] = field(default_factory=list)
    withdrawn: list[tuple[str, str, str]] = field(default_factory=list)
    taken_codes: tuple[str, ...] = ("003-OR-04",)

    def kinds(self) -> Sequence[KindTold]:
        return [
            KindTold(code=code, name=name, count=count, importable=importable, editable=editable)
            for code, name, count, importable, editable in KINDS
        ]

    def listing(self, kind: str) -> Listing:
        if kind != "points":
            return self._others(kind)
        entries = tuple(
            Entry(
                key=f"point:{code}",
                code=code,
                name=name,
                cells=(type_name, town, "无坐标" if number == 6 else ""),
                sought=f"{code} {name} {type_name} {town} {initials}".lower(),
                active=number != 8,
            )
            for number, (code, name, type_name, town, initials) in enumerate(NAMES)
        )
        return Listing(kind=kind, heads=("类型", "镇街", "坐标"), entries=entries)

    def _others(self, kind: str) -> Listing:
        if kind == "plans":
            return Listing(kind=kind, heads=("点位", "经办"), entries=())
        entry = Entry(
            key=f"{kind}:1", code="HW", name="区环卫中心", cells=("部门",), sought="hw 区环卫中心"
        )
        return Listing(kind=kind, heads=("性质",), entries=(entry,))

    def record(self, kind: str, key: str) -> RecordTold:
        code = key.partition(":")[2]
        name = next((one[1] for one in NAMES if one[0] == code), "区环卫中心")
        editable = next(one[4] for one in KINDS if one[0] == kind)
        fields = tuple(
            replace(one, text=name, shown=name) if one.name == "zh" else one for one in POINT_FIELDS
        )
        return RecordTold(
            key=key,
            kind=kind,
            code=code,
            name=name,
            fields=fields,
            editable=editable,
            withdrawable=kind in ("assignments", "outside"),
        )

    def history(self, kind: str, key: str) -> Sequence[EditTold]:
        del kind, key
        return HISTORY

    def blank(self, kind: str) -> RecordTold:
        fields = tuple(replace(one, text="", shown="") for one in POINT_FIELDS)
        return RecordTold(key="", kind=kind, code="", name="", fields=fields, editable=True)

    def amend(self, kind: str, key: str, said: Mapping[str, str], why: str) -> Sequence[str]:
        del kind
        if said.get("lat") == "北纬":
            raise InputError("纬度：不是数字：北纬", "改好再保存", code="bad_field", field="lat")
        self.amended.append((key, said, why))
        words = {one.name: one.word for one in POINT_FIELDS}
        return [words[name] for name in said]

    def add(self, kind: str, said: Mapping[str, str]) -> str:
        del kind
        if said["code"] in self.taken_codes:
            raise InputError("已有这个编号", "换一个编号。", code="exists")
        self.added.append(said)
        return "point:003-OR-03"

    def withdraw(self, kind: str, key: str, why: str) -> None:
        self.withdrawn.append((kind, key, why))

    def propose(self, kind: str, file: Path) -> Proposal:
        if file.suffix == ".doc":
            raise InputError("读不懂这个文件", "用 XLSX 或 CSV。", code="bad_file")
        return Proposal(
            kind=kind,
            file=file.name,
            rows=213,
            columns=COLUMNS,
            fields=tuple((one.name, one.word, one.required) for one in POINT_FIELDS),
        )

    def rehearse(
        self, kind: str, file: Path, fields: Mapping[str, str], tell: Tell | None = None
    ) -> Imported:
        del kind, file
        if tell:
            tell(210, 210)
        self.rehearsed.append(dict(fields))
        return Imported(added=204, changed=4, unchanged=2, rejected=REJECTED)

    def take(
        self, kind: str, file: Path, fields: Mapping[str, str], tell: Tell | None = None
    ) -> Imported:
        if tell:
            tell(120, 210)
        self.taken.append((kind, file, dict(fields)))
        return Imported(added=204, changed=4, unchanged=2, rejected=REJECTED)
