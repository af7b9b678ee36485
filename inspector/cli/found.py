"""Commands that found a workspace and name its office."""

from pathlib import Path

import click

from inspector.app import found, office
from inspector.app.office_wording import begin_wording, write_samples
from inspector.app.workspace import open_workspace
from inspector.cli.command import FILE, FOLDER, workspace_argument, writes
from inspector.cli.out import progress, show
from inspector.domain.errors import InputError
from inspector.text import _


@click.command("init", help="新建工作区")
@workspace_argument
@click.option("--demo", is_flag=True, help="用内置的示例区")
@click.option("--district", type=FILE, help="辖区文件（JSON）")
@click.option("--catalogue", type=FILE, help="标准目录（JSON）")
@click.option("--from", "bundle", type=FILE, help="用数据包新建，不占编号席位")
@click.option("--remote", "url", help="从同步位置新建，不占编号席位；以后也与它同步")
@click.option(
    "--photos", type=click.Choice(["none", "print", "all"]), help="与 --remote：照片怎么收"
)
@click.option("--device", default="", help="本机名称")
@writes
def init_command(
    workspace: Path,
    demo: bool,
    district: Path | None,
    catalogue: Path | None,
    bundle: Path | None,
    url: str | None,
    photos: str | None,
    device: str,
    person: str,
    as_json: bool,
) -> None:
    """Found a workspace from the demo district, from files, from a bundle or from a remote."""
    if (bundle and (demo or district)) or (url and (bundle or demo or district)):
        raise InputError(
            _("--from、--remote 和 --demo、--district 只能用一个。"),
            _("只选一种来源。"),
            code="usage",
        )
    if url:
        from inspector.app.joining import join

        ws = join(workspace, url, device=device, person=person, photos=photos, tell=progress())
    elif bundle:
        from inspector.app.merging import found_from

        ws = found_from(workspace, bundle, device=device, person=person)
    else:
        ws = found.found(
            workspace, district=district, catalogue=catalogue, device=device, person=person
        )
    with ws:
        told = found.describe(ws)
    show(
        told,
        [
            _("工作区已建好：{folder}").format(folder=told.workspace),
            _("点位 {points} 个，标准 {standards} 条，责任单位 {units} 个").format(
                points=told.points, standards=told.standards, units=told.units
            ),
        ],
        as_json=as_json,
    )


@click.command("office", help="查看或修改发文单位")
@workspace_argument
@click.argument("fields", metavar="FIELD=VALUE...", nargs=-1)
@click.option("--wording", is_flag=True, help="把文书措辞放进工作区供修改；已有的只检查")
@click.option("--samples", type=FOLDER, help="按现在的措辞，每种文书出一份样张，放进这个文件夹")
@writes
def office_command(
    workspace: Path,
    fields: tuple[str, ...],
    wording: bool,
    samples: Path | None,
    person: str,
    as_json: bool,
) -> None:
    """Show the issuing office, or set fields of it."""
    with open_workspace(workspace, person=person) as ws:
        told = office.set_fields(ws, office.parse(fields)) if fields else office.read(ws)
        if wording:
            own = begin_wording(ws)
            told |= {"wording": own.wording, "sentences": own.sentences}
        if samples:
            told |= {"samples": [*write_samples(ws, samples)]}
    show(told, [f"{name}: {value}" for name, value in told.items() if value], as_json=as_json)
