"""A chart as a picture, for papers that hold no drawings: the very drawing of the PDF."""

from io import BytesIO

import pypdfium2

from inspector.documents.bulletin_charts import Chart
from inspector.documents.sheet import MEASURE, MM, Sheet

SHARP = 220  # dots per inch: hatching of 0.55 pt still prints as lines
_AIR = 1.5 * MM  # of the axis figures, which reach beyond the drawing's edge


def chart_png(chart: Chart) -> bytes:
    """The drawing without its caption, as wide as the type area; the same chart, the same bytes."""
    sheet = Sheet(chart.caption)
    sheet.canvas.setPageSize((MEASURE, chart.height + _AIR))
    chart.draw(sheet, 0.0, chart.height)
    sheet.canvas.showPage()
    document = pypdfium2.PdfDocument(sheet.finish())
    try:
        page = document[0].render(scale=SHARP / 72).to_pil().convert("RGB")
    finally:
        document.close()
    out = BytesIO()
    page.save(out, "PNG", optimize=True, dpi=(SHARP, SHARP))
    return out.getvalue()
