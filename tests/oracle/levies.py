#!/usr/bin/env python3
"""Answers on VAT, surcharges, corporate tax, fines and late payment, computed outside the engine.

It shares nothing with the engine: its own tables by month, exact fractions, days by ordinal
numbers. Run

    python3 tests/oracle/levies.py > tests/oracle/levies-answers.jsonl

from the root of the repository; the same bytes come out every time (the seed is fixed).
"""
import datetime
import json
import random
import sys
from fractions import Fraction as F

from tax import amounts, rounded, slices, text

CENT = F(1, 100)
PLACES = {"city": 7, "county": 5, "elsewhere": 1}


def months_of(period):
    year, part = period.split("-")
    if part.startswith("Q"):
        first = int(part[1]) * 3 - 2
        return [(int(year), first + n) for n in range(3)]
    return [(int(year), int(part))]


def percent(month):
    """Hundredths charged on small-scale sales; nothing in the months of 2022 that were exempt."""
    if month <= (2020, 2):
        return 3
    if (2022, 4) <= month <= (2022, 12):
        return 0
    return 1


def monthly_threshold(month):
    return 150000 if (2021, 4) <= month <= (2022, 12) else 100000


def vat(a):
    months = months_of(a["period"])
    waives = a.get("waives_reduction", False)
    rates = {3 if waives else percent(month) for month in months}
    assert len(rates) == 1
    rate = F(rates.pop(), 100)
    received = F(a["net_sales"]) if "net_sales" in a else F(a["gross_sales"])
    net = received if "net_sales" in a else rounded(received / (1 + rate))
    threshold = sum(monthly_threshold(month) for month in months)
    under = net < threshold if months[0] >= (2026, 1) else net <= threshold
    exempt = not waives and (under or rate == 0)
    tax = F(0)
    if not exempt:
        tax = rounded(net * rate if "net_sales" in a else received - received / (1 + rate))
    waived = net <= 100000 * len(months)
    on_vat = lambda hundredths: text(tax * F(hundredths, 100) / 2)
    return {
        "net_sales": text(received if exempt else net),
        "exempt": exempt,
        "vat": text(tax),
        "urban_construction": on_vat(PLACES[a["city_class"]]),
        "education": "0.00" if waived else on_vat(3),
        "local_education": "0.00" if waived else on_vat(2),
    }


def small_profit(a):
    taxable = F(a["taxable_income"])
    first = {2019: 5, 2020: 5, 2021: F(5, 2), 2022: F(5, 2)}.get(a["year"], 5)
    second = 10 if a["year"] <= 2021 else 5
    if taxable > 3000000:
        return {"small_low_profit": False, "tax": text(taxable / 4)}
    table = [(1000000, first), (None, second)]
    return {"small_low_profit": True, "tax": text(slices(table, taxable))}


KINDS = {"vat.small_scale": vat, "cit.small_low_profit": small_profit}


def around(edge):
    return [text(F(edge) + cents * CENT) for cents in (-1, 0, 1)]


def vat_requests(rng):
    quarters = ["2019-Q4", "2021-Q1", "2021-Q2", "2022-Q1", "2022-Q2", "2023-Q1", "2025-Q4", "2026-Q1"]
    months = ["2019-01", "2020-02", "2020-03", "2021-03", "2021-04", "2022-03", "2022-04", "2022-12",
              "2023-01", "2025-12", "2026-01", "2026-12"]
    for period in quarters + months:
        count = len(months_of(period))
        for edge in (100000 * count, 150000 * count):
            for net in around(edge):
                for waives in (False, True):
                    yield {"period": period, "net_sales": net, "city_class": "city", "waives_reduction": waives}
            for gross in around(F(edge) * F(101, 100)) + around(F(edge) * F(103, 100)):
                yield {"period": period, "gross_sales": gross, "city_class": "county"}
    for _ in range(200):
        period = rng.choice(quarters + months)
        request = {"period": period, "city_class": rng.choice(list(PLACES))}
        request[rng.choice(["net_sales", "gross_sales"])] = amounts(rng, 9)
        if rng.random() < 0.2:
            request["waives_reduction"] = True
        if period >= "2025-10" and "Q" not in period:
            request["taxpayer"] = rng.choice(["entity", "natural_person_via_platform"])
        yield request


def requests(rng):
    for request in vat_requests(rng):
        yield "vat.small_scale", request
    for year in range(2019, 2027):
        for edge in (1000000, 3000000):
            for taxable in around(edge):
                yield "cit.small_low_profit", {"year": year, "taxable_income": taxable}
        for _ in range(8):
            yield "cit.small_low_profit", {"year": year, "taxable_income": amounts(rng, 9)}


def main():
    for number, (kind, inputs) in enumerate(requests(random.Random(20260101)), start=1):
        request = {"id": number, "kind": kind, **inputs}
        print(json.dumps({"request": request, "answer": KINDS[kind](inputs)}, ensure_ascii=False))


if __name__ == "__main__":
    sys.exit(main())
