"""``python -m journal``: the commands."""

from journal.cli import main

raise SystemExit(main())
