"""Shipped documents with one fault each, by family.

A fault is put in by hand of chance: the kind of it is written here, the place and the figure are
drawn from a seed. What must come of it is not taken from the engine: each is wrong by what the
document means.
"""

from __future__ import annotations

import copy
import datetime
import random
from collections.abc import Callable, Iterator
from decimal import Decimal

from builders.edits import (
    ALLOCATION,
    CEILINGS,
    CREDIT,
    GATE,
    LIST,
    METHOD,
    RATES,
    REVIEW,
    TRIAL,
    USE,
    Draw,
    Edit,
    banded,
    components,
    shipped,
    tables_of,
    version,
)


def hole(draw: Draw) -> Edit:
    name = draw.choice((LIST, TRIAL))
    tree = shipped(name)
    bands = draw.choice(banded(tree))
    place = draw.randrange(1, len(bands))
    if draw.random() < 0.2:
        bands[-1]["up_to"] = str(Decimal(bands[-1]["above"]) + draw.randrange(1, 10**6))
        return Edit("hole", f"{name}: the last band ends", name, tree)
    if draw.random() < 0.2:
        bands[0]["above"] = str(draw.randrange(1, 100))
        return Edit("hole", f"{name}: nothing below {bands[0]['above']}", name, tree)
    bands[place]["above"] = str(Decimal(bands[place]["above"]) + draw.randrange(1, 9999))
    return Edit("hole", f"{name}: band {place} begins above {bands[place]['above']}", name, tree)


def overlap(draw: Draw) -> Edit:
    name = draw.choice((LIST, TRIAL))
    tree = shipped(name)
    bands = draw.choice(banded(tree))
    place = draw.randrange(1, len(bands))
    bands[place]["above"] = str(Decimal(bands[place]["above"]) - draw.randrange(1, 9999))
    return Edit("overlap", f"{name}: band {place} begins above {bands[place]['above']}", name, tree)


def ceiling(draw: Draw) -> Edit:
    kind = draw.randrange(6)
    prices, tops = shipped(LIST), shipped(CEILINGS)
    band = draw.choice(banded(prices)[0])
    top = version(tops)["products"][0]["components"][0]["charge"]
    if kind == 0:
        band["price"] = str(Decimal("0.2298") + Decimal(draw.randrange(1, 9999)) / 10**4)
        return Edit("ceiling", f"a band at {band['price']}", LIST, prices)
    if kind == 1:
        top["price"] = str(Decimal(draw.randrange(1, 1499)) / 10**4)
        return Edit("ceiling", f"a ceiling of {top['price']}", CEILINGS, tops)
    if kind == 2:
        band["entry_fee"] = str(draw.randrange(10**6, 10**8))
        return Edit("ceiling", f"an entry fee of {band['entry_fee']}", LIST, prices)
    if kind == 3:
        version(tops)["until"] = datetime.date(2026, 3, 1)
        return Edit("ceiling", "no ceiling after its first day", CEILINGS, tops)
    if kind == 4:
        version(tops)["products"][0]["id"] = f"other-{draw.randrange(99)}"
        return Edit("ceiling", "a product without a ceiling", CEILINGS, tops)
    version(prices)["products"][0]["components"].append(
        {
            "id": "more",
            "title": {"zh": "另收", "en": "More"},
            "charge": {"model": "per_unit", "price": str(Decimal(draw.randrange(1, 99)) / 100)},
        }
    )
    price = version(prices)["products"][0]["components"][-1]["charge"]["price"]
    return Edit("ceiling", f"{price} more on top of 0.2298", LIST, prices)


def misspelt(draw: Draw, name: str) -> str:
    """A name with one letter doubled, so that it is no other."""
    place = draw.randrange(len(name))
    letter = name[place] if name[place].isalpha() else "x"
    return name[:place] + letter + name[place:]


