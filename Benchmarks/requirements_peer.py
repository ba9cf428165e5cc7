# SPDX-License-Identifier: Apache-2.0
"""Requirements planning of a large made-up company: the scenario as text for Tongpin, and the same rules in plain Python lists as the peer.

Five levels, every item below the top in about three assemblies; lots, lead times and safety stock of all kinds but offers and firm orders. Every day is worked, so
that the peer's lead times are subtractions. Both count the planned orders; they must agree.
"""
import datetime
import math
import random
import time

FIRST = datetime.date(2026, 1, 5)


class Company:
    def __init__(self, items=20_000, days=361, seed=1):
        rng = random.Random(seed)
        self.days, self.items = days, items
        per_level = [items // 10, items // 5, items // 4, items // 4]
        per_level.append(items - sum(per_level))
        self.level_of, levels, start = [], [], 0
        for level, count in enumerate(per_level):
            levels.append(range(start, start + count))
            self.level_of += [level] * count
            start += count
        self.lines = []  # component, assembly, quantity: by component
        for level in range(1, 5):
            above = range(0, levels[level].start)
            for item in levels[level]:
                for assembly in sorted({rng.choice(levels[level - 1]), rng.choice(above), rng.choice(above)}):
                    self.lines.append((item, assembly, rng.choice([1, 1, 2, 4])))
        self.policy = []
        for item in range(items):
            lot = rng.choice(["lot-for-lot", f"fixed {rng.randrange(50, 500)}", f"period {rng.randrange(7, 29)}", "minimum 200 multiple 25"])
            self.policy.append((rng.randrange(0, 400), rng.choice([0, 0, 20, 50]), rng.randrange(0, 30), lot))
        self.demand = [(item, day, rng.randrange(1, 60)) for item in levels[0] for day in range(rng.randrange(7), days, 7)]
        self.receipts = [(rng.randrange(items), rng.randrange(40), rng.randrange(10, 300)) for _ in range(items // 2)]

    def text(self):
        def day(number):
            return (FIRST + datetime.timedelta(days=number)).isoformat()
        lines = [f"plan {day(0)} to {day(self.days - 1)} calendar every-day"]
        for item, (stock, safety, lead, lot) in enumerate(self.policy):
            lines.append(f"item I{item} lead {lead} safety {safety} {lot}")
            lines.append(f"stock I{item} {stock}")
        lines += [f"bom I{assembly} I{item} {quantity}" for item, assembly, quantity in self.lines]
        lines += [f"order O{number} I{item} {quantity} on {day(at)}" for number, (item, at, quantity) in enumerate(self.demand)]
        lines += [f"receipt R{number} I{item} {quantity} on {day(at)}" for number, (item, at, quantity) in enumerate(self.receipts)]
        return "\n".join(lines) + "\n"

    def plan_in_python(self):
        """Number of planned orders, and the seconds it took, laying out the rows included."""
        started = time.perf_counter()
        days = self.days
        gross = [[0.0] * days for _ in range(self.items)]
        scheduled = [[0.0] * days for _ in range(self.items)]
        for item, day, quantity in self.demand:
            gross[item][day] += quantity
        for item, day, quantity in self.receipts:
            scheduled[item][day] += quantity
        into = [[] for _ in range(self.items)]
        for item, assembly, quantity in self.lines:
            into[item].append((assembly, quantity))
        releases, orders = [None] * self.items, 0
        for item in sorted(range(self.items), key=lambda one: self.level_of[one]):
            row = gross[item]
            for assembly, quantity in into[item]:
                for day, released in releases[assembly].items():
                    row[day] += released * quantity
            releases[item], count = self._net(item, row, scheduled[item])
            orders += count
        return orders, time.perf_counter() - started

    def _net(self, item, gross, scheduled):
        stock, safety, lead, lot = self.policy[item]
        words = lot.split()
        released, count = {}, 0
        for day in range(self.days):
            stock += scheduled[day] - gross[day]
            if safety - stock > 1e-9:
                need = safety - stock
                if words[0] == "period":
                    running = need
                    for later in range(day + 1, min(self.days, day + int(words[1]))):
                        running += gross[later] - scheduled[later]
                        need = max(need, running)
                elif words[0] == "fixed":
                    need = math.ceil(need / int(words[1]) - 1e-9) * int(words[1])
                elif words[0] == "minimum":
                    need = math.ceil(max(need, 200) / 25 - 1e-9) * 25
                stock += need
                count += 1
                at = max(0, day - lead)
                released[at] = released.get(at, 0.0) + need
        return released, count
