#!/usr/bin/env python3
"""Answers of Chinese income tax computed outside the engine, as data for its tests.

It shares nothing with the engine: its own tables, exact fractions instead of decimals, tax as a
sum over slices instead of quick deductions, days counted by ordinal numbers. Run

    python3 tests/oracle/tax.py > tests/oracle/tax-answers.jsonl

from the root of the repository; the same bytes come out every time (the seed is fixed).
"""
import datetime
import itertools
import json
import random
import sys
from fractions import Fraction as F

YEAR = [(36000, 3), (144000, 10), (300000, 20), (420000, 25), (660000, 30), (960000, 35), (None, 45)]
BUSINESS = [(30000, 5), (90000, 10), (300000, 20), (500000, 30), (None, 35)]
LABOUR = [(20000, 20), (50000, 30), (None, 40)]


def fen(x):
    """Half-up to the fen, for amounts that are not negative, in fen."""
    return (x * 200 + 1).__floor__() // 2


def text(x):
    whole = fen(x)
    return f"{whole // 100}.{whole % 100:02d}"


def rounded(x):
    return F(fen(x), 100)


def slices(table, taxable):
    total, low = F(0), F(0)
    for high, percent in table:
        top = taxable if high is None else min(taxable, F(high))
        if top > low:
            total += (top - low) * F(percent, 100)
        low = F(high) if high is not None else low
    return total


def comprehensive(a):
    get = lambda key: F(a.get(key, "0"))
    amount = get("wages") + get("labour") * F(8, 10) + get("author") * F(56, 100) + get("royalty") * F(8, 10)
    taxable = max(amount - 60000 - get("special") - get("additional") - get("other"), F(0))
    return {
        "income_amount": text(amount),
        "taxable_income": text(taxable),
        "tax": text(slices(YEAR, taxable)),
    }


def labour_per_time(a):
    income = F(a["income"])
    taxable = max(income - 800, F(0)) if income <= 4000 else income * F(8, 10)
    return {"taxable_income": text(taxable), "withholding": text(slices(LABOUR, taxable))}


def platform(a):
    got = {m["month"]: F(m["income"]) for m in a["months"]}
    year = a["months"][0]["month"][:4]
    run, withheld, answers = [], F(0), []
    for number in range(1, 13):
        month = f"{year}-{number:02d}"
        if got.get(month, F(0)) == 0:
            run, withheld = [], F(0)
            if month in got:
                answers.append({"month": month, "amount": "0.00"})
            continue
        run.append(got[month])
        taxable = max(sum(run) * F(8, 10) - 5000 * len(run), F(0))
        now = max(rounded(slices(YEAR, taxable)) - withheld, F(0))
        withheld += now
        answers.append({"month": month, "amount": text(now)})
    return {"withholding": answers, "total": text(sum(F(x["amount"]) for x in answers))}


def business(a):
    taxable = F(a["taxable_income"]) if "taxable_income" in a else F(a["income"]) * F(a["profit_rate"])
    other = F(a.get("other_relief", "0"))
    before = rounded(slices(BUSINESS, taxable))
    relief = F(0)
    if a["entity"] == "individual_business" and a["year"] >= 2021 and taxable > 0:
        part = min(taxable, F(1000000 if a["year"] <= 2022 else 2000000))
        base = rounded(slices(BUSINESS, part)) - other * part / taxable
        relief = rounded(max(base, F(0)) / 2)
    return {
        "tax_before_relief": text(before),
        "relief": text(relief),
        "tax": text(max(before - other - relief, F(0))),
    }


def late_surcharge(a):
    due, paid = (datetime.date.fromisoformat(a[k]) for k in ("deadline", "paid_on"))
    days = max(paid.toordinal() - due.toordinal(), 0)
    tax = F(a["tax_amount"])
    amount = rounded(tax * days * F(5, 10000))
    return {"days": days, "surcharge": text(amount), "capped_at_tax": text(min(amount, tax))}


def recharacterise(a):
    declared = business({"year": a["year"], "income": a["income"], **a["declared"]})
    due = comprehensive({"labour": a["income"], **a["other_income"]})
    short = max(F(due["tax"]) - F(declared["tax"]), F(0))
    return {"declared_tax": declared["tax"], "due_tax": due["tax"], "underpaid": text(short)}


def fee(part):
    def answer(a):
        income = F(a["income"])
        taxable = (max(income - 800, F(0)) if income <= 4000 else income * F(8, 10)) * part
        return {"taxable_income": text(taxable), "withholding": text(taxable * F(2, 10))}
    return answer


def wages(a):
    taken, withheld, answers = F(0), F(0), []
    for number, m in enumerate(a["months"], start=1):
        taken += F(m["income"]) - sum(F(m.get(key, "0")) for key in ("special", "additional", "other"))
        taxable = max(taken - 5000 * number, F(0))
        now = max(rounded(slices(YEAR, taxable)) - withheld, F(0))
        withheld += now
        answers.append({"month": m["month"], "amount": text(now)})
    return {"withholding": answers, "total": text(withheld)}