def name(draw: Draw) -> Edit:
    kind = draw.randrange(9)
    if kind == 0:
        tree = shipped(TRIAL)
        discount = version(tree)["products"][0]["discounts"][0]
        key = draw.choice(("component", "for"))
        discount[key] = misspelt(draw, discount[key])
        return Edit("name", f"discount {key} {discount[key]}", TRIAL, tree)
    if kind == 1:
        tree = shipped(TRIAL)
        exemption = version(tree)["products"][0]["exemptions"][0]
        exemption["components"] = [misspelt(draw, exemption["components"][0])]
        return Edit("name", f"exemption of {exemption['components']}", TRIAL, tree)
    if kind == 2:
        tree = shipped(LIST)
        keys = version(tree)["products"][0]["components"][0]["charge"]["accumulate"]["key"]
        place = draw.randrange(len(keys))
        keys[place] = misspelt(draw, keys[place])
        return Edit("name", f"key {keys[place]}", LIST, tree)
    if kind == 3:
        tree = shipped(CREDIT)
        of = version(tree)["classes"]["small_institution"]
        if draw.random() < 0.5:
            of["fact"] = misspelt(draw, of["fact"])
            return Edit("name", f"fact {of['fact']}", CREDIT, tree)
        place = draw.randrange(len(of["in"]))
        of["in"][place] = misspelt(draw, of["in"][place])
        return Edit("name", f"value {of['in'][place]}", CREDIT, tree)
    if kind == 4:
        tree = shipped(LIST)
        role = draw.choice(("gate", "use", "conditions", "products", "authorisations"))
        tree["stands_under"][role] = misspelt(draw, tree["stands_under"][role])
        return Edit("name", f"stands under {tree['stands_under'][role]}", LIST, tree)
    if kind == 5:
        tree = shipped(LIST)
        tree["obeys"] = misspelt(draw, tree["obeys"])
        return Edit("name", f"obeys {tree['obeys']}", LIST, tree)
    if kind == 6:
        identifier = draw.choice((USE, GATE, REVIEW, RATES))
        tree = shipped(identifier)
        rules = [rule for table in version(tree)["tables"] for rule in table["rules"]]
        rule = draw.choice([one for one in rules if one.get("when")])
        fact = draw.choice(sorted(rule["when"]))
        rule["when"] = {misspelt(draw, key) if key == fact else key: value
                        for key, value in rule["when"].items()}  # fmt: skip
        return Edit(
            "name", f"{identifier}: {rule['id']} asks of a fact near {fact}", identifier, tree
        )
    if kind == 7:
        identifier = draw.choice((USE, GATE, REVIEW, RATES))
        tree = shipped(identifier)
        rules = [rule for table in version(tree)["tables"] for rule in table["rules"]]
        rule = draw.choice(rules)
        output = draw.choice(sorted(rule["then"]))
        rule["then"] = dict(rule["then"])
        rule["then"][output] = misspelt(draw, rule["then"][output])
        return Edit("name", f"{identifier}: {rule['id']} decides {rule['then']}", identifier, tree)
    tree = shipped(METHOD)
    lines = [line for block in version(tree)["blocks"] for line in block["lines"]]
    line = draw.choice([one for one in lines if "formula" in one])
    line["formula"] = f"{line['formula']} + {misspelt(draw, 'operating_cost')}"
    return Edit("name", f"{line['id']} = {line['formula']}", METHOD, tree)


def unit(draw: Draw) -> Edit:
    kind = draw.randrange(5)
    if kind == 0:
        identifier = draw.choice((LIST, TRIAL, CREDIT, CEILINGS))
        tree = shipped(identifier)
        product = draw.choice(version(tree)["products"])
        product["unit"] = misspelt(draw, product["unit"])
        return Edit("unit", f"{identifier}: by {product['unit']}", identifier, tree)
    if kind == 1:
        tree = shipped(CREDIT)
        counted = [part for _, part in components(tree) if "per" in part]
        part = draw.choice(counted)
        part["per"] = [*part["per"], misspelt(draw, "item")]
        return Edit("unit", f"per {part['per'][-1]}", CREDIT, tree)
    if kind == 2:
        tree = shipped(draw.choice((METHOD, ALLOCATION)))
        lines = [line for block in version(tree)["blocks"] for line in block["lines"]]
        line = draw.choice(lines)
        line["unit"] = "percent" if line["unit"] != "percent" else "year"
        return Edit("unit", f"{line['id']} in {line['unit']}", tree["id"], tree)
    if kind == 3:
        tree = shipped(draw.choice(("cn/series/vat-general", "cn/series/income-tax-standard",
                                    "cn/series/education-surcharge", "cn/series/treasury-10-year")))  # fmt: skip
        for one in tree["versions"]:
            one["unit"] = "yuan"
        return Edit("unit", f"{tree['id']} in yuan", tree["id"], tree)
    tree = shipped(TRIAL)
    call = version(tree)["units"]["call"]
    call["decimals"] = draw.randrange(0, 6)
    return Edit("unit", "decimals of what is whole", TRIAL, tree)


