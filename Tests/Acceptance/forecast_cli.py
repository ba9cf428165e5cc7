#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""`tongpin forecast` and `tongpin backtest` as a stranger's script would use them: a thousand series through a pipe, garbage, one
observation, gaps. The contract: order of series in = order out, `ds` in the form it came, lower ≤ mean ≤ upper, levels nested,
the same bytes on one or two threads, exit codes 0, 1, 2, 3, findings on standard error with their line."""
import csv
import io
import math
import pathlib
import random
import tempfile

from report import Report
from server import tongpin

HEADING = ["unique_id", "ds", "mean", "lo-80", "hi-80", "lo-95", "hi-95", "model"]


def month_text(index):
    return f"{2020 + index // 12:04d}-{index % 12 + 1:02d}"


def thousand_series(generator, count=1_000, length=48):
    """Monthly series of many shapes; identifiers in no alphabetical order."""
    names = [f"S{number:04d}" for number in range(count)]
    generator.shuffle(names)
    lines = ["unique_id,ds,y"]
    for place, name in enumerate(names):
        level, slope, season = generator.uniform(10, 1e5), generator.uniform(-0.01, 0.02), generator.uniform(0, 0.5)
        for t in range(length):
            shape = 1 + slope * t + season * math.sin(2 * math.pi * t / 12) + generator.gauss(0, 0.08)
            value = 0.0 if place % 10 == 0 and generator.random() < 0.6 else max(0.0, level * shape)
            lines.append(f"{name},{month_text(t)},{value:.4f}")
    return names, "\n".join(lines) + "\n"


def table(output):
    return list(csv.DictReader(io.StringIO(output.decode())))


def check_rows(report, rows, names, horizon, first_period):
    report.equal([name for i, name in enumerate(row["unique_id"] for row in rows) if i % horizon == 0], names, "order of series")
    expected = [month_text(first_period + step) for step in range(horizon)]
    wrong_periods = crossed = not_finite = 0
    for start in range(0, len(rows), horizon):
        part = rows[start:start + horizon]
        wrong_periods += [row["ds"] for row in part] != expected
        for row in part:
            lo95, lo80, mean, hi80, hi95 = (float(row[key]) for key in ("lo-95", "lo-80", "mean", "hi-80", "hi-95"))
            not_finite += not all(map(math.isfinite, (lo95, lo80, mean, hi80, hi95)))
            crossed += not lo95 <= lo80 <= mean <= hi80 <= hi95
    report.equal(wrong_periods, 0, "series whose periods do not continue theirs")
    report.equal(not_finite, 0, "figures that are no numbers")
    report.equal(crossed, 0, "rows whose bounds are not nested")


def many(report, generator):
    names, text = thousand_series(generator)
    one = tongpin("forecast", "-", "--horizon", 12, "--threads", 1, stdin=text.encode())
    two = tongpin("forecast", "-", "--horizon", 12, "--threads", 2, stdin=text.encode())
    report.equal(one.returncode, 0, f"exit code: {one.stderr.decode()[-300:]}")
    report.expect(one.stdout == two.stdout, "one and two threads give the same bytes")
    report.equal(one.stderr, b"", "standard error of good input")
    rows = table(one.stdout)
    report.equal(one.stdout.decode().splitlines()[0].split(","), HEADING, "heading")
    if report.equal(len(rows), 12 * len(names), "rows"):
        check_rows(report, rows, names, 12, 48)
    models = {row["model"] for row in rows}
    report.expect(len(models) >= 2, f"methods chosen for a thousand shapes: {sorted(models)}")
    report.figure("series", len(names))
    report.figure("methods chosen", len(models))


def garbage(report):
    nothing = tongpin("forecast", "-", "--horizon", 3, stdin=b"")
    report.equal(nothing.returncode, 1, "empty input: exit code")
    report.expect(b"empty" in nothing.stderr.lower() or nothing.stderr, "empty input is named")
    headless = tongpin("forecast", "-", "--horizon", 3, stdin=b"a,b,c\n1,2,3\n")
    report.equal(headless.returncode, 1, "wrong header: exit code")
    report.expect(b"unique_id" in headless.stderr, f"wrong header says which column: {headless.stderr[:200]}")
    noise = tongpin("forecast", "-", "--horizon", 3, stdin=random.Random(1).randbytes(200_000))
    report.equal(noise.returncode, 1, "random bytes: exit code")
    good = "".join(f"a,{month_text(t)},{100 + t}\n" for t in range(36))
    mixed = "unique_id,ds,y\n" + good + "a,2023-13,5\na,not a day,5\na,2023-02,abc\n" + good.replace("a,", "b,")
    result = tongpin("forecast", "-", "--horizon", 3, stdin=mixed.encode())
    report.equal(result.returncode, 3, "some bad rows: exit code")
    for line in (b"line 38", b"line 39", b"line 40"):
        report.expect(line in result.stderr, f"{line.decode()} is named on standard error: {result.stderr[:400]}")
    report.equal(sorted({row["unique_id"] for row in table(result.stdout)}), ["a", "b"], "good series beside bad rows")
    for arguments in (("--horizon", "0"), ("--horizon", "x"), (), ("--horizon", "3", "--models", "crystal-ball"), ("--horizon", "3", "--levels", "180")):
        report.equal(tongpin("forecast", "-", *arguments, stdin=b"").returncode, 2, f"usage {arguments}: exit code")
    gone = tongpin("forecast", "/no/such/file.csv", "--horizon", 3)
    report.equal(gone.returncode, 1, "a file that is not there: exit code")


def short_and_gaps(report):
    single = tongpin("forecast", "-", "--horizon", 4, stdin=b"unique_id,ds,y\nonly,2026-01,7\n", check=False)
    report.equal(single.returncode, 0, f"one observation: exit code; {single.stderr.decode()[:200]}")
    rows = table(single.stdout)
    report.equal([row["ds"] for row in rows], ["2026-02", "2026-03", "2026-04", "2026-05"], "one observation: periods")
    report.expect(all(float(row["mean"]) == 7 for row in rows), "one observation: its forecast is that value")
    lines = ["unique_id,ds,y"]
    for t in range(62):
        if t % 7 == 3:
            continue
        lines.append(f"holes,{month_text(t)}," + ("" if t % 11 == 5 else str(50 + t % 12)))
    gaps = tongpin("forecast", "-", "--horizon", 6, stdin=("\n".join(lines) + "\n").encode())
    report.equal(gaps.returncode, 0, f"gaps: exit code; {gaps.stderr.decode()[:300]}")
    rows = table(gaps.stdout)
    report.equal([row["ds"] for row in rows], [month_text(t) for t in range(62, 68)], "gaps: periods go on after the last one")
    report.expect(all(45 <= float(row["mean"]) <= 66 for row in rows), "gaps are no zeros: the level is kept")
    forms = (("2026/1/31", "2026/2/1", "daily"), ("20260131", "20260228", "monthly"), ("2026Q1", "2026Q2", "quarterly"))
    for form, after, frequency in forms:
        result = tongpin("forecast", "-", "--horizon", 1, "--frequency", frequency, stdin=f"unique_id,ds,y\nx,{form},5\n".encode())
        found = [row["ds"] for row in table(result.stdout)] if result.returncode == 0 else result.stderr
        report.equal(found, [after], f"ds {form} leaves as it came")


def backtests(report, generator):
    _, text = thousand_series(generator, count=50)
    result = tongpin("backtest", "-", "--horizon", 6, "--windows", 3, stdin=text.encode())
    report.equal(result.returncode, 0, f"backtest: exit code; {result.stderr.decode()[-300:]}")
    rows = table(result.stdout)
    report.equal(len(rows), 51, "backtest: one line a series and a total")
    report.equal(rows[-1]["unique_id"], "TOTAL", "backtest: the last line")
    total = rows[-1]
    report.near(float(total["accuracy"]), max(0.0, 1 - float(total["wape"])), "accuracy = 1 − WAPE", absolute=1e-4)
    report.expect(0.5 <= float(total["coverage-80"]) <= 1, f"share inside 80 %: {total['coverage-80']}")
    report.figure("backtest accuracy", total["accuracy"])
    report.figure("inside 80 % and 95 %", f"{total['coverage-80']} {total['coverage-95']}")


def intervals(report, generator):
    """Where intervals come from is asked for by name; forecasts stay what they are, and what has no one-step errors is refused before a row is read."""
    _, text = thousand_series(generator, count=40)
    made = {}
    for source in ("calibrated", "model", "bootstrap"):
        result = tongpin("forecast", "-", "--horizon", 12, "--models", "ets", "--intervals", source, stdin=text.encode())
        report.equal(result.returncode, 0, f"intervals {source}: exit code; {result.stderr.decode()[-300:]}")
        made[source] = table(result.stdout)
        names = list(dict.fromkeys(row["unique_id"] for row in made[source]))
        check_rows(report, made[source], names, 12, 48)
    again = tongpin("forecast", "-", "--horizon", 12, "--models", "ets", "--intervals", "bootstrap", "--threads", 1, stdin=text.encode())
    report.expect(table(again.stdout) == made["bootstrap"], "errors drawn again: the same rows in another run on one thread")
    for source in ("model", "bootstrap"):
        report.equal([row["mean"] for row in made[source]], [row["mean"] for row in made["calibrated"]], f"intervals {source}: the forecasts")
        report.expect(any(a["hi-80"] != b["hi-80"] for a, b in zip(made[source], made["calibrated"])), f"intervals {source} differ from calibrated ones")
    skew = [(float(row["hi-95"]) - float(row["mean"])) / max(1e-9, float(row["mean"]) - float(row["lo-95"])) for row in made["bootstrap"]]
    report.expect(sum(abs(s - 1) > 0.01 for s in skew) > len(skew) / 2, "drawn errors are not even on both sides")
    for models in ("auto", "ets,croston"):
        refused = tongpin("forecast", "-", "--horizon", 3, "--models", models, "--intervals", "bootstrap", stdin=text.encode())
        report.equal(refused.returncode, 2, f"bootstrap of {models}: exit code")
        report.expect(b"--models" in refused.stderr and b"seasonal-naive" in refused.stderr, f"bootstrap of {models} says what to name: {refused.stderr[:200]}")
    tested = tongpin("backtest", "-", "--horizon", 6, "--models", "theta", "--intervals", "bootstrap", stdin=text.encode())
    report.equal(tested.returncode, 0, f"backtest of drawn errors: exit code; {tested.stderr.decode()[-300:]}")


def promoted(generator, names=("a", "b", "c")):
    """Months with a season and a price that costs a third of the sales when it is high; prices are known for the year after."""
    sales, drivers = ["unique_id,ds,y"], ["unique_id,ds,price,idle"]
    for name in names:
        for t in range(72):
            price = 12 if generator.random() < 0.25 else 10
            value = 300 * (1 + 0.2 * math.sin(t / 12 * 2 * math.pi)) * (0.65 if price == 12 else 1) * (1 + generator.gauss(0, 0.02))
            drivers.append(f"{name},{month_text(t)},{price},")
            if t < 60:
                sales.append(f"{name},{month_text(t)},{value:.3f}")
    drivers += [f"*,{month_text(t)},,{generator.random():.3f}" for t in range(72)]
    return "\n".join(sales) + "\n", drivers


def driven(report, generator, folder):
    """The table of drivers, what came from each of them, and every way in which the table can be wrong."""
    sales, rows = promoted(generator)
    table_file, why = folder / "drivers.csv", folder / "why.csv"

    def run(lines, *arguments):
        table_file.write_text("\n".join(lines) + "\n")
        return tongpin("forecast", "-", "--horizon", 12, "--drivers", table_file, *arguments, stdin=sales.encode())

    good = run(rows, "--contributions", why)
    report.equal((good.returncode, good.stderr), (0, b""), "drivers: exit code and standard error")
    forecasts = table(good.stdout)
    report.expect(all("+price" in row["model"] for row in forecasts), f"the price is used: {sorted({row['model'] for row in forecasts})}")
    parts = list(csv.DictReader(why.open()))
    report.equal(list(parts[0]), ["unique_id", "ds", "base", "price", "idle", "calendar", "total"], "columns of contributions")
    report.equal(len(parts), 3 * 72, "a row of contributions for each period")
    wrong = [p for p in parts if abs(sum(float(p[k]) for k in ("base", "price", "idle", "calendar")) - float(p["total"])) > 1e-6]
    report.equal(wrong[:1], [], "contributions add up")
    known = {(row["unique_id"], row["ds"]): float(row["y"]) for row in csv.DictReader(io.StringIO(sales))}
    known |= {(row["unique_id"], row["ds"]): float(row["mean"]) for row in forecasts}
    report.expect(all(abs(known[p["unique_id"], p["ds"]] - float(p["total"])) < 1e-6 for p in parts), "totals are the history and the forecast")
    one = run(rows, "--threads", 1)
    report.expect(one.stdout == good.stdout, "drivers: one and two threads give the same bytes")

    holed = run([row for row in rows if row != next(r for r in rows if r.startswith("b,2025-03"))])
    report.equal(holed.returncode, 3, "a price that is not planned: exit code")
    report.expect(b"column price: no value for 2025-03" in holed.stderr, f"and where it is missing: {holed.stderr[:300]}")
    report.equal(sorted({row["unique_id"] for row in table(holed.stdout)}), ["a", "c"], "the other series go on")
    stranger = run(rows + ["stranger,2024-01,5,"])
    report.equal((stranger.returncode, stranger.stdout == good.stdout), (0, True), "an unknown series in the table does no harm")
    report.expect(b'line 290, column unique_id: series "stranger"' in stranger.stderr, f"and is named: {stranger.stderr[:300]}")
    unread = run(rows + ["a,soon,5,"])
    report.equal(unread.returncode, 3, "a period that cannot be read: exit code")
    report.expect(b"line 290, column ds" in unread.stderr, f"and its line: {unread.stderr[:300]}")
    for heading, word in (("unique_id,ds,price,Price", b"there twice"), ("unique_id,ds", b"no column"), ("unique_id,ds,y", b"another meaning"),
                          ("unique_id,ds," + ",".join(f"d{n}" for n in range(41)), b"at most 40")):
        result = run([heading])
        report.equal((result.returncode, word in result.stderr), (1, True), f"heading {heading[:40]}: {result.stderr[:200]}")
    for arguments in (("--lags", "3..1"), ("--models", "global")):
        report.equal(run(rows, *arguments).returncode, 2, f"usage {arguments}: exit code")
    driven_past(report, sales, rows, table_file)


def driven_past(report, sales, rows, table_file):
    """Scores of the past with the drivers of a table and without."""

    def run(*arguments):
        return tongpin("backtest", "-", "--drivers", table_file, *arguments, stdin=sales.encode())

    table_file.write_text("\n".join(rows) + "\n")
    planned = run("--horizon", 6)
    report.equal((planned.returncode, planned.stderr), (0, b""), "backtest with drivers: exit code and standard error")
    lines = table(planned.stdout)
    report.equal([(line["unique_id"], line["drivers"]) for line in lines],
                 [(name, kind) for name in ("a", "b", "c", "TOTAL") for kind in ("with", "without")], "backtest with drivers: lines")
    report.expect(float(lines[-2]["wape"]) < 0.8 * float(lines[-1]["wape"]), f"a planned price helps: {lines[-2]['wape']} {lines[-1]['wape']}")
    plain = table(tongpin("backtest", "-", "--horizon", 6, stdin=sales.encode(), check=True).stdout)
    beside = [{key: value for key, value in line.items() if key != "drivers"} for line in lines if line["drivers"] == "without"]
    report.equal(beside, plain, "the line without drivers is that of a test without")
    hidden = run("--horizon", 3, "--lags", "0..4", "--ahead", "hidden")
    # A price that is not planned is seen at no lag of three months: it works at once.
    report.equal(hidden.returncode, 0, f"backtest, drivers hidden: exit code; {hidden.stderr[:300]}")
    liar = [row if row < f"b,{month_text(57)}" or not row.startswith("b,") else f"{row.split(',')[0]},{row.split(',')[1]},99," for row in rows]
    table_file.write_text("\n".join(liar) + "\n")
    report.expect(run("--horizon", 3, "--lags", "0..4", "--ahead", "hidden").stdout == hidden.stdout, "what comes after the origins is not seen")
    for arguments in (("--ahead", "hidden"), ("--ahead", "sometimes"), ("--lags", "0..4", "--ahead", "hidden", "--horizon", 5)):
        report.equal(run("--horizon", 3, *arguments).returncode, 2, f"usage {arguments}: exit code")
    report.equal(tongpin("backtest", "-", "--horizon", 3, "--ahead", "known", stdin=b"").returncode, 2, "--ahead without --drivers: usage")


def together(report, generator):
    """One model across all series, alone and with the automatic choice."""
    names, text = thousand_series(generator, count=60)
    text += "short,2023-11,5\nshort,2023-12,6\n"
    one = tongpin("forecast", "-", "--horizon", 12, "--models", "global", "--threads", 1, stdin=text.encode())
    two = tongpin("forecast", "-", "--horizon", 12, "--models", "global", stdin=text.encode())
    report.equal((one.returncode, one.stderr), (0, b""), "global: exit code and standard error")
    report.expect(one.stdout == two.stdout, "global: one and two threads, two runs: the same bytes")
    rows = table(one.stdout)
    if report.equal(len(rows), 12 * 61, "global: rows"):
        check_rows(report, rows, names + ["short"], 12, 48)
    short = {row["model"] for row in rows if row["unique_id"] == "short"}
    report.expect(all("too short for Global" in model for model in short), f"what is too short says so: {short}")
    both = table(tongpin("forecast", "-", "--horizon", 12, "--models", "global+auto", stdin=text.encode(), check=True).stdout)
    auto = table(tongpin("forecast", "-", "--horizon", 12, stdin=text.encode(), check=True).stdout)
    wrong = [i for i in range(12 * 60)
             if abs(float(both[i]["mean"]) - (float(rows[i]["mean"]) + float(auto[i]["mean"])) / 2) > 1e-6 * (1 + abs(float(both[i]["mean"])))]
    report.equal(wrong, [], "global+auto is the mean of both")
    few = tongpin("forecast", "-", "--horizon", 3, "--models", "global", stdin=b"unique_id,ds,y\n" + b"".join(b"a,%d,%d\n" % (t, t % 5) for t in range(1, 20)))
    report.equal(few.returncode, 0, "too few series: exit code")
    report.expect(b"windows" in few.stderr and b"auto" in few.stderr, f"too few series are told: {few.stderr[:300]}")
    report.equal(tongpin("backtest", "-", "--horizon", 3, "--models", "global", stdin=b"").returncode, 2, "backtest of global: usage")


def launched(report, generator, folder):
    """New drinks among forty that were launched before."""
    history, traits = ["unique_id,ds,y"], ["unique_id,family,shops"]
    for number in range(40):
        family, shops, first = ("soda", "tea")[number % 2], 20 + number * 13 % 80, number * 5 % 24
        traits.append(f"drink {number},{family},{shops}")
        for age in range(36):
            run = 1 - math.exp(-(age + 1) / 4) if family == "tea" else (age + 1) / 3 * math.exp(1 - (age + 1) / 3) + 0.2
            history.append(f"drink {number},{month_text(first + age)},{10 * shops * run * math.exp(generator.gauss(0, 0.2)):.2f}")
    traits += ["new soda,soda,60", "new tea,tea,60", "young tea,tea,50"]
    history += [f"young tea,{month_text(50 + age)},{400 + 10 * age}" for age in range(3)]
    files = [folder / name for name in ("history.csv", "traits.csv", "launches.csv")]
    for file, lines in zip(files, (history, traits, ["unique_id,ds", "new tea," + month_text(70)])):
        file.write_text("\n".join(lines) + "\n")
    arguments = ("forecast-launch", "--history", files[0], "--traits", files[1], "--launches", files[2], "--size", "shops", "--horizon", 6)
    result = tongpin(*arguments)
    report.equal((result.returncode, result.stderr), (0, b""), "launches: exit code and standard error")
    rows = table(result.stdout)
    report.equal(list(rows[0]), HEADING + ["neighbours"], "launches: heading")
    begins = {name: next(row["ds"] for row in rows if row["unique_id"] == name) for name in ("new soda", "new tea", "young tea")}
    last = max(line.split(",")[1] for line in history[1:])
    expected = next(month_text(t + 1) for t in range(100) if month_text(t) == last)
    report.equal(begins, {"new soda": expected, "new tea": month_text(70), "young tea": month_text(53)}, "launches: first periods")
    for row in rows:
        shares = [float(part.rsplit(":", 1)[1]) for part in row["neighbours"].split(";")]
        report.expect(len(shares) >= 3 and abs(sum(shares) - 1) < 0.06, f"neighbours: {row['neighbours']}")
    report.equal(tongpin(*arguments[:-4], "--size", "family", "--horizon", 6).returncode, 1, "a size that is a label: exit code")


def main():
    report = Report("forecast on the command line")
    generator = random.Random(20261123)
    many(report, generator)
    garbage(report)
    short_and_gaps(report)
    backtests(report, generator)
    intervals(report, generator)
    with tempfile.TemporaryDirectory() as folder:
        driven(report, generator, pathlib.Path(folder))
        launched(report, generator, pathlib.Path(folder))
    together(report, generator)
    report.finish()


if __name__ == "__main__":
    main()
