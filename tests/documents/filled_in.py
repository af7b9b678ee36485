"""Feedback sheets as units send them back: filled in, with pictures of either kind."""

from collections.abc import Mapping
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import openpyxl
from openpyxl.drawing.image import Image
from openpyxl.drawing.spreadsheet_drawing import AnchorMarker, TwoCellAnchor

from inspector.documents.feedback import COLUMNS, FIRST_ROW

_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_IMAGE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"
_WPS = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<etc:cellImages xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"
 xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"
 xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"
 xmlns:etc="http://www.wps.cn/officeDocument/2017/etCustomData">{pictures}</etc:cellImages>"""
_PICTURE = (
    '<etc:cellImage><xdr:pic><xdr:nvPicPr><xdr:cNvPr id="{n}" name="ID_{n}"/><xdr:cNvPicPr/>'
    '</xdr:nvPicPr><xdr:blipFill><a:blip r:embed="rId{n}"/></xdr:blipFill>'
    "<xdr:spPr/></xdr:pic></etc:cellImage>"
)
AFTER = 8


def column(name: str) -> int:
    """The place of a column by the first line of its heading, from 1."""
    names = [title.split("\n")[0] for title, _width, _own in COLUMNS]
    return names.index(name) + 1


def filled_in(sheet: bytes, answers: Mapping[int, Mapping[str, Any]]) -> bytes:
    """The sheet with these cells filled in; problems count from 1, columns by their heading."""
    book = openpyxl.load_workbook(BytesIO(sheet))
    for number, cells in answers.items():
        for name, value in cells.items():
            book.worksheets[0].cell(row=FIRST_ROW + number, column=column(name), value=value)
    return _saved(book)


def with_floating(sheet: bytes, picture: bytes, *, first: int, last: int) -> bytes:
    """A picture laid over the photo cells of problems ``first`` to ``last``."""
    book = openpyxl.load_workbook(BytesIO(sheet))
    image = Image(BytesIO(picture))
    top, bottom = FIRST_ROW + first - 1, FIRST_ROW + last - 1
    image.anchor = TwoCellAnchor(
        _from=AnchorMarker(col=AFTER, row=top, colOff=9000, rowOff=9000),
        to=AnchorMarker(col=AFTER, row=bottom, colOff=900_000, rowOff=900_000),
    )
    book.worksheets[0].add_image(image)
    return _saved(book)


def with_pictures_in_cells(sheet: bytes, pictures: Mapping[int, bytes]) -> bytes:
    """Pictures embedded in the photo cells of these problems, the way WPS keeps them."""
    formulas = {number: {"整改后照片": f'=_xlfn.DISPIMG("ID_{number}",1)'} for number in pictures}
    out = BytesIO()
    with (
        ZipFile(BytesIO(filled_in(sheet, formulas))) as before,
        ZipFile(out, "w", ZIP_DEFLATED) as after,
    ):
        for name in before.namelist():
            after.writestr(name, before.read(name))
        inside = "".join(_PICTURE.format(n=number) for number in pictures)
        after.writestr("xl/cellimages.xml", _WPS.format(pictures=inside))
        relations = "".join(
            f'<Relationship Id="rId{n}" Type="{_IMAGE}" Target="media/cell{n}.jpeg"/>'
            for n in pictures
        )
        after.writestr(
            "xl/_rels/cellimages.xml.rels",
            f'<Relationships xmlns="{_RELATIONS}">{relations}</Relationships>',
        )
        for number, content in pictures.items():
            after.writestr(f"xl/media/cell{number}.jpeg", content)
    return out.getvalue()


def _saved(book: Any) -> bytes:
    out = BytesIO()
    book.save(out)
    return out.getvalue()
