# SPDX-License-Identifier: Apache-2.0
"""What is paid before the document it is for: SPEC-manufacturing-model.md §5 and §6."""
from days import ONE


class Advances:
    def agreed(self, rule, day, amount, ordered, lead, given, used):
        """Day and amount of every part within the plan; keeps what came before its document, and where it is used up."""
        if not amount:
            return []
        known = min(ordered, amount) if ordered > 0 and amount > 0 else 0.0
        if amount - known < 1e-9 * abs(amount):
            known = amount
        moves = self.parts(rule, day, known, lead, True, used) + self.parts(rule, day, amount - known, lead, False, used)
        for due, part in moves:
            if due < day:
                self.D[given][due] += part
                self.D[used][day] += part
        return moves

    def parts(self, rule, day, amount, lead, is_ordered, used):
        moves = []
        for part in rule if amount else []:
            start = day
            if part["from_order"]:
                # An order that stands was placed before the plan begins; one that is still to come, on its first day at the earliest.
                start = self.days[0] - ONE if is_ordered else self.placed(day, lead)
            due = start + part["days"] * ONE
            if due < self.days[0]:
                self.D[used][day] += amount * part["share"]
                continue
            settled = self.bank_day(due)
            if settled is not None:
                moves.append((settled, amount * part["share"]))
        return moves

    def placed(self, day, lead):
        if lead == 0:
            return day
        return self.release(day, lead)