def date(draw: Draw) -> Edit:
    kind = draw.randrange(6)
    if kind == 0:
        identifier = draw.choice((LIST, TRIAL, CEILINGS, "demo/products", "demo/authorisations"))
        tree = shipped(identifier)
        version(tree)["until"] = datetime.date(2025, draw.randrange(1, 13), draw.randrange(1, 29))
        return Edit("date", f"{identifier} until {version(tree)['until']}", identifier, tree)
    if kind == 1:
        identifier = draw.choice((LIST, TRIAL, USE, GATE, METHOD, REVIEW, RATES))
        tree = shipped(identifier)
        tree["versions"].append(copy.deepcopy(version(tree)))
        return Edit("date", f"{identifier}: two versions of a day", identifier, tree)
    if kind == 2:
        tree = shipped(TRIAL)
        version(tree)["until"] = datetime.date(2028 + draw.randrange(1, 9), 3, 1)
        return Edit("date", f"a trial until {version(tree)['until']}", TRIAL, tree)
    if kind == 3:
        tree = shipped(TRIAL)
        del version(tree)["until"]
        return Edit("date", "a trial without end", TRIAL, tree)
    if kind == 4:
        identifier = draw.choice((LIST, TRIAL, CREDIT))
        tree = shipped(identifier)
        version(tree)["from"] = draw.choice(("2026-13-01", "2026-02-30", "soon", 20260301))
        return Edit("date", f"{identifier} from {version(tree)['from']}", identifier, tree)
    tops = shipped(CEILINGS)
    first = datetime.date(2026, 3, 16) + datetime.timedelta(draw.randrange(0, 300))
    version(tops)["from"] = first
    return Edit("date", f"no ceiling before {first}", CEILINGS, tops)


def circular(draw: Draw) -> Edit:
    kind = draw.randrange(4)
    if kind == 0:
        identifier = draw.choice((LIST, TRIAL, USE, GATE, METHOD, REVIEW, RATES, CREDIT))
        tree = shipped(identifier)
        tree["varies"] = identifier
        return Edit("circular", f"{identifier} varies itself", identifier, tree)
    if kind == 1:
        tree = shipped(draw.choice((METHOD, ALLOCATION)))
        lines = [line for block in version(tree)["blocks"] for line in block["lines"]]
        line = draw.choice([one for one in lines if "formula" in one])
        line["formula"] = f"{line['formula']} + 0 * {line['id']}"
        return Edit("circular", f"{line['id']} needs itself", tree["id"], tree)
    if kind == 2:
        tree = shipped(LIST)
        tree["obeys"] = LIST
        return Edit("circular", "a list that obeys itself", LIST, tree)
    identifier = draw.choice((USE, REVIEW))
    tree = shipped(identifier)
    table = draw.choice(version(tree)["tables"][:-1])
    later = version(tree)["tables"][-1]["outputs"][0]
    rule = draw.choice(table["rules"])
    rule["when"] = {**rule.get("when", {}), later["id"]: later["values"][0]["id"]}
    return Edit(
        "circular", f"{identifier}: {rule['id']} asks what is decided later", identifier, tree
    )


