"""What every figure starts from is what Plotly builds today."""

from journal.charts.figures import SKELETONS
from journal.charts.skeletons import skeletons


def test_the_skeletons_beside_the_code_are_those_plotly_builds() -> None:
    assert SKELETONS.read_text("utf-8") == skeletons(), "run: python3 -m journal.charts.skeletons"
