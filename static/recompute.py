"""Work out again what Insight said, from the CSV file beside this script.

    python3 recompute.py day_after.csv

Needs Python 3.10 or later and nothing else. It shares no code with the journal: the formulas are
those of the page "How Insight works", written a second time.
"""

import csv
import sys
from math import cos, exp, floor, lgamma, pi, sqrt


def least_squares(rows: list, levels: list) -> tuple | None:
    """The coefficients, what is left over, and the inverse of Z'Z; None where it has none."""
    size = len(rows[0])
    squares = [[sum(row[i] * row[j] for row in rows) for j in range(size)] for i in range(size)]
    inverse = inverted(squares)
    if inverse is None or len(rows) <= size:
        return None
    sums = [sum(row[i] * level for row, level in zip(rows, levels)) for i in range(size)]
    beta = [sum(a * b for a, b in zip(line, sums)) for line in inverse]
    left = [y - sum(b * z for b, z in zip(beta, row)) for y, row in zip(levels, rows)]
    return beta, left, inverse


def inverted(matrix: list) -> list | None:
    """The inverse by Gauss and Jordan; None where a column adds nothing to the others."""
    size = len(matrix)
    work = [[*row, *(float(i == j) for j in range(size))] for i, row in enumerate(matrix)]
    for i in range(size):
        best = max(range(i, size), key=lambda at: abs(work[at][i]))
        if abs(work[best][i]) <= 1e-10 * matrix[i][i]:
            return None
        work[i], work[best] = work[best], work[i]
        work[i] = [value / work[i][i] for value in work[i]]
        for j in range(size):
            if j != i:
                work[j] = [a - work[j][i] * b for a, b in zip(work[j], work[i])]
    return [row[size:] for row in work]


def tail(t: float, df: float) -> float:
    """The two-sided p value of Student's t, by Simpson's rule on its density."""
    t, steps = abs(t), 4_000
    front = exp(lgamma((df + 1) / 2) - lgamma(df / 2)) / sqrt(df * pi)
    wide = min(t, 200.0) / steps
    heights = [(1 + (wide * at) ** 2 / df) ** (-(df + 1) / 2) for at in range(steps + 1)]
    inside = heights[0] + heights[-1] + 4 * sum(heights[1:-1:2]) + 2 * sum(heights[2:-1:2])
    return max(0.0, 1 - 2 * front * wide / 3 * inside)


def quantile(df: float) -> float:
    """How far from 0 Student's t stays 95 times in 100, by bisection."""
    low, high = 0.0, 50.0
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (middle, high) if tail(middle, df) > 0.05 else (low, middle)
    return high


def shifted(series: list, days: int) -> list:
    """What a series was so many days before."""
    return [*[None] * days, *series[: len(series) - days]]


def week_before(exercise: list) -> list:
    """The exercise days of the seven before each day, where all seven are known."""
    weeks = [exercise[max(0, day - 7) : day] for day in range(len(exercise))]
    return [sum(week) if len(week) == 7 and None not in week else None for week in weeks]


