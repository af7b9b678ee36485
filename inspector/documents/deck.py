"""点评会 deck: the month's findings as slides a chair can speak to, as editable PPTX."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from inspector.documents.paper import OfficeOnPaper, PhotoOnPaper
from inspector.documents.slides import GREY, NAVY, RED, Bars, Deck, Run
from inspector.documents.wording import day, full_day

LONGEST_TITLE = 26  # characters; a title is one finding, read at a glance
LEFT, TOP, WIDE = 16.0, 32.0, 306.67  # millimetres


@dataclass(frozen=True, slots=True, kw_only=True)
class TownBar:
    """One town of the ranking; scores as points of a hundred."""

    town: str
    rank: int
    score: Decimal
    last_score: Decimal | None


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupBars:
    name: str
    towns: tuple[TownBar, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """A photo and what it shows, in two lines."""

    photo: PhotoOnPaper
    where: str
    what: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TownPage:
    """One town: its standing in the title, three figures, where its problems lie, photos."""

    title: str
    figures: tuple[tuple[str, str, bool], ...]  # name, value, whether it is bad news
    points: tuple[str, ...]
    seen: tuple[Seen, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Mended:
    """Before and after of one problem."""

    title: str
    before: PhotoOnPaper
    after: PhotoOnPaper
    done: str
    place: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Again:
    """A problem found again: the town, where, what, and each time with its photo."""

    town: str
    place: str
    problem: str
    times: tuple[tuple[str, PhotoOnPaper | None], ...]  # 第1次 8月29日


@dataclass(frozen=True, slots=True, kw_only=True)
class LateLine:
    unit: str
    place: str
    problem: str
    deadline: date
    days: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DeckPaper:
    """All slides; a part that is empty has no slide."""

    office: OfficeOnPaper
    name: str  # 青屿区城市管理综合考核
    month: str  # 10月份
    held_on: date
    as_of: date
    ranking_title: str
    ranking_note: str
    groups: tuple[GroupBars, ...]
    themes_title: str = ""
    themes: tuple[tuple[str, int, int | None], ...] = ()  # project, this month, last month
    towns: tuple[TownPage, ...] = ()
    mended: tuple[Mended, ...] = ()
    repeats_title: str = ""
    repeats: tuple[Again, ...] = ()
    repeats_note: str = ""
    late_title: str = ""
    late: tuple[LateLine, ...] = ()
    late_note: str = ""
    steps_title: str = ""
    steps: tuple[str, ...] = ()


def deck_pptx(paper: DeckPaper) -> tuple[bytes, int]:
    """The deck and how many slides it has; the same values give the same bytes."""
    data = f"{paper.office.name}　数据截至{day(paper.as_of)}"
    deck = Deck(f"{paper.name}{paper.month}点评会", paper.office.name, paper.held_on, data)
    _cover(deck, paper)
    if paper.groups:
        _ranking(deck, paper)
    if paper.themes:
        _themes(deck, paper)
    for town in paper.towns:
        _town(deck, town)
    for one in paper.mended:
        _before_after(deck, one)
    if paper.repeats:
        _repeats(deck, paper)
    if paper.late:
        _late(deck, paper)
    if paper.steps:
        _steps(deck, paper)
    return deck.bytes(), deck.count


def _cover(deck: Deck, paper: DeckPaper) -> None:
    deck.cover(f"{paper.month}点评会")
    middle = {"centred": True}
    deck.words(LEFT, 58, WIDE, 18, [Run(paper.name, 28, bold=True, colour=NAVY)], **middle)
    deck.rule(118, thick=3.0, whole=True)
    deck.words(LEFT, 126, WIDE, 12, [Run(paper.office.name, 18)], **middle)
    deck.words(LEFT, 139, WIDE, 12, [Run(full_day(paper.held_on), 18)], **middle)


def _ranking(deck: Deck, paper: DeckPaper) -> None:
    deck.slide(_short(paper.ranking_title))
    width = (WIDE - 12 * (len(paper.groups) - 1)) / len(paper.groups)
    scores = [
        score
        for group in paper.groups
        for one in group.towns
        for score in (one.score, one.last_score)
        if score is not None
    ]
    start = int(max(min(scores) - 5, Decimal(0))) // 10 * 10
    for at, group in enumerate(paper.groups):
        x = LEFT + at * (width + 12)
        deck.words(x, TOP - 2, width, 9, [Run(group.name, 16, bold=True)])
        deck.bars(
            x,
            TOP + 8,
            width,
            116,
            Bars(
                names=tuple(f"{one.rank}  {one.town}" for one in group.towns),
                now=tuple(float(one.score) for one in group.towns),
                before=tuple(
                    None if one.last_score is None else float(one.last_score) for one in group.towns
                ),
                start=float(start),
                decimals=2,
                lying=True,
            ),
        )
    cut = f"（条形自{start}分起）" if start else ""
    deck.legend(LEFT, 162)
    deck.words(LEFT + 70, 159, WIDE - 70, 10, [Run(paper.ranking_note + cut, 14)])


def _themes(deck: Deck, paper: DeckPaper) -> None:
    deck.slide(_short(paper.themes_title))
    deck.bars(
        LEFT,
        TOP + 2,
        WIDE,
        122,
        Bars(
            names=tuple(name for name, _now, _before in paper.themes),
            now=tuple(float(now) for _name, now, _before in paper.themes),
            before=tuple(
                None if before is None else float(before) for _name, _now, before in paper.themes
            ),
            start=0.0,
            decimals=0,
            lying=False,
        ),
    )
    deck.legend(LEFT, 162)
    deck.words(LEFT + 70, 159, WIDE - 70, 10, [Run("单位：件", 14)])


def _town(deck: Deck, town: TownPage) -> None:
    deck.slide(_short(town.title))
    y = TOP
    for name, value, bad in town.figures:
        deck.words(LEFT, y, 58, 9, [Run(name, 16, colour=GREY)])
        deck.words(
            LEFT, y + 8, 58, 14, [Run(value, 28, bold=True, colour=RED if bad else "1A1A1A")]
        )
        y += 29
    if town.points:
        lines = [Run("集中在：", 16), *(Run(one, 15) for one in town.points)]
        deck.words(LEFT, y + 3, 60, 8 * len(lines), lines)
    first, rest = town.seen[0], town.seen[1:3]
    width = 150 if rest else 240
    left, _top = deck.photo(80, TOP, width, 112, first.photo)
    deck.words(left, TOP + 114, width, 18, [Run(first.where, 16), Run(first.what, 16)])
    for at, one in enumerate(rest):
        top = TOP + at * 72
        left, _top = deck.photo(238, top, 84, 52, one.photo)
        deck.words(left, top + 53, 322 - left, 14, [Run(one.where, 13), Run(one.what, 13)])


def _before_after(deck: Deck, one: Mended) -> None:
    deck.slide(_short(one.title))
    half = (WIDE - 6) / 2
    pictures = (("整改前", one.before, RED), ("整改后", one.after, NAVY))
    for at, (label, photo, colour) in enumerate(pictures):
        x = LEFT + at * (half + 6)
        corner = deck.photo(x, TOP, half, 112, photo)
        deck.label(*corner, label, colour)
        taken = photo.taken_at
        when = f"{taken.month}月{taken.day}日{taken:%H:%M}" if taken else ""
        deck.words(x, TOP + 114, half, 9, [Run(when, 16)], centred=True)
    deck.words(LEFT, TOP + 126, WIDE, 18, [Run(f"做法：{one.done}", 18)])
    deck.note(one.place)


def _repeats(deck: Deck, paper: DeckPaper) -> None:
    deck.slide(_short(paper.repeats_title))
    pitch = 48.0
    for row, one in enumerate(paper.repeats[:3]):
        y = TOP + row * pitch
        if row:
            deck.line(LEFT, y - 1.5, WIDE)
        lines = [
            Run(one.town, 20, bold=True),
            Run(one.place, 16),
            Run(f"{one.problem}　第{len(one.times)}次", 18, bold=True, colour=RED),
        ]
        deck.words(LEFT, y + 3, 92, 36, lines)
        shown = one.times[-3:]
        for at, (when, photo) in enumerate(shown):
            x = 112 + at * 72
            last = at == len(shown) - 1
            if photo:
                deck.photo(x, y + 1, 64, 36, photo)
            else:
                deck.words(x, y + 15, 64, 8, [Run("（无照片）", 14, colour=GREY)], centred=True)
            deck.words(x, y + 37.5, 64, 8, [Run(when, 14, bold=last)], centred=True)
    deck.note(paper.repeats_note)


def _late(deck: Deck, paper: DeckPaper) -> None:
    deck.slide(_short(paper.late_title))
    heads = ("责任单位", "点位（具体位置）", "问题", "整改期限", "逾期")
    rows = [
        (one.unit, one.place, one.problem, day(one.deadline), f"{one.days}日") for one in paper.late
    ]
    deck.table(LEFT, TOP + 2, (70.0, 92.0, 80.0, 36.67, 28.0), heads, rows)
    deck.note(paper.late_note)


def _steps(deck: Deck, paper: DeckPaper) -> None:
    deck.slide(_short(paper.steps_title))
    y = TOP + 6
    for number, text in enumerate(paper.steps, 1):
        deck.words(LEFT, y, 16, 14, [Run(f"{number}", 28, bold=True, colour=NAVY)])
        deck.words(LEFT + 18, y + 1, WIDE - 18, 26, [Run(text, 20)])
        y += 32


def _short(title: str) -> str:
    """At most 26 characters, cut where a clause ends if there is one."""
    if len(title) <= LONGEST_TITLE:
        return title
    kept = title[:LONGEST_TITLE]
    ends = [kept.rfind(sign) for sign in "；，"]
    return kept[: max(ends)] if max(ends) > 8 else kept[:-1] + "…"


def names(towns: Sequence[str], most: int = 3) -> str:
    """望澜街道、石磨镇; more than ``most`` are told as 等n个镇街."""
    told = "、".join(towns[:most])
    return f"{told}等{len(towns)}个镇街" if len(towns) > most else told
