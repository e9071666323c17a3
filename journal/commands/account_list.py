"""The list of accounts as a host reads it: lines of aligned columns."""

from collections.abc import Sequence

from journal.store.accounts.account_list import ListedAccount
from journal.words.account_list import list_text

HEADINGS = ("name", "role", "created_on", "seen_on", "second_factors")


def lines(accounts: Sequence[ListedAccount]) -> list[str]:
    """A line of headings, then one for each account."""
    rows = [[list_text(heading) for heading in HEADINGS], *map(_cells, accounts)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(HEADINGS))]
    return [
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in rows
    ]


def _cells(account: ListedAccount) -> list[str]:
    absent = list_text("signed_out" if account.was_used else "never_signed_in")
    names = ", ".join(list_text(name) for name in account.second_factors)
    return [
        account.name,
        list_text("switched_off" if account.is_off else account.role),
        account.created_on.isoformat(),
        account.seen_on.isoformat() if account.seen_on else absent,
        names or list_text("none"),
    ]