def frame(first: int, last: int, pain: list, regressors: tuple) -> tuple:
    """The places, rows and levels of the complete days from ``first`` to ``last``."""
    days = last - first + 1
    found = []
    for at in range(days):
        values = [series[first + at] for series in (pain, *regressors)]
        if None in values:
            continue
        weekday = [float(at % 7 == k) - 1 / 7 for k in range(6)]
        slow = [cos(pi * j * (at + 0.5) / days) for j in range(2, days // 90 + 1)]
        line = (at - (days - 1) / 2) / days
        found.append((at, [1.0, *values[1:], line, *weekday, *slow], values[0]))
    return days, [it[0] for it in found], [it[1] for it in found], [it[2] for it in found]


def equal_weighted(first: int, last: int, pain: list, *regressors: list) -> tuple | None:
    """The coefficient of the first regressor with its EWC error, and the degrees of freedom."""
    days, places, rows, levels = frame(first, last, pain, regressors)
    solved = least_squares(rows, levels)
    if solved is None:
        return None
    beta, left, inverse = solved
    scores = [0.0] * days
    for place, row, rest in zip(places, rows, left):
        scores[place] = sum(a * z for a, z in zip(inverse[1], row)) * rest
    skipped, nu = max(0, days // 90 - 1), max(2, floor(0.4 * days ** (2 / 3)))
    power = sum(
        sum(score * cos(pi * j * (at + 0.5) / days) for at, score in enumerate(scores)) ** 2
        for j in range(skipped + 1, skipped + nu + 1)
    )
    return beta[1], sqrt(2 * power / nu), nu


def ordinary(first: int, last: int, pain: list, *regressors: list) -> tuple | None:
    """The same by ordinary least squares."""
    _, _, rows, levels = frame(first, last, pain, regressors)
    solved = least_squares(rows, levels)
    if solved is None:
        return None
    beta, left, inverse = solved
    df = len(rows) - len(beta)
    return beta[1], sqrt(sum(it * it for it in left) / df * inverse[1][1]), df


def told(name: str, fit: tuple | None) -> None:
    """One line of a fit."""
    if fit is None:
        print(name, "none")
        return
    value, error, df = fit
    reach = quantile(df) * error
    t = value / error if error else 200.0
    p = 1.0 if abs(value) < 1e-9 else tail(t, df)  # rounding is all that is left of it
    numbers = (value, value - reach, value + reach, p)
    print(name, *(f"{round(number, 6) + 0:.6f}" for number in numbers))


def compare(pain: list, exercise: list, regressor: list) -> None:
    """The three fits of a comparison."""
    counting = [day for day, pair in enumerate(zip(pain, regressor)) if None not in pair]
    if not counting:
        return
    first, last = counting[0], counting[-1]
    before = shifted(pain, 1)
    print("days", len(counting))
    told("difference", equal_weighted(first, last, pain, regressor))
    told("allowing_for_the_day_before", ordinary(first, last, pain, regressor, before))
    told(
        "pain_before_exercise", equal_weighted(first, last, before, exercise, shifted(exercise, 2))
    )


def trend(pain: list) -> None:
    """The straight line through the weekly means, and its error."""
    # Weeks are counted from day 1: a year's days, the most there are, end with a whole week.
    blocks = [pain[at : at + 7] for at in range(len(pain) // 365, len(pain), 7)]
    weeks = [[level for level in block if level is not None] for block in blocks]
    means = {at: sum(week) / len(week) for at, week in enumerate(weeks) if len(week) >= 4}
    n = len(means)
    print("weeks", n)
    if n < 5:
        return
    middle, level = sum(means) / n, sum(means.values()) / n
    spread = sum((at - middle) ** 2 for at in means)
    slope = sum((at - middle) * (mean - level) for at, mean in means.items()) / spread
    left = {at: mean - level - slope * (at - middle) for at, mean in means.items()}
    squares = sum(it * it for it in left.values())
    pairs = [it * left[at + 1] for at, it in left.items() if at + 1 in left]
    r1 = sum(pairs) / len(pairs) / (squares / n) if pairs and squares else 0.0
    r1 = min(max(r1, -0.2), 0.97)
    r = min(max((n * r1 + 1) / (n - 4), 0.0), 0.97)
    effective = max(3.0, n * (1 - r) / (1 + r))
    told("slope_per_week", (slope, sqrt(squares / (effective - 2) / spread), effective - 2))


def main(path: str) -> None:
    """Read the days of a look and print what follows from them: value, low, high, p."""
    with open(path, encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    if not rows:
        print("days 0")
        return
    pain = [float(row["pain"]) if row["pain"] else None for row in rows]
    exercise = [float(row["exercise"]) if row["exercise"] else None for row in rows]
    question = rows[0]["question"]
    if question == "trend":
        trend(pain)
    elif question == "week_before":
        compare(pain, exercise, week_before(exercise))
    else:
        compare(pain, exercise, shifted(exercise, 1))


if __name__ == "__main__":
    main(sys.argv[1])
