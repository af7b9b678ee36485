"""The few lines that go into a chat group with the pictures: what, where, by when."""

from inspector.documents.paper import NoticePaper, ProblemOnPaper
from inspector.documents.wording import MANNERS, due, gist, reached


def chat_text(paper: NoticePaper) -> str:
    """Head, a line per problem in the order of the list, and whom to ask."""
    manners = MANNERS[paper.unit.relation]
    repeats = sum(item.occurrence > 1 for item in paper.items)
    counted = f"共{len(paper.items)}件" + (f"，其中重复{repeats}件" if repeats else "")
    word = "整改交办" if manners.commands else "情况函告"
    ask = "请按期整改，在原位置、同一角度拍照" if manners.commands else "商请予以办理，办后拍照"
    lines = [
        f"【{word}】{paper.unit.name}：{paper.number}，{counted}。",
        *(_line(item) for item in paper.items),
        f"{ask}，填好《整改反馈单》，{due(paper.report_by)}报回。",
        f"{paper.office.name}　{paper.office.contact} {paper.office.phone}".rstrip(),
    ]
    return "\n".join(lines) + "\n"


def _line(item: ProblemOnPaper) -> str:
    again = f"（{reached(item)}）" if item.occurrence > 1 or item.rebound else ""
    limit = f"，限{item.deadline}" if item.deadline else ""
    return f"{item.no}. {item.place}：{gist(item.description)}{again}{limit}"
