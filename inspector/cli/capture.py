"""Commands of the field: a finding, a visit."""

from pathlib import Path

import click

from inspector.app.capture import CaptureDraft, record
from inspector.app.visit import VisitDraft, inspect
from inspector.app.workspace import open_workspace
from inspector.cli.command import several, workspace_argument, writes
from inspector.cli.out import show
from inspector.cli.words import short, verdict_words
from inspector.domain.errors import InputError
from inspector.text import _


@click.command("record", help="登记一条问题")
@workspace_argument
@click.option("--point", help="点位编号，或 点位/具体位置")
@click.option("--lonlat", help="经度,纬度")
@click.option("--standard", required=True, help="标准编号，或 标准:情形")
@click.option("--photo", "photos", multiple=True, help="照片文件，或已导入照片的 sha256")
@click.option("--at", help="发现时间（ISO 8601）")
@click.option("--round", "round_", help="轮次")
@click.option("--source", help="来源")
@click.option("--spot", help="具体位置")
@click.option("--note", default="", help="描述")
@click.option("--unit", help="责任单位编号")
@click.option("--same-as", help="认定为同一处的问题编号，或 none")
@click.option("--on-the-spot", is_flag=True, help="当场整改")
@click.option("--deadline", help="整改期限：日期或时间（ISO 8601），不写按标准")
@writes
def record_command(
    workspace: Path,
    point: str | None,
    lonlat: str | None,
    standard: str,
    photos: tuple[str, ...],
    at: str | None,
    round_: str | None,
    source: str | None,
    spot: str | None,
    note: str,
    unit: str | None,
    same_as: str | None,
    on_the_spot: bool,
    deadline: str | None,
    person: str,
    as_json: bool,
) -> None:
    """Record one finding and print its verdict."""
    draft = CaptureDraft(
        standard=standard,
        point=point,
        lonlat=_lonlat(lonlat),
        photos=photos,
        at=at,
        round=round_,
        source=source,
        spot=spot,
        note=note,
        unit=unit,
        same_as=same_as,
        on_the_spot=on_the_spot,
        deadline=deadline,
    )
    with open_workspace(workspace, person=person) as ws:
        told = record(ws, draft)
    lines = [
        _("已登记 {label}：{verdict}").format(
            label=told.label, verdict=verdict_words(told.verdict)
        ),
        _("责任单位 {unit}，扣 {points} 分，期限 {deadline}").format(
            unit=told.unit or "—", points=told.deduction, deadline=short(told.deadline)
        ),
    ]
    if told.issue != told.finding:
        lines.append(_("并入 {label}").format(label=told.issue_label))
    lines += [_("照片：{words}").format(words=words) for words in told.reused]
    show(told, lines, as_json=as_json)


@click.command("inspect", help="记录一次检查")
@workspace_argument
@click.option("--point", required=True, help="点位编号")
@click.option("--round", "round_", help="轮次")
@click.option("--at", help="检查时间（ISO 8601）")
@several("--pass", "passed", help="符合的标准")
@several("--fail", "failed", help="不符合的标准")
@several("--na", "not_applicable", help="不涉及的标准")
@click.option("--rest", type=click.Choice(["pass"]), help="其余均符合")
@several("--value", "values", help="实测数：标准=数")
@click.option("--schedule", help="定期 scheduled / 不定期 unscheduled")
@click.option("--openness", help="明察 announced / 暗访 covert")
@click.option("--scope", help="专项 special / 综合 comprehensive")
@click.option("--purpose", help="目的")
@writes
def inspect_command(
    workspace: Path,
    point: str,
    round_: str | None,
    at: str | None,
    passed: tuple[str, ...],
    failed: tuple[str, ...],
    not_applicable: tuple[str, ...],
    rest: str | None,
    values: tuple[str, ...],
    schedule: str | None,
    openness: str | None,
    scope: str | None,
    purpose: str | None,
    person: str,
    as_json: bool,
) -> None:
    """Record one visit and its checks; makes no issue."""
    draft = VisitDraft(
        point=point,
        round=round_,
        at=at,
        passed=passed,
        failed=failed,
        not_applicable=not_applicable,
        rest_passes=rest == "pass",
        values=tuple(_pair(one) for one in values),
        schedule=schedule,
        openness=openness,
        scope=scope,
        purpose=purpose,
    )
    with open_workspace(workspace, person=person) as ws:
        told = inspect(ws, draft)
    line = _("已检查 {checks} 项，不符合 {failed} 项").format(
        checks=told.checks, failed=told.failed
    )
    show(told, [line], as_json=as_json)


def _lonlat(text: str | None) -> tuple[float, float] | None:
    if text is None:
        return None
    try:
        lon, lat = (float(part) for part in text.split(","))
    except ValueError as error:
        raise InputError(
            _("看不懂这个坐标：{text}").format(text=text),
            _("先写经度再写纬度，例如 83.451401,38.855672。"),
            code="bad_position",
        ) from error
    return lon, lat


def _pair(text: str) -> tuple[str, str]:
    code, _equals, value = text.partition("=")
    return code, value
