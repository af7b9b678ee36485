"""The problems that can be drawn, each with its standard and what a close-up shows."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from tools.broken import fence, manhole, paving, puddle, sign_board, small_ads
from tools.litter import bins, heap, lawn, river, rubbish
from tools.occupied import bikes, cars, laundry, stall
from tools.street import Street


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """A problem to draw: its standard, what a close-up shows (shares of the picture), a note."""

    draw: Callable[[Street, bool], None]
    standard: str
    close: tuple[float, float, float, float]
    note: str


SCENES: Mapping[str, Scene] = {
    "bins": Scene(
        draw=bins,
        standard="P3.03.01",
        close=(0.14, 0.3, 0.82, 0.81),
        note="垃圾桶满冒，垃圾散落桶边",
    ),
    "rubbish": Scene(
        draw=rubbish, standard="P3.02.01", close=(0.2, 0.4, 0.86, 0.9), note="成堆垃圾暴露，未清运"
    ),
    "stall": Scene(
        draw=stall,
        standard="P2.02.01",
        close=(0.12, 0.36, 0.8, 0.87),
        note="流动摊贩占用人行道经营",
    ),
    "bikes": Scene(
        draw=bikes,
        standard="P6.02.01",
        close=(0.1, 0.42, 0.76, 0.91),
        note="共享单车、电动车乱停，影响通行",
    ),
    "blind_path": Scene(
        draw=bikes, standard="P4.02.02", close=(0.2, 0.5, 0.8, 0.95), note="车辆占压盲道"
    ),
    "paving": Scene(
        draw=paving,
        standard="P4.02.01",
        close=(0.2, 0.46, 0.78, 0.895),
        note="人行道地砖破损、松动",
    ),
    "puddle": Scene(
        draw=puddle, standard="P4.05.01", close=(0.16, 0.58, 0.86, 1.0), note="路面积水，行人绕行"
    ),
    "small_ads": Scene(
        draw=small_ads, standard="P2.05.01", close=(0.26, 0.18, 0.78, 0.7), note="灯杆乱贴小广告"
    ),
    "sign_board": Scene(
        draw=sign_board,
        standard="P2.04.01",
        close=(0.14, 0.16, 0.8, 0.655),
        note="门头招牌破损，残片悬挂",
    ),
    "fence": Scene(
        draw=fence,
        standard="P7.06.01",
        close=(0.08, 0.26, 0.76, 0.77),
        note="临街围挡缺损，未及时修补",
    ),
    "lawn": Scene(
        draw=lawn, standard="P5.01.01", close=(0.16, 0.4, 0.8, 0.88), note="绿地内垃圾未清理"
    ),
    "heap": Scene(
        draw=heap,
        standard="P2.06.01",
        close=(0.1, 0.32, 0.86, 0.89),
        note="杂物乱堆乱放，占用公共空间",
    ),
    "cars": Scene(
        draw=cars, standard="P6.01.01", close=(0.04, 0.46, 0.72, 0.97), note="机动车违停在人行道上"
    ),
    "manhole": Scene(
        draw=manhole,
        standard="P4.03.01",
        close=(0.24, 0.62, 0.76, 1.0),
        note="井盖移位缺失，未围护",
    ),
    "laundry": Scene(
        draw=laundry, standard="P2.08.01", close=(0.16, 0.28, 0.84, 0.79), note="沿街拉绳晾晒衣物"
    ),
    "river": Scene(
        draw=river, standard="P3.08.01", close=(0.12, 0.5, 0.8, 1.0), note="水面漂浮垃圾、水草"
    ),
}
"""Codes are those of the default catalogue; ``draw`` is told whether it is still wrong."""
