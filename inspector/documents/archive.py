"""The last pass over a PDF: what makes it PDF/A-2b, the same bytes every time."""

import zlib
from datetime import date
from functools import cache
from importlib.resources import files
from io import BytesIO
from xml.sax.saxutils import escape

import pikepdf

# Written out by hand: Apache PDFBox refuses namespaces declared on the child elements.
_XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">{subject}</rdf:li></rdf:Alt></dc:description>
</rdf:Description>
<rdf:Description rdf:about="" xmlns:xmp="http://ns.adobe.com/xap/1.0/">
<xmp:CreatorTool>{creator}</xmp:CreatorTool>
<xmp:CreateDate>{day}T00:00:00Z</xmp:CreateDate>
<xmp:ModifyDate>{day}T00:00:00Z</xmp:ModifyDate>
</rdf:Description>
<rdf:Description rdf:about="" xmlns:pdf="http://ns.adobe.com/pdf/1.3/">
<pdf:Producer>{producer}</pdf:Producer>
</rdf:Description>
<rdf:Description rdf:about="" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">
<pdfaid:part>2</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance>
</rdf:Description>
</rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>"""
_PRODUCER = "inspector"


@cache
def _profile() -> bytes:
    return zlib.compress((files("resources") / "icc" / "sRGB.icc").read_bytes())


def archive(pdf: bytes, day: date) -> tuple[bytes, int]:
    """The file as PDF/A-2b dated ``day``, and how many pages it has.

    It stays inside the limits of part 1 (version 1.4, no transparency, no object streams), so
    that a checker of that part can look at its twin; part 2 is what is declared.
    """
    with pikepdf.open(BytesIO(pdf)) as file:
        return seal(file, day), len(file.pages)


def seal(file: pikepdf.Pdf, day: date) -> bytes:
    """The bytes of an open file as :func:`archive` leaves them; its docinfo names it."""
    told = file.docinfo  # looking it up again costs as much as a page of text
    names = {key: str(told.get(f"/{key}", "")) for key in ("Title", "Author", "Subject")}
    creator = str(told.get("/Creator", ""))
    _name(file, names, creator, day)
    xmp = _XMP.format(
        title=escape(names["Title"]),
        author=escape(names["Author"]),
        subject=escape(names["Subject"]),
        creator=escape(creator),
        producer=_PRODUCER,
        day=day.isoformat(),
    )
    metadata = pikepdf.Stream(file, xmp.encode(), Type=pikepdf.Name.Metadata)
    metadata.Subtype = pikepdf.Name.XML
    profile = pikepdf.Stream(file, _profile(), N=3, Filter=pikepdf.Name.FlateDecode)
    intent = pikepdf.Dictionary(
        Type=pikepdf.Name.OutputIntent,
        S=pikepdf.Name.GTS_PDFA1,
        OutputConditionIdentifier="sRGB IEC61966-2.1",
        Info="sRGB IEC61966-2.1",
        DestOutputProfile=file.make_indirect(profile),
    )
    file.Root.Metadata = file.make_indirect(metadata)
    file.Root.OutputIntents = pikepdf.Array([file.make_indirect(intent)])
    file.Root.Lang = "zh-CN"
    out = BytesIO()
    file.save(
        out,
        force_version="1.4",
        deterministic_id=True,
        compress_streams=False,  # each is as small as it gets already; looking costs half the pass
        object_stream_mode=pikepdf.ObjectStreamMode.disable,
    )
    return out.getvalue()


def _name(file: pikepdf.Pdf, names: dict[str, str], creator: str, day: date) -> None:
    stamp = f"D:{day:%Y%m%d}000000Z"
    if "/Info" in file.trailer:
        del file.trailer.Info
    file.docinfo.update(
        {f"/{key}": value for key, value in names.items() if value}
        | {
            "/Creator": creator,
            "/Producer": _PRODUCER,
            "/CreationDate": stamp,
            "/ModDate": stamp,
        }
    )