def insurance(a):
    """Four fifths and of these three quarters, less the surcharges; then as wages."""
    wage = lambda m: {**m, "income": str(F(m["income"]) * F(3, 5) - F(m.get("surcharges", "0")))}
    return wages({"months": [wage(m) for m in a["months"]]})


def bonus_tax(amount):
    """The row of a twelfth, as slices of the monthly table over a month at the top of that row."""
    low = F(0)
    for high, percent in YEAR:
        if high is None or amount / 12 <= F(high, 12):
            quick = low / 12 * F(percent, 100) - slices(YEAR, low) / 12
            return rounded(max(amount * F(percent, 100) - quick, F(0)))
        low = F(high)


def bonus(a):
    alone, year = bonus_tax(F(a["bonus"])), a["income"]
    apart = alone + F(comprehensive(year)["tax"])
    wages = text(F(year.get("wages", "0")) + F(a["bonus"]))
    together = F(comprehensive({**year, "wages": wages})["tax"])
    lower = "apart" if apart < together else "together" if together < apart else "equal"
    return {"bonus_tax": text(alone), "apart": text(apart), "together": text(together), "lower": lower}


def business_summary(a):
    each = [business({"year": a["year"], **one}) for one in a["businesses"]]
    taxable = text(sum(F(one["taxable_income"]) for one in a["businesses"]))
    other = text(sum(F(one.get("other_relief", "0")) for one in a["businesses"]))
    entity = a["businesses"][0]["entity"]
    whole = business({"year": a["year"], "taxable_income": taxable, "entity": entity, "other_relief": other})
    separate = sum(F(one["tax"]) for one in each)
    return {**whole, "separate": text(separate), "more": text(max(F(whole["tax"]) - separate, F(0)))}


KINDS = {
    "iit.author_per_time": fee(F(7, 10)),
    "iit.royalty_per_time": fee(F(1)),
    "iit.insurance_cumulative": insurance,
    "iit.wages_cumulative": wages,
    "iit.bonus": bonus,
    "iit.business_summary": business_summary,
    "iit.comprehensive": comprehensive,
    "iit.labour_per_time": labour_per_time,
    "iit.platform_cumulative": platform,
    "iit.business": business,
    "late_surcharge": late_surcharge,
    "recharacterise": recharacterise,
}


def amounts(rng, most):
    """Small, large and odd amounts, with fen."""
    return text(F(rng.randrange(int(10 ** rng.uniform(1, most)) + 1), 100))


def requests(rng):
    edges = [0, 36000, 144000, 300000, 420000, 660000, 960000]
    for edge in edges:
        for cent in (-1, 0, 1):
            wages = text(max(F(edge + 60000) + F(cent, 100), F(0)))
            yield "iit.comprehensive", {"year": 2024, "wages": wages}
    for edge in [0, 30000, 90000, 300000, 500000, 1000000, 2000000]:
        for cent in (-1, 0, 1):
            taxable = text(max(F(edge) + F(cent, 100), F(0)))
            for year in (2019, 2022, 2023, 2026):
                for entity in ("individual_business", "sole_proprietorship"):
                    yield "iit.business", {"year": year, "taxable_income": taxable, "entity": entity}
    for income in (0, 800, 3999.99, 4000, 4000.01, 25000, 25000.01, 62500, 62500.01):
        yield "iit.labour_per_time", {"date": "2023-05-20", "income": f"{income:.2f}"}
    for _ in range(150):
        keys = rng.sample(["wages", "labour", "author", "royalty"], rng.randrange(1, 5))
        keys += rng.sample(["special", "additional", "other"], rng.randrange(0, 4))
        most = {"special": 7, "additional": 7, "other": 6}
        values = {key: amounts(rng, most.get(key, 10)) for key in keys}
        yield "iit.comprehensive", {"year": rng.randrange(2019, 2027), **values}
    for _ in range(80):
        yield "iit.labour_per_time", {"date": "2024-11-11", "income": amounts(rng, 9)}
    for _ in range(80):
        months = sorted(rng.sample(range(1, 13), rng.randrange(1, 13)))
        income = lambda: "0.00" if rng.random() < 0.05 else amounts(rng, 8)
        yield "iit.platform_cumulative", {"months": [{"month": f"2026-{m:02d}", "income": income()} for m in months]}
    for _ in range(120):
        entity = rng.choice(["individual_business", "sole_proprietorship", "partnership"])
        request = {"year": rng.randrange(2019, 2027), "entity": entity}
        if rng.random() < 0.5:
            request["taxable_income"] = amounts(rng, 9.5)
        else:
            request |= {"income": amounts(rng, 10), "profit_rate": rng.choice(["0.05", "0.10", "0.15", "0.3"])}
        if rng.random() < 0.3:
            request["other_relief"] = amounts(rng, 6)
        yield "iit.business", request
    for _ in range(120):
        due = datetime.date(2019, 1, 1) + datetime.timedelta(days=rng.randrange(2000))
        paid = due + datetime.timedelta(days=rng.randrange(-5, 2800))
        paid = min(paid, datetime.date(2026, 12, 31))
        paid = max(paid, datetime.date(2019, 1, 1))
        yield "late_surcharge", {"tax_amount": amounts(rng, 10), "deadline": str(due), "paid_on": str(paid)}
    for _ in range(60):
        declared = {"profit_rate": rng.choice(["0.05", "0.10", "0.30"]), "entity": "sole_proprietorship"}
        other = {key: amounts(rng, 8) for key in rng.sample(["wages", "special", "additional"], 2)}
        yield "recharacterise", {
            "year": rng.randrange(2019, 2027), "income": amounts(rng, 10.5),
            "declared": declared, "other_income": other,
        }


