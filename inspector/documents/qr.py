"""QR codes as one vector path, ASCII only: scanners garble Chinese in them."""

from datetime import date

import segno

from inspector.documents.sheet import Sheet


def payload(paper_id: str, issued_on: date, digest: str) -> str:
    """What a scan gives back: mark of the format, paper, day, first 16 digits of its digest."""
    return f"CJ1|{paper_id}|{issued_on:%Y%m%d}|{digest[:16]}"


def draw_qr(sheet: Sheet, text: str, x: float, y: float, size: float) -> None:
    """A code of error level M whose dark part fills ``size`` points; the caller leaves white."""
    matrix = [bytes(row) for row in segno.make(text, error="m").matrix]
    unit = size / len(matrix)
    path = sheet.canvas.beginPath()
    for number, row in enumerate(matrix):
        low = y + (len(matrix) - 1 - number) * unit
        for start, length in _runs(row):
            path.rect(x + start * unit, low, length * unit, unit)
    sheet.canvas.drawPath(path, stroke=0, fill=1)


def _runs(row: bytes) -> list[tuple[int, int]]:
    """(start, length) of each dark stretch."""
    runs: list[tuple[int, int]] = []
    start = 0
    while (start := row.find(1, start)) >= 0:
        stop = row.find(0, start)
        stop = len(row) if stop < 0 else stop
        runs.append((start, stop - start))
        start = stop
    return runs
