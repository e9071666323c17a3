"""Templates in the language of the reader, translated when a template is compiled.

Each language has templates of its own, compiled once. A constant text costs as much as text that
was never translated, and ``_("At %(time)s", time=x)`` as much as the text and the value in a row.
``_("…")`` is plain text and is escaped; the body of ``{% trans %}`` may hold tags.
"""

import re
from collections.abc import Iterator, Mapping, MutableMapping
from typing import Any, Final, cast

from jinja2 import Environment, Template, TemplateSyntaxError, nodes
from jinja2.visitor import NodeTransformer

from journal.words.language import ENGLISH, Catalogue, chosen, ngettext, readable

TEXT_FUNCTIONS: Final = {"_", "gettext", "pgettext"}
PLACEHOLDER: Final = re.compile(r"%\((\w+)\)s|%%")
PLURAL: Final = "plural_text"
READABLE: Final = "readable"


class Languages(Environment):
    """A Jinja environment that compiles each template once for each language it is shown in."""

    catalogue: Catalogue = ENGLISH

    def learn(self) -> None:
        """Teach the templates ``_``, ``pgettext``, ``ngettext`` and ``{% trans %}``."""
        self.policies["ext.i18n.trimmed"] = True
        self.add_extension("jinja2.ext.i18n")
        self.globals.update({"ngettext": ngettext, PLURAL: plural_text, READABLE: readable})
        self._others: dict[str, Languages] = {ENGLISH.code: self}

    def speaking(self, catalogue: Catalogue) -> "Languages":
        """The same environment in another language."""
        if catalogue.code not in self._others:
            other = self.overlay(bytecode_cache=None)  # what is kept there is English
            other.catalogue = catalogue
            self._others[catalogue.code] = other
        return self._others[catalogue.code]

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """The names that every template may use; no template of ours has any of its own.

        Jinja's chain of two dictionaries is looked through name by name at each import: an eighth
        of the diary's time.
        """
        return super().make_globals(d) if d else self.globals

    def _load_template(
        self,
        name: str,
        globals: MutableMapping[str, Any] | None,  # noqa: A002 (Jinja's)
    ) -> Template:
        language = chosen()
        fitting = self if language is self.catalogue else self.speaking(language)
        return Environment._load_template(fitting, name, globals)  # noqa: SLF001 (its one way in)

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        template = super()._parse(source, name, filename)
        return cast("nodes.Template", Translator(self.catalogue, name).visit(template))


def plural_text(singular: str, plural: str, count: int) -> str:
    """What ``{% pluralize %}`` chooses, its values still to be put in."""
    return chosen().plural(singular, plural, count)


class Translator(NodeTransformer):
    """Puts the translation in the place of each text of a template."""

    def __init__(self, catalogue: Catalogue, name: str | None) -> None:
        self.catalogue = catalogue
        self.name = name

    def visit_Output(self, node: nodes.Output) -> nodes.Output:  # noqa: N802 (named by Jinja)
        """The same output, with each translated text and its values in a row."""
        node.nodes = [piece for child in node.nodes for piece in self._output(child)]
        return node

    def visit_Call(self, node: nodes.Call) -> nodes.Node:  # noqa: N802 (named by Jinja)
        """A translated text where a value is expected: an argument, a constant, a condition."""
        if not _is_text(node):
            return self.generic_visit(node)
        pieces = list(self._pieces(node, _values(node), nodes.Const))
        return pieces[0] if len(pieces) == 1 else nodes.Concat(pieces, lineno=node.lineno)

    def _output(self, node: nodes.Expr) -> Iterator[nodes.Expr]:
        tagged, values = node, {}
        if isinstance(node, nodes.Mod) and isinstance(node.right, nodes.Dict):
            tagged = node.left
            values = {_constant(pair.key): pair.value for pair in node.right.items}
        if isinstance(tagged, nodes.MarkSafeIfAutoescape) and isinstance(tagged.expr, nodes.Call):
            yield from self._tagged(tagged.expr, values)
        elif isinstance(node, nodes.Call) and _is_text(node):
            yield from self._pieces(node, _values(node), nodes.Const)
        else:
            yield cast("nodes.Expr", self.visit(node))

    def _tagged(self, call: nodes.Call, values: Mapping[str, nodes.Expr]) -> Iterator[nodes.Expr]:
        """What stands for ``{% trans %}``; where it has a plural, it is chosen for each page."""
        if _is_text(call):
            yield from self._pieces(call, values, nodes.TemplateData)
            return
        call.node = nodes.Name(PLURAL, "load")
        pairs = [
            nodes.Pair(nodes.Const(name), _call_of(READABLE, self.visit(value)))
            for name, value in values.items()
        ]
        yield nodes.Mod(nodes.MarkSafeIfAutoescape(call), nodes.Dict(pairs), lineno=call.lineno)

    def _pieces(
        self,
        call: nodes.Call,
        values: Mapping[str, nodes.Expr],
        kind: type[nodes.Const] | type[nodes.TemplateData],
    ) -> Iterator[nodes.Expr]:
        """The translated text, cut at its placeholders, and the values between."""
        try:
            *context, message = [_constant(argument) for argument in call.args]
            text = self.catalogue.text(message, *context)
            if not values:
                yield kind(text, lineno=call.lineno)
                return
            start = 0
            for match in PLACEHOLDER.finditer(text):
                yield kind(text[start : match.start()], lineno=call.lineno)
                yield self.visit(values[match[1]]) if match[1] else kind("%", lineno=call.lineno)
                start = match.end()
            yield kind(text[start:], lineno=call.lineno)
        except (KeyError, ValueError) as wrong:
            raise TemplateSyntaxError(
                f"A text must be constant and have all its values: {wrong}", call.lineno, self.name
            ) from wrong


def _call_of(function: str, argument: nodes.Expr) -> nodes.Call:
    return nodes.Call(nodes.Name(function, "load"), [argument], [], None, None)


def _is_text(call: nodes.Call) -> bool:
    return isinstance(call.node, nodes.Name) and call.node.name in TEXT_FUNCTIONS


def _values(call: nodes.Call) -> dict[str, nodes.Expr]:
    return {keyword.key: keyword.value for keyword in call.kwargs}


def _constant(node: nodes.Node) -> str:
    if not isinstance(node, nodes.Const) or not isinstance(node.value, str):
        raise ValueError(type(node).__name__)
    return node.value