def edges(rng):
    """A fen around every edge of the tables that withhold, and the kinds that came later."""
    around = lambda whole: [text(max(F(whole) + F(cent, 100), F(0))) for cent in (-1, 0, 1)]
    for income in [x for edge in (800, 4000, 25000, 62500) for x in around(edge)]:
        yield "iit.labour_per_time", {"date": "2019-03-31", "income": income}
        yield "iit.author_per_time", {"date": "2019-03-31", "income": income}
        yield "iit.royalty_per_time", {"date": "2026-03-31", "income": income}
    for high, _ in YEAR[:-1]:
        for income in around(F(high + 5000) / F(8, 10)):
            yield "iit.platform_cumulative", {"months": [{"month": "2026-02", "income": income}]}
        for income in around(high + 5000):
            yield "iit.wages_cumulative", {"months": [{"month": "2020-02", "income": income}]}
        for amount in around(high):
            yield "iit.bonus", {"year": 2023, "bonus": amount, "income": {"wages": "120000.00"}}
        for labour in around(F(high + 60000) / F(8, 10)):
            yield "iit.comprehensive", {"year": 2019, "labour": labour}
        for author in around(F(high + 60000) / F(56, 100)):
            yield "iit.comprehensive", {"year": 2026, "author": author}
    for _ in range(60):
        keys = rng.sample(["special", "additional", "other"], rng.randrange(0, 4))
        amount = lambda: {"income": amounts(rng, 8), **{key: amounts(rng, 6) for key in keys}}
        last = rng.randrange(1, 13)
        yield "iit.wages_cumulative", {"months": [{"month": f"2021-{m:02d}", **amount()} for m in range(1, last + 1)]}
    for _ in range(60):
        income = {key: amounts(rng, 9) for key in rng.sample(["wages", "labour", "special"], 2)}
        yield "iit.bonus", {"year": rng.randrange(2019, 2027), "bonus": amounts(rng, 9), "income": income}
    for _ in range(60):
        entity = rng.choice(["individual_business", "sole_proprietorship"])
        one = lambda: {"taxable_income": amounts(rng, 9), "entity": entity}
        businesses = [{**one(), **({"other_relief": amounts(rng, 5)} if rng.random() < 0.3 else {})} for _ in range(rng.randrange(1, 5))]
        yield "iit.business_summary", {"year": rng.randrange(2019, 2027), "businesses": businesses}
    for relief in ("1.54", "333.33", "6000.00"):  # shares of a relief that do not end
        for taxable in ("2000000.01", "3993554.53", "11000007.00"):
            inputs = {"year": 2026, "taxable_income": taxable, "other_relief": relief}
            yield "iit.business", {**inputs, "entity": "individual_business"}
    for high, _ in YEAR[:-1]:
        for income in around(F(high + 5000) / F(6, 10)):
            yield "iit.insurance_cumulative", {"months": [{"month": "2022-02", "income": income}]}
    for _ in range(40):
        keys = rng.sample(["surcharges", "special", "additional", "other"], rng.randrange(0, 5))
        amount = lambda: {"income": amounts(rng, 8), **{key: amounts(rng, 5) for key in keys}}
        first, last = rng.randrange(1, 7), rng.randrange(7, 13)
        yield "iit.insurance_cumulative", {"months": [{"month": f"2024-{m:02d}", **amount()} for m in range(first, last + 1)]}


def main():
    rng = random.Random(20190101)
    for number, (kind, inputs) in enumerate(itertools.chain(requests(rng), edges(rng)), start=1):
        request = {"id": number, "kind": kind, **inputs}
        print(json.dumps({"request": request, "answer": KINDS[kind](inputs)}, ensure_ascii=False))


if __name__ == "__main__":
    sys.exit(main())
