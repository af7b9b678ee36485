"""Commands of paper: issue notices, keep their register, pack what goes with them."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from inspector.app import notice_register, notify, numbering, signing
from inspector.app.bound import bind_issued, bound_name, overprint_issued, shift_told
from inspector.app.letter_words import Said
from inspector.app.letters import issue_letters
from inspector.app.package import pack
from inspector.app.paper_told import DOCX, PDF, Manner, NoticeMade
from inspector.app.workspace import Workspace, open_workspace
from inspector.cli.command import FILE, FOLDER, several, workspace_argument, writes
from inspector.cli.out import progress, show
from inspector.cli.register_words import registered
from inspector.domain.errors import InputError
from inspector.domain.ids import StreamId, stream_code
from inspector.domain.notice import Block, NoticeKind
from inspector.text import _

_FORMATS = {"pdf": (PDF,), "docx": (DOCX,), "both": (PDF, DOCX)}
_KINDS = {"notice": NoticeKind.RECTIFICATION} | {
    one.name.lower(): one for one in NoticeKind if not one.orders
}


def _of_letters(function: Callable[..., Any]) -> Callable[..., Any]:
    """What a letter may say that no record holds."""
    options = (
        click.option("--measures", default="", help="督办函中要求明确的措施，如 清运频次"),
        click.option("--talk-at", help="约谈时间"),
        click.option("--talk-place", default="", help="约谈地点"),
        click.option("--talk-by", default="", help="约谈人职务"),
        click.option("--bring", default="", help="约谈需准备的材料"),
        click.option("--refuse", is_flag=True, help="延期批复：不同意"),
        click.option("--asked", help="延期批复：单位申请的日期"),
        click.option("--meanwhile", default="", help="延期批复：延期期间的临时措施"),
        click.option("--reason", default="", help="事由：约谈的，或延期批复的"),
    )
    for option in reversed(options):
        function = option(function)
    return function


@click.command("notice", help="下发整改通知书，或就一个问题发函")
@workspace_argument
@several("--issues", "issues", help="问题编号")
@several("--unit", "units", help="责任单位编号")
@several("--town", "towns", help="镇街编号")
@click.option("--month", help="考核月")
@click.option("--due-by", help="期限不晚于")
@click.option("--out", "out", required=True, type=FOLDER, help="存放文件的文件夹")
@click.option("--kind", type=click.Choice(list(_KINDS)), default="notice", help="文书种类")
@click.option(
    "--form",
    type=click.Choice(["file", "letter", "table"]),
    help="通知书的格式：文件、信函或表格；缺省按行文关系",
)
@click.option(
    "--format", "format_", type=click.Choice(list(_FORMATS)), default="pdf", help="文件格式"
)
@click.option("--one-file", is_flag=True, help="各份合成一个 PDF，带书签，便于打印")
@click.option("--draft", is_flag=True, help="只出草稿，不签发")
@click.option("--template", type=FILE, help="这一次用的文书措辞文件；缺省用工作区的")
@click.option("--submit", is_flag=True, help="送审：先不编号，由 notices --sign 签发")
@click.option("--number", help="文号")
@click.option("--on", help="签发并送达的日期")
@click.option("--deadline", help="统一的整改期限；延期批复的新期限")
@click.option("--undelivered", is_flag=True, help="签发但尚未送达")
@click.option("--yes", is_flag=True, help="缺照片也签发（会记录）")
@_of_letters
@writes
def notice_command(
    workspace: Path,
    issues: tuple[str, ...],
    units: tuple[str, ...],
    towns: tuple[str, ...],
    month: str | None,
    due_by: str | None,
    out: Path,
    kind: str,
    form: str | None,
    format_: str,
    one_file: bool,
    draft: bool,
    template: Path | None,
    submit: bool,
    number: str | None,
    on: str | None,
    deadline: str | None,
    undelivered: bool,
    yes: bool,
    person: str,
    as_json: bool,
    **said: Any,
) -> int:
    """Issue one notice per unit, or a letter per issue; blocked ones wait, the rest goes out."""
    manner = Manner(
        on=on,
        deadline=deadline,
        number=number,
        delivered=not undelivered,
        draft=draft,
        overrule=yes,
        formats=_FORMATS[format_],
        one_file=one_file,
        form=form,
        submit=submit,
        template=template,
    )
    if template and submit:
        raise InputError(
            _("送审件按工作区的措辞签发，不能另用一份。"),
            _("把措辞写进工作区的 templates/wording.txt。"),
            code="usage",
        )
    choice = notify.Choice(issues=issues, units=units, towns=towns, month=month, due_by=due_by)
    with open_workspace(workspace, person=person) as ws:
        if _KINDS[kind].orders:
            made = notify.issue_notices(ws, choice, manner, out, tell=progress())
        else:
            _check_letter(choice, form=form, one_file=one_file)
            words = Said(**said)
            made = issue_letters(ws, _KINDS[kind], issues, manner, out, said=words, tell=progress())
    show(
        {"notices": made}, [_line(one) for one in made] or [_("没有待下发的问题")], as_json=as_json
    )
    return 4 if any(one.blocked for one in made) else 0


def _check_letter(choice: notify.Choice, *, form: str | None, one_file: bool) -> None:
    if choice != notify.Choice(issues=choice.issues) or form in ("file", "table") or one_file:
        raise InputError(
            _("函按问题编号逐件发出，只有信函式。"),
            _("只写 --issues，不写其他筛选、--form file、--form table 和 --one-file。"),
            code="usage",
        )


@click.command("notices", help="通知书台账；签发送审件、登记送达、作废、重发、重印、预留文号")
@workspace_argument
@click.option("--sign", help="签发送审件：写它的审字号")
@click.option("--unnumbered", is_flag=True, help="只签发不编号；之后再 --sign 一次就编号")
@click.option("--number", help="签发或重发用的文号；缺省取下一个")
@click.option("--on", help="签发并送达的日期")
@click.option("--undelivered", is_flag=True, help="签发但尚未送达")
@click.option("--deliver", help="登记送达的文号")
@click.option("--at", help="送达时间")
@click.option("--void", help="作废的文号，或退回的审字号")
@click.option("--reissue", help="作废并重发的文号")
@click.option("--reason", default="", help="作废的原因")
@several("--reprint", "reprint", help="重印的文号")
@click.option("--one-file", is_flag=True, help="重印的几份合并成一个 PDF，带书签")
@click.option(
    "--overprint",
    metavar="RIGHT,DOWN",
    help="重印在印好红头的纸上：去掉红头和红线，整页向右、向下移几毫米，如 1.5,-2；不移写 0,0",
)
@click.option("--reserve", help="给哪台电脑预留文号")
@click.option("--count", type=int, default=10, show_default=True, help="预留几个文号")
@click.option("--yes", is_flag=True, help="缺照片也签发（会记录）")
@click.option("--out", "out", type=FOLDER, help="存放文件的文件夹")
@writes
def notices_command(
    workspace: Path,
    sign: str | None,
    unnumbered: bool,
    number: str | None,
    on: str | None,
    undelivered: bool,
    deliver: str | None,
    at: str | None,
    void: str | None,
    reissue: str | None,
    reason: str,
    reprint: tuple[str, ...],
    one_file: bool,
    overprint: str | None,
    reserve: str | None,
    count: int,
    yes: bool,
    out: Path | None,
    person: str,
    as_json: bool,
) -> int:
    """Show the register, or do one of the deeds on a paper in it."""
    if overprint is not None and not reprint:
        raise InputError(_("套打的是已发文书。"), _("和 --reprint 一起用。"), code="usage")
    if unnumbered and (not sign or number):
        raise InputError(
            _("只签发不编号时，写 --sign，不写 --number。"),
            _("编号时再执行一次 --sign，不写 --unnumbered。"),
            code="usage",
        )
    manner = Manner(
        number=number, on=on, delivered=not undelivered, overrule=yes, unnumbered=unnumbered
    )
    made: tuple[NoticeMade, ...] = ()
    files: tuple[str, ...] = ()
    writing = bool(sign or deliver or void or reissue or reserve)
    with open_workspace(workspace, person=person, read_only=not writing) as ws:
        if sign:
            made = (signing.sign(ws, sign, manner, out),)
        if deliver:
            notice_register.deliver(ws, deliver, at)
        if void:
            notice_register.void_notice(ws, void, reason)
        if reissue:
            made = signing.reissue(ws, reissue, reason, manner, out)
        if reserve:
            numbering.reserve(ws, reserve, count)
        if reprint:
            files = _reprinted(ws, reprint, _folder(out), one_file=one_file, overprint=overprint)
        lines, aside = notice_register.register(ws), numbering.blocks(ws)
    files += tuple(file for one in made for file in one.files)
    waits = [one for one in made if one.blocked]
    words = [
        *(_line(one) for one in waits),
        *registered(lines),
        *(_set_aside(one) for one in aside),
    ]
    answer = {"notices": lines, "files": files, "blocks": aside, "made": made}
    show(answer, [*words, *files], as_json=as_json)
    return 4 if waits else 0


def _reprinted(
    ws: Workspace,
    names: tuple[str, ...],
    folder: Path,
    *,
    one_file: bool,
    overprint: str | None,
) -> tuple[str, ...]:
    """Each paper as it was issued in a file of its own, or all of them bound into one."""
    shift = None if overprint is None else shift_told(overprint)
    if not one_file:
        if shift:
            return tuple(str(overprint_issued(ws, one, folder, shift)) for one in names)
        return tuple(str(notice_register.reprint(ws, one, folder)) for one in names)
    out = folder / bound_name(ws, names)
    return (bind_issued(ws, names, out, tell=progress(), shift=shift).file,)


def _folder(out: Path | None) -> Path:
    if out is None:
        raise InputError(_("重印要写存放的文件夹。"), _("加上 --out DIR。"), code="usage")
    return out


def _set_aside(one: Block) -> str:
    return _("预留 {code}：{first} 至 {last}").format(
        code=stream_code(StreamId(one.stream)), first=one.numbers[0], last=one.numbers[-1]
    )


@click.command("package", help="交办包：每个单位一个文件夹，可直接发出")
@workspace_argument
@click.option("--unit", help="责任单位编号")
@click.option("--all", "every", is_flag=True, help="所有单位")
@click.option("--month", help="考核月")
@click.option("--out", "out", required=True, type=FOLDER, help="存放文件的文件夹")
@writes
def package_command(
    workspace: Path,
    unit: str | None,
    every: bool,
    month: str | None,
    out: Path,
    person: str,
    as_json: bool,
) -> None:
    """Pack what goes with the issued notices of one unit, or of all."""
    if bool(unit) == every:
        raise InputError(
            _("写明一个单位，或写 --all。"), _("例如 --unit U-XQW，或 --all。"), code="usage"
        )
    with open_workspace(workspace, person=person, read_only=True) as ws:
        packages = pack(ws, out, units=(unit,) if unit else (), month=month)
    lines = [
        _("{unit}  {n} 个文件  {size:.1f} MB").format(
            unit=one.unit, n=len(one.files), size=one.bytes / 1e6
        )
        for one in packages
    ]
    show({"packages": packages}, lines, as_json=as_json)


def _line(one: NoticeMade) -> str:
    if one.blocked:
        reasons = "；".join(dict.fromkeys(remark.words for remark in one.blocked))
        return _("待处理 {unit}：{reasons}").format(unit=one.unit or "—", reasons=reasons)
    return _("{number}  {unit}  问题 {n} 件  {pages} 页").format(
        number=one.number, unit=one.unit, n=len(one.issues), pages=one.pages
    )
