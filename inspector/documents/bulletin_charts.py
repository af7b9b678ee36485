"""The two charts of a bulletin: scores of the towns, problems by theme."""

from collections.abc import Callable
from dataclasses import dataclass

from inspector.documents.bulletin_paper import LOW, BulletinPaper, Group
from inspector.documents.charts import (
    SCORE_STEP,
    Fill,
    Scored,
    axis_start,
    grouped_columns,
    legend,
    score_bars,
)
from inspector.documents.sheet import MEASURE, MM, Sheet

_THEMES_HIGH = 34 * MM


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """A drawing as wide as the type area; ``draw`` is given its left and upper edge in points."""

    caption: str
    height: float
    draw: Callable[[Sheet, float, float], None]


def score_chart(paper: BulletinPaper) -> Chart | None:
    """图1: bars of this month with a tick for the last; None when nobody is ranked."""
    panels = [_scored(group) for group in paper.groups]
    shown = [one for panel in panels for one in panel]
    if not shown:
        return None
    start = axis_start(shown)
    cut = f"轴从{start:.0f}分起，" if start else ""
    each = max(len(panel) for panel in panels) * SCORE_STEP + 18
    rows, half = (len(panels) + 1) // 2, MEASURE / 2

    def draw(sheet: Sheet, left: float, top: float) -> None:
        for number, panel in enumerate(panels):
            x = left + (number % 2) * (half + 2 * MM)
            score_bars(sheet, x, top - (number // 2) * each, half - 2 * MM, panel, start)
        entries = ((Fill.NOW, "本月得分"), (Fill.BEFORE, f"本月得分（后{LOW}名）"))
        legend(sheet, left + half, top - rows * each - 8, entries)

    return Chart(caption=f"图1  镇街得分（{cut}竖线为上月）", height=rows * each + 18, draw=draw)


def _scored(group: Group) -> list[Scored]:
    ranked = [one for one in group.towns if one.rank is not None and one.score is not None]
    low = {one.town for one in ranked[-LOW:]}
    return [
        Scored(
            name=one.town,
            now=float(one.score or 0),
            last=float(one.last_score) if one.last_score is not None else None,
            low=one.town in low,
        )
        for one in ranked
    ]


def theme_chart(paper: BulletinPaper) -> Chart | None:
    """图2: columns by theme beside those of the month and the year before; None without any."""
    if not paper.themes:
        return None
    entries = [(Fill.NOW, "本月")]
    if any(one.before is not None for one in paper.themes):
        entries.append((Fill.BEFORE, "上月"))
    if any(one.year_ago is not None for one in paper.themes):
        entries.append((Fill.YEAR_AGO, "去年同月"))

    def draw(sheet: Sheet, left: float, top: float) -> None:
        low = grouped_columns(sheet, left, top, MEASURE, _THEMES_HIGH, paper.themes)
        legend(sheet, left + MEASURE / 2, low - 12, entries)

    return Chart(caption="图2  各类问题数量（件）", height=_THEMES_HIGH + 48, draw=draw)
