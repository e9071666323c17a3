"""A text that is not given to be translated is found; what is no text for people is not."""

from pathlib import Path

import pytest

from tests.words.__main__ import forgotten, main
from tests.words.catalogue import messages_in, template
from tests.words.untranslated import in_python, in_script, in_template, sources


@pytest.mark.parametrize(
    ("source", "texts"),
    [
        ("<p>Rest day</p>", ["Rest day"]),
        ("<p>{% if x %}\n rest{% endif %}</p>", ["rest"]),
        ('<img alt="Back">', ["Back"]),
        ('<input type="submit" value="Save">', ["Save"]),
        ('<input placeholder="a note">', ["a note"]),
        ('<meta name="description" content="A journal">', ["A journal"]),
        ('{{ forms.number(form.sets, "Sets") }}', ["Sets"]),
        ('{% macro a(low="worst imaginable") %}{% endmacro %}', ["worst imaginable"]),
        ('{% set x = {"a": "Left"} %}', ["Left"]),
        ('{{ _("By %(who)s", who="No one") }}', ["No one"]),
        ("<p>{% trans %}Kept{% endtrans %} Not kept</p>", ["Not kept"]),
        ('<p>{{ _("Rest day") }}</p>', []),
        ("<p>{% trans n=n %}Rest <b>day</b>{% endtrans %} · 5</p>", []),
        ('{{ ngettext("%(count)s Day", "%(count)s Days", n) }}', []),
        ('<input type="hidden" value="Save" name="rest day" class="card wide">', []),
        ("<p>{{ count ~ ' days' }}</p>", ["days"]),
        ('<p>{{ "saved" if x else "lost" }}</p>', ["saved lost"]),
        ('<p>{{ "saved" | upper }}</p>', ["saved"]),
        ('{% set x = count ~ " days" %}', ["days"]),
        ('{{ forms.number(form.sets, "of " ~ most) }}', ["of"]),
        ('{{ row("%s days" % count) }}', ["%s days"]),
        ('<p title="{{ "saved" if x }}">·</p>', ["saved"]),
        (
            '<button data-confirm="Delete this?" aria-roledescription="chart">·</button>',
            ["Delete this?", "chart"],
        ),
        (
            '<meta property="og:title" content="A journal"><input value="a note">',
            ["A journal", "a note"],
        ),
        ('{{ answer("OK") }}{{ answer("Can’t") }}', ["Can’t", "OK"]),
        ('<p class="{{ "card" if x else "plain" }}" data-kind="{{ kind }}">·</p>', []),
        ('<meta name="viewport" content="width=device-width, initial-scale=1">', []),
        ('<input type="checkbox" value="yes"><button value="save" data-key="a1">·</button>', []),
        ("<code>journal serve</code><script>Go on</script>", []),
        ('{% extends "base.html" %}{% block shape %}page narrow{% endblock %}', []),
        ('{{ url_for("today.show") }} Spasm Journal', []),
    ],
)
def test_texts_of_templates(tmp_path: Path, source: str, texts: list[str]) -> None:
    file = tmp_path / "page.html"
    file.write_text(source)
    assert [phrase.text for phrase in in_template(file)] == texts


@pytest.mark.parametrize(
    ("source", "texts"),
    [
        ('flash("Settings saved.")', ["Settings saved."]),
        ('x = f"There is an account {name} already."', ["There is an account  already."]),
        ('LABELS = {"left": "Left leg"}', ["Left leg"]),
        ('raise Refused("too long, shorten it.")', ["too long, shorten it."]),
        ('x = gettext("Settings saved."); LABELS = {"left": marked("Left leg")}', []),
        ('x = gettext(f"By {name}")', ["put together: f'By {name}'"]),
        ('x = gettext("By %(name)s", name=f"{name:.1f}")', []),
        ('x = f"{count} days"', [" days"]),
        ('x = f"Week of {day}"', ["Week of "]),
        ('x = f"{level} of {most}"', [" of "]),
        ("""x = f"{_('Week')} {day}\"""", ["not collected: _('Week')"]),
        ('x = "Saved."', ["Saved."]),
        ('print("done")', ["done"]),
        ('print(f"{count} left")', [" left"]),
        ('x = Page(title="Settings")', ["Settings"]),
        ('x = {"label": "Left", "kind": "Left"}', ["Left"]),
        ('x = f"{folder}/{name}.csv"; y = f"max-age={seconds}"', []),
        ('print(words.saved(count)); x = Page(title=gettext("Settings"), name="Bridge")', []),
        ('"""A docstring of words."""', []),
        ('def f():\n    """A docstring of words."""', []),
        ('log.error("The database did not answer: %s", x)', []),
        ('raise ValueError("Not one of ours")', []),
        ('x = "today.show"; y = "SELECT a FROM b"; z = "Content-Type"', []),
    ],
)
def test_texts_of_python(tmp_path: Path, source: str, texts: list[str]) -> None:
    file = tmp_path / "module.py"
    file.write_text(source)
    assert [phrase.text for phrase in in_python(file)] == texts


@pytest.mark.parametrize(
    ("source", "texts"),
    [
        ('say("Kept on this device.")', ["Kept on this device."]),
        ("el({ textContent: `Spasm since ${since}` })", ["Spasm since ${since}"]),
        ('button.textContent = "Copied";', ["Copied"]),
        ('button.textContent = isOn ? "yes" : "no";', ["yes", "no"]),
        ('row.setAttribute("aria-label", "level");', ["level"]),
        ("el({ title: `${count} days` })", ["${count} days"]),
        ("row.append(`${count} days`)", ["${count} days"]),
        ('show("Saved.")', ["Saved."]),
        ('row.setAttribute("aria-busy", "true"); el({ textContent: say("kept") })', []),
        ('// Says "Kept on this device."', []),
        ('el({ textContent: `${a}:${b}` }); fetch("/days/skip")', []),
        ('say(words.kept); document.querySelector("#shell .soft")', []),
    ],
)
def test_texts_of_scripts(tmp_path: Path, source: str, texts: list[str]) -> None:
    file = tmp_path / "script.js"
    file.write_text(source)
    assert [phrase.text for phrase in in_script(file)] == texts


def test_no_text_is_forgotten() -> None:
    assert len(sources()) > 200
    assert forgotten() == []


def test_the_texts_of_a_template_and_a_module_are_collected(tmp_path: Path) -> None:
    page, module = tmp_path / "page.html", tmp_path / "module.py"
    page.write_text(
        '{{ _("Rest day") }}{{ pgettext("a verb", "Log") }}{{ a(_("Sets"), b=_("Side")) }}'
        "{% trans n=n %}\n  By <b>{{ n }}</b>,\n  5 %{% endtrans %}"
        "{% trans n=n %}One{% pluralize %}{{ n }}{% endtrans %}"
    )
    module.write_text('x = marked("Done"); y = ngettext("%(count)s a", "%(count)s b", 2)')
    assert list(messages_in(page)) == [
        ("Rest day", None),
        ("Log", "a verb"),
        ("Sets", None),
        ("Side", None),
        ("By <b>%(n)s</b>, 5 %%", None),
        (("One", "%(n)s"), None),
    ]
    assert list(messages_in(module)) == [("Done", None), (("%(count)s a", "%(count)s b"), None)]


def test_the_template_of_catalogues_names_no_day_and_is_the_same_again() -> None:
    assert b"POT-Creation-Date" not in template()
    assert template() == template()


def test_without_an_argument_it_says_what_it_can_do() -> None:
    assert "python -m tests.words" in main([])[0]
