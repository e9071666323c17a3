"""``python -m tests.golden`` writes the pair of today's schema, unless it has one."""

import sys

from journal.store.db.upgrade import revisions
from tests.golden import making, pairs

if __name__ == "__main__":
    newest = revisions()[-1]
    if pairs.database(newest).exists():
        sys.exit(f"There is a pair of {newest} already. It stays as it was released.")
    making.write(newest)
    print(f"Written: {pairs.database(newest)} and {pairs.archive(newest)}")
