"""Where the bundled command begins."""

from inspector.cli.main import main

main()