def rounding(draw: Draw) -> Edit:
    kind = draw.randrange(4)
    if kind == 0:
        tree = shipped(LIST)
        unit_, mode = (
            draw.choice(("1", "2", "5", "10", "100", "1000")),
            draw.choice(("up", "half_up")),
        )
        band = banded(tree)[0][0]
        band["price"] = "0.2298"
        version(tree)["rounding"] = {
            "unit": unit_,
            "mode": mode,
            "at": draw.choice(("line", "band")),
        }
        return Edit("rounding", f"to {unit_} {mode}", LIST, tree)
    if kind == 1:
        identifier = draw.choice((LIST, TRIAL, CREDIT, CEILINGS))
        tree = shipped(identifier)
        version(tree)["rounding"]["unit"] = f"0.{'0' * draw.randrange(6, 12)}1"
        return Edit("rounding", f"{identifier}: finer than micro-yuan", identifier, tree)
    if kind == 2:
        identifier = draw.choice((LIST, TRIAL))
        tree = shipped(identifier)
        band = draw.choice(banded(tree)[0])
        band["price"] = f"0.1{draw.randrange(10**6, 10**7 - 1) | 1}"
        return Edit("rounding", f"{identifier}: a price of {band['price']}", identifier, tree)
    identifier = draw.choice((LIST, TRIAL, CREDIT))
    tree = shipped(identifier)
    version(tree)["rounding"]["unit"] = draw.choice(("0", "0.03", "3", "0.07", "-0.01"))
    return Edit(
        "rounding", f"{identifier}: to {version(tree)['rounding']['unit']}", identifier, tree
    )


def gap(draw: Draw) -> Edit:
    identifier = draw.choice((USE, GATE, REVIEW, RATES))
    tree = shipped(identifier)
    table = draw.choice(tables_of(tree, ("first",)))
    last = table["rules"][-1]
    asked = [fact for fact in version(tree)["facts"] if fact["type"] == "enumeration"]
    if draw.random() < 0.4 and len(table["rules"]) > 1:
        table["rules"].remove(last)
        return Edit("gap", f"{identifier}: {table['id']} without {last['id']}", identifier, tree)
    fact = draw.choice([one for one in asked if one["id"] not in last.get("when", {})] or asked)
    value = draw.choice(fact["values"])["id"]
    last["when"] = {**last.get("when", {}), fact["id"]: value}
    return Edit("gap", f"{identifier}: {last['id']} only of {value}", identifier, tree)


def conflict(draw: Draw) -> Edit:
    identifier = draw.choice((USE, GATE, REVIEW, RATES))
    tree = shipped(identifier)
    tables = [
        table for table in tables_of(tree, ("first",)) if len(table["outputs"][0]["values"]) > 1
    ]
    table = draw.choice(tables)
    rule = draw.choice(table["rules"])
    other = copy.deepcopy(rule)
    output = table["outputs"][0]
    values = [value["id"] for value in output["values"]]
    other["id"] = f"{rule['id']}-{draw.randrange(99)}"
    other["then"] = {**other["then"], output["id"]: draw.choice(
        [value for value in values if value != rule["then"][output["id"]]])}  # fmt: skip
    table["rules"].insert(table["rules"].index(rule) + 1, other)
    table["hit"] = draw.choice(("unique", "any"))
    return Edit("conflict", f"{identifier}: {rule['id']} against {other['id']}", identifier, tree)


def dead_rule(draw: Draw) -> Edit:
    identifier = draw.choice((USE, GATE, REVIEW, RATES))
    tree = shipped(identifier)
    table = draw.choice(tables_of(tree, ("first",)))
    rule = draw.choice(table["rules"])
    dead = copy.deepcopy(rule)
    dead["id"] = f"{rule['id']}-{draw.randrange(99)}"
    place = table["rules"].index(rule) + 1
    table["rules"].insert(draw.randrange(place, len(table["rules"]) + 1), dead)
    return Edit("dead rule", f"{identifier}: {dead['id']} after {rule['id']}", identifier, tree)


FAMILIES: tuple[Callable[[Draw], Edit], ...] = (
    hole, overlap, ceiling, name, unit, date, circular, rounding, gap, conflict, dead_rule,
)  # fmt: skip


def seeded_faults(each: int) -> Iterator[Edit]:
    """`each` faults of every family, no two alike; always the same ones."""
    for family in FAMILIES:
        draw, told = random.Random(family.__name__), set[str]()
        while len(told) < each:
            edit = family(draw)
            if edit.what not in told:
                told.add(edit.what)
                yield edit
