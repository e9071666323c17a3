"""An experiment as plain values, for the archive and the store; its order under a seal.

The seal keeps the order from being read in passing. It hides nothing from somebody who wants to
know: the archive must open anywhere, so the key, the experiment's own id, is in it.
"""

import hashlib
import re
from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from journal.core.insight.experiment import Experiment
from journal.core.insight.experiment_plan import (
    PAIRS_LEAST,
    PAIRS_MOST,
    SETTLING_DAYS,
    Plan,
)
from journal.core.insight.experiment_result import Result
from journal.core.model.faults import Unreadable
from journal.core.model.fields import Field, Identifier, Words
from journal.core.model.names import name_key
from journal.core.model.time_fields import Day, Moment
from journal.core.model.vocabulary import LEVEL_HIGHEST, LEVEL_LOWEST, NAME_LENGTH

NAME: Final = Words(NAME_LENGTH)
SEAL_SHAPE: Final = re.compile(f"[01]{{{PAIRS_LEAST},{PAIRS_MOST}}}")
WRONG: Final = "wrong_experiment"


def sealed(order: tuple[bool, ...], key: str) -> str:
    """The order as a text of as many digits that does not show it."""
    return "".join(str(int(first ^ turn)) for first, turn in zip(order, _turns(key), strict=False))


def unsealed(seal: str, key: str) -> tuple[bool, ...]:
    """The order that was sealed. Raises Unreadable."""
    if not SEAL_SHAPE.fullmatch(seal):
        raise Unreadable(WRONG, place="sealed_order")
    digits = (digit == "1" for digit in seal)
    return tuple(digit ^ turn for digit, turn in zip(digits, _turns(key), strict=False))


def _turns(key: str) -> list[bool]:
    return [bool(byte & 1) for byte in hashlib.sha256(key.encode()).digest()]


def as_mapping(experiment: Experiment) -> dict[str, Any]:
    """All of an experiment as JSON can hold it; the same for the same experiment."""
    plan, result = experiment.plan, experiment.result
    return {
        "id": experiment.id,
        "ways": list(plan.ways),
        "starts_on": plan.starts_on.isoformat(),
        "sealed_order": sealed(plan.order, experiment.id),
        **({"settling_days": plan.settling_days} if plan.settling_days else {}),
        "created_at": Moment().write(experiment.created_at),
        "stopped_on": experiment.stopped_on and experiment.stopped_on.isoformat(),
        "opened_on": experiment.opened_on and experiment.opened_on.isoformat(),
        "result": result and result_as_mapping(result),
    }


def from_mapping(plain: Mapping[str, Any]) -> Experiment:
    """The experiment that ``as_mapping`` wrote. Raises Unreadable, whatever else it is given."""
    key = _of(plain, "id", Identifier())
    starts_on, order = _of(plain, "starts_on", Day()), unsealed(_text(plain), key)
    settling = plain.get("settling_days", 0)
    if type(settling) is not int or settling not in (0, SETTLING_DAYS):
        raise Unreadable(WRONG, place="settling_days")
    plan = Plan(_ways(plain), starts_on, order, settling)
    result = plain.get("result")
    experiment = Experiment(
        id=key,
        plan=plan,
        created_at=_of(plain, "created_at", Moment()),
        stopped_on=_day(plain, "stopped_on"),
        opened_on=_day(plain, "opened_on"),
        result=None if result is None else result_from_mapping(plan, result),
    )
    _check_end(experiment)
    return experiment


def _check_end(experiment: Experiment) -> None:
    """Stopped before its end, or opened after it with a result, or neither."""
    if (experiment.opened_on is None) is not (experiment.result is None):
        raise Unreadable(WRONG, place="opened_on")
    if experiment.opened_on and (
        experiment.stopped_on or experiment.opened_on <= experiment.plan.ends_on
    ):
        raise Unreadable(WRONG, place="opened_on")
    if experiment.stopped_on and experiment.stopped_on > experiment.plan.ends_on:
        raise Unreadable(WRONG, place="stopped_on")


def result_as_mapping(result: Result) -> dict[str, Any]:
    """The numbers of a result; the names of its ways stand in the plan."""
    return {
        "pairs": result.pairs,
        "means": list(result.means),
        "difference": result.difference,
        "low": result.low,
        "high": result.high,
        "as_large": result.as_large,
        "orders": result.orders,
        **({} if result.logging_p is None else {"logging_p": result.logging_p}),
    }


def result_from_mapping(plan: Plan, plain: object) -> Result:
    """The result of a plan that ``result_as_mapping`` wrote. Raises Unreadable."""
    if not isinstance(plain, Mapping):
        raise Unreadable(WRONG, place="result")
    means = plain.get("means")
    if not isinstance(means, list) or len(means) != len(plan.ways):
        raise Unreadable(WRONG, place="means")
    pairs = _whole(plain, "pairs", 0, len(plan.order))
    orders = 2**pairs if pairs >= PAIRS_LEAST else 1
    first_mean, second_mean = (_number({"means": mean}, "means", LEVEL_LOWEST) for mean in means)
    return Result(
        ways=plan.ways,
        pairs=pairs,
        means=(first_mean, second_mean),
        difference=_number(plain, "difference"),
        low=_number(plain, "low"),
        high=_number(plain, "high"),
        as_large=_whole(plain, "as_large", 1, orders),
        orders=_whole(plain, "orders", orders, orders),
        logging_p=_share(plain),
    )


def _of(plain: Mapping[str, Any], name: str, field: Field) -> Any:  # the field's own type
    text = plain.get(name)
    if not isinstance(text, str):
        raise Unreadable(WRONG, place=name)
    value = field.read(text)
    if field.fault(value):
        raise Unreadable(WRONG, place=name)
    return value


def _day(plain: Mapping[str, Any], name: str) -> date | None:
    day: date | None = None if plain.get(name) is None else _of(plain, name, Day())
    return day


def _text(plain: Mapping[str, Any]) -> str:
    seal = plain.get("sealed_order")
    return seal if isinstance(seal, str) else ""


def _ways(plain: Mapping[str, Any]) -> tuple[str, str]:
    names = plain.get("ways")
    if not isinstance(names, list) or len(names) != 2:  # noqa: PLR2004 (two ways)
        raise Unreadable(WRONG, place="ways")
    first_way, second_way = (_of({"ways": name}, "ways", NAME) for name in names)
    if name_key(first_way) == name_key(second_way):
        raise Unreadable(WRONG, place="ways")
    return first_way, second_way


def _whole(plain: Mapping[str, Any], name: str, lowest: int, highest: int) -> int:
    number = plain.get(name)
    if type(number) is not int or not lowest <= number <= highest:
        raise Unreadable(WRONG, place=name)
    return number


def _number(plain: Mapping[str, Any], name: str, lowest: float = -LEVEL_HIGHEST) -> float:
    number = plain.get(name)
    if not isinstance(number, int | float) or not lowest <= number <= LEVEL_HIGHEST:
        raise Unreadable(WRONG, place=name)
    return float(number)


def _share(plain: Mapping[str, Any]) -> float | None:
    """The p value of the days logged; None in results that were worked out without it."""
    share = plain.get("logging_p")
    if share is not None and (not isinstance(share, int | float) or not 0 < share <= 1):
        raise Unreadable(WRONG, place="logging_p")
    return share
