# SPDX-License-Identifier: Apache-2.0
"""What orders in hand and the demand time fence leave of a forecast: SPEC-manufacturing-model.md §3, piece by piece."""
import math
from collections import defaultdict

from days import ONE, half_up, month_of


class ConsumedDemand:
    def ordered(self, item, region, m):
        """New orders of a month in units; none in closed months."""
        if m <= self.cutoff:
            return 0.0
        at = lambda name, **more: self.get(name, item, region, at=m, **more)
        override = at("override", otherwise=None)
        return override if override is not None else at("baseline") + at("pipeline")

    def expected(self, item, region, m):
        """What the delivery profile ships of new orders in a month, before orders in hand write anything off."""
        lags = [(k, self.get("delivery_profile", k)) for k in range(7)]
        shipped = sum(share * self.ordered(item, region, m - k) for k, share in lags if m - k >= self.months[0])
        rest = 1 - sum(share for _, share in lags)
        return shipped + rest * self.ordered(item, region, m) + self.get("delivery_shift_units", item, region, at=m)

    def consumption(self):
        """The forecast of each item by day after write-offs and fence, and the share of each month that is left."""
        self.left, self.kept, self.D["forecast_written_off"] = {}, {}, defaultdict(float)
        for item in self.data["items"]:
            months = {m: sum(self.expected(item, region, m) for region in self.data["regions"]) for m in self.plan}
            pieces = self.pieces(item, months)
            before = defaultdict(float)
            for piece in pieces:
                before[month_of(piece["day"])] += piece["units"]
            taken = self.write_off(item, [piece for piece in pieces if piece["units"] > 0])
            self.left[item], after = defaultdict(float), defaultdict(float)
            fence = self.days[0] + max(0, half_up(self.get("demand_fence_days", item))) * ONE
            for piece in pieces:
                if piece["is_fixed"] or piece["day"] >= fence:
                    self.left[item][piece["day"]] += piece["units"]
                    after[month_of(piece["day"])] += piece["units"]
            for day, units in taken.items():
                self.D["forecast_written_off"][day] += units
            self.kept[item] = {m: after[m] / before[m] if before[m] else 1.0 for m in self.plan}

    def pieces(self, item, months):
        """Parts of the forecast: what they expect, on which day they ask, the days they stand for. A month below nothing keeps its days."""
        code = self.get("forecast_spreading", item, otherwise=None)
        code = None if code is None or half_up(code) not in range(5) else half_up(code)
        plain = self.daily(months, lambda day: self.get("working_day_weight", at=day) * (1 + self.get("new_order_lean", at=day)))
        result = []
        for m, units in months.items():
            span = [day for day in self.days if month_of(day) == m]
            if units <= 0 or code is None:
                result += [{"units": plain[day], "day": day, "from": day, "to": day, "is_fixed": units <= 0} for day in span]
            elif code == 0:
                result.append({"units": units, "day": span[0], "from": span[0], "to": span[-1], "is_fixed": False})
            else:
                result += self.spread_over(item, span, units, code)
        return result

    def spread_over(self, item, span, units, code):
        weigh = lambda day: max(0.0, self.get("working_day_weight", at=day))
        even = not any(weigh(day) > 0 for day in span)
        name = {1: lambda day: day, 2: lambda day: day.isocalendar()[:2], 3: month_of,
                4: lambda day: (day - self.days[0]).days // 7}[code]
        groups = {}
        for day in span:
            groups.setdefault(name(day), []).append((day, 1.0 if even else weigh(day)))
        groups = [group for group in groups.values() if sum(weight for _, weight in group) > 0]
        weights = [sum(weight for _, weight in group) for group in groups]
        shares = self.shares(units, weights, half_up(self.get("forecast_rounding", item)))
        return [{"units": share, "day": next(day for day, weight in group if weight > 0), "from": group[0][0], "to": group[-1][0],
                 "is_fixed": False} for group, share in zip(groups, shares)]

    def shares(self, total, weights, rounding):
        if rounding == 3:
            whole = math.floor(total)
            exact = [whole * weight / sum(weights) for weight in weights]
            result = [math.floor(one) for one in exact]
            order = sorted(range(len(weights)), key=lambda k: (-(exact[k] - result[k]), k))
            for k in order[:whole - sum(result)]:
                result[k] += 1
            result[-1] += total - whole
            return result
        if rounding not in (1, 2):
            return [total * weight / sum(weights) for weight in weights]
        reached, running, result = 0.0, 0.0, []
        for k, weight in enumerate(weights):
            running += weight
            exact = total if k == len(weights) - 1 else total * running / sum(weights)
            up_to = math.ceil(exact - 1e-9) if rounding == 1 else math.floor(exact + 1e-9)
            up_to = total if k == len(weights) - 1 else min(up_to, total)
            result.append(up_to - reached)
            reached = up_to
        return result

    def write_off(self, item, pieces):
        """Takes from the pieces what open orders may: what covers their day, then the nearest within the windows."""
        windows = [self.get(name, item, otherwise=None) for name in ("consume_backward_days", "consume_forward_days")]
        taken = defaultdict(float)
        if windows == [None, None]:
            return taken
        back, ahead = [max(0, half_up(days or 0)) for days in windows]
        forward_first = half_up(self.get("consume_forward_first", item)) != 0
        for day in self.days:
            open_units = self.get("open_orders", item, at=day)
            found = []
            for k, piece in enumerate(pieces):
                if piece["is_fixed"] or piece["units"] <= 1e-9:
                    continue
                late, early = (day - piece["to"]).days, (piece["from"] - day).days
                if late > 0 and late <= back:
                    found.append(((2 if forward_first else 1), late, piece["day"], k))
                elif early > 0 and early <= ahead:
                    found.append(((1 if forward_first else 2), early, piece["day"], k))
                elif late <= 0 and early <= 0:
                    found.append((0, 0, piece["day"], k))
            for *_, k in sorted(found):
                if open_units <= 1e-9:
                    break
                units = min(open_units, pieces[k]["units"])
                pieces[k]["units"] -= units
                open_units -= units
                taken[pieces[k]["day"]] += units
        return taken
