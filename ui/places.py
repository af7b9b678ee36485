"""The ten rooms: where each stands on the rail, its key, its names and its sign."""

from collections.abc import Callable, Mapping, Sequence

from inspector.text import _
from ui.main_window import Room, RoomPlace


def room_places(build: Mapping[str, Callable[[], Room]]) -> tuple[RoomPlace, ...]:
    """Every room in the order of the rail; ``build`` by its code makes it when first visited."""
    return tuple(
        RoomPlace(
            code=code,
            digit=digit,
            name=name,
            short=short,
            icon=icon,
            group=group,
            build=build[code],
        )
        for group, places in enumerate(_groups(), start=1)
        for code, digit, name, short, icon in places
    )


def _groups() -> Sequence[Sequence[tuple[str, int, str, str, str]]]:
    """Code, the digit of its key, name, name on a narrow rail, icon; a line of the rail parts them.

    Named when asked: which language is spoken is known only after this was loaded.
    """
    return (
        (
            ("home", 1, _("工作台"), _("工作"), "layout-dashboard"),
            ("capture", 2, _("问题登记"), _("登记"), "camera"),
            ("ledger", 3, _("问题台账"), _("台账"), "list-checks"),
            ("recheck", 4, _("复查销号"), _("复查"), "badge-check"),
        ),
        (
            ("notices", 5, _("通知书"), _("通知"), "stamp"),
            ("scores", 6, _("考核评分与通报"), _("考核"), "chart-column"),
            ("map", 7, _("地图"), _("地图"), "map"),
        ),
        (
            ("merge", 8, _("数据汇总"), _("汇总"), "git-merge"),
            ("register", 9, _("基础资料"), _("资料"), "database"),
            ("settings", 0, _("设置与体检"), _("设置"), "settings"),
        ),
    )
