"""Texts of templates: translated once a language, escaped, with their values."""

from collections.abc import Iterator

import pytest
from jinja2 import DictLoader, TemplateSyntaxError

from journal.words.language import ENGLISH, use
from journal.words.templates import Languages
from tests.words.pseudo import Pseudo


@pytest.fixture(autouse=True)
def _english_again() -> Iterator[None]:
    yield
    use(ENGLISH)


def shown(template: str, **values: object) -> str:
    """What a template shows in the language that is chosen."""
    environment = Languages(loader=DictLoader({"page": template}), autoescape=True)
    environment.learn()
    return environment.get_template("page").render(**values)


@pytest.mark.parametrize(
    ("template", "text"),
    [
        ('{{ _("Rest day") }}', "Rest day"),
        ('{{ _("Rest & \\"day\\"") }}', "Rest &amp; &#34;day&#34;"),
        ('{{ _("100 %") }}', "100 %"),
        ('{{ _("%(share)s %% of %(what)s", share=5, what=name) }}', "5 % of &lt;i&gt;"),
        ('{% set text = _("By %(what)s", what=name) %}{{ text }}', "By &lt;i&gt;"),
        ('{{ pgettext("a verb", "Log") }}', "Log"),
        ("{% trans %}See <a>Help</a> & 100 %{% endtrans %}", "See <a>Help</a> & 100 %"),
        ("{% trans %}By <b>{{ name }}</b>, 5 %{% endtrans %}", "By <b>&lt;i&gt;</b>, 5 %"),
        ("{% trans %}\n  Two\n  lines\n{% endtrans %}", "Two lines"),
        ('{{ ngettext("%(count)s day", "%(count)s days", 1) }}', "1 day"),
        ('{{ ngettext("%(count)s day", "%(count)s days", 1200) }}', "1,200 days"),
        (
            "{% trans count=n %}One{% pluralize %}{{ count }} <b>of</b> {{ name }}{% endtrans %}",
            "1,200 <b>of</b> &lt;i&gt;",
        ),
    ],
)
def test_english_is_shown_as_it_is_written(template: str, text: str) -> None:
    assert shown(template, name="<i>", n=1200) == text


@pytest.mark.parametrize(
    ("template", "text"),
    [
        ('{{ _("Rest") }}', "⟦Ŕéšţ·⟧"),
        ('{% set words = {"a": _("Rest")} %}{{ words.a }}', "⟦Ŕéšţ·⟧"),
        ('{{ _("Of %(who)s", who=name) }}', "⟦Öf &lt;i&gt;···⟧"),
        ("{% trans %}<b>Of</b> {{ name }}{% endtrans %}", "⟦<b>Öf</b> &lt;i&gt;······⟧"),
        ('{{ ngettext("%(count)s day", "%(count)s days", 2) }}', "⟦2 ðåýš····⟧"),
        ("{% trans count=n %}One{% pluralize %}{{ count }} two{% endtrans %}", "⟦2 ţŵö····⟧"),
    ],
)
def test_another_language_takes_the_place_of_english(template: str, text: str) -> None:
    use(Pseudo())
    assert shown(template, name="<i>", n=2) == text


def test_one_environment_shows_each_reader_their_own_language() -> None:
    pages = {"page": '{% extends "base" %}{% block text %}{{ _("Rest") }}{% endblock %}',
             "base": '{{ _("To") }} {% block text %}{% endblock %}'}  # fmt: skip
    environment = Languages(loader=DictLoader(pages), autoescape=True)
    environment.learn()
    outputs = []
    for catalogue in (ENGLISH, Pseudo(), ENGLISH):
        use(catalogue)
        outputs.append(environment.get_template("page").render())
    assert outputs == ["To Rest", "⟦Ţö⟧ ⟦Ŕéšţ·⟧", "To Rest"]


@pytest.mark.parametrize(
    "template",
    ["{{ _(name) }}", '{{ _("a" ~ name) }}', '{{ _("By %(who)s", what=name) }}'],
)
def test_a_text_that_cannot_be_looked_up_is_refused(template: str) -> None:
    with pytest.raises(TemplateSyntaxError, match="must be constant"):
        shown(template, name="x")
