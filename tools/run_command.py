"""Where the bundled command begins; hidden words make it the fenced reader or the back office."""

import sys

from inspector.exchange import child  # the standard library alone: nothing heavy before the fence


def begin(word: str) -> None:
    if word == child.WORD:
        child.main()
        return
    from ui.back_process import WORD

    if word == WORD:
        from ui.back_office import main
    else:
        from inspector.cli.main import main
    main()


begin(sys.argv[1] if len(sys.argv) > 1 else "")
