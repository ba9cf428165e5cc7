// SPDX-License-Identifier: Apache-2.0
import Calendars
import PlanningCycle
import Wire

extension MonthlyReport {
  func json(revision: Int64) -> JSON {
    .object([
      .init("revision", .integer(revision)), .init("company", .text(company)), .init("month", .month(month)),
      .init("isActual", JSON(isActual)),
      .init("today", .day(today)), .init("headlines", JSON(headlines) { $0.json }), .init("forecastMadeOn", .day(forecastMadeOn)),
      .init(
        "trend",
        JSON(trend) { .object([.init("month", .month($0.month)), .init("value", .money($0.value)), .init("budget", .money($0.budget))]) }),
      .init("statements", JSON(statements) { $0.json(revision: revision) }), .init("differences", JSON(differences) { $0.json }),
      .init("cash", cash?.outlook ?? .null), .init("stock", stock.map { StockHealthView($0).summary } ?? .null),
      .init("alerts", JSON(Array(alerts.prefix(Overview.alertLimit))) { $0.json }), .init("alertsTotal", JSON(alerts.count)),
      .init("outlook", outlook?.json ?? .null),
    ])
  }
}

extension MonthlyReport.Headline {
  fileprivate var json: JSON {
    .object([
      .init("key", .string(key)), .init("label", .text(label)), .init("cell", JSON(cell)), .init("good", JSON(good)),
      .init("link", .string(link)),
      .init("actual", .money(actual)), .init("budget", .money(budget)), .init("forecast", .money(forecast)),
      .init("lastYear", .money(lastYear)),
    ])
  }
}

extension MonthlyReport.Difference {
  fileprivate var json: JSON {
    .object([
      .init("key", .string(key)), .init("label", .text(label)), .init("against", .string(against.rawValue)), .init("cell", JSON(cell)),
      .init("link", .string(link)), .init("good", .string(good)), .init("actual", .money(actual)), .init("base", .money(base)),
      .init("change", .money(change)),
      .init("reasons", JSON(reasons) { .object([.init("label", .text($0.label)), .init("value", .money($0.value))]) }),
    ])
  }
}

extension MonthlyReport.Outlook {
  fileprivate var json: JSON {
    .object([
      .init("month", .month(month)),
      .init(
        "figures",
        JSON(figures) {
          .object([
            .init("key", .string($0.key)), .init("label", .text($0.label)), .init("cell", .string($0.cell)),
            .init("value", .money($0.value)),
            .init("before", .money($0.before)),
          ])
        }),
      .init("baselineAccuracy", .share(baselineAccuracy)), .init("baselineBias", .share(baselineBias)),
      .init("overrideCount", JSON(overrideCount)),
      .init(
        "overrides",
        JSON(overrides) {
          .object([
            .init("label", .text($0.label)), .init("unit", .string($0.unit)), .init("value", .figure($0.value)),
            .init("instead", .figure($0.instead)), .init("by", .text($0.by)), .init("reason", .string($0.reason)),
            .init("cell", .string($0.cell)),
          ])
        }),
      .init(
        "deals",
        JSON(deals) {
          .object([
            .init("code", .string($0.code)), .init("name", .text($0.name)), .init("amountInclTax", .money($0.amountInclTax)),
            .init("closesOn", .day($0.closesOn)),
          ])
        }),
    ])
  }
}

extension CashView {
  /// The balance at the end of every week, without lines and accounts.
  fileprivate var outlook: JSON {
    .object([
      .init("opening", .money(opening)), .init("minimum", .money(minimum)), .init("firstShortfall", firstShortfall?.json ?? .null),
      .init(
        "weeks",
        JSON(periods) {
          .object([.init("from", .day($0.from)), .init("closing", .money($0.closing)), .init("isBelowMinimum", JSON($0.isBelowMinimum))])
        }),
    ])
  }
}

extension StockHealthView {
  /// Families and the items that run short first.
  fileprivate var summary: JSON {
    let short = rows.filter { $0.shortOn != nil }.sorted { ($0.shortOn ?? asOf, $0.item.code) < ($1.shortOn ?? asOf, $1.item.code) }
    return .object([
      .init("asOf", .day(asOf)), .init("total", figures(total)),
      .init(
        "families",
        JSON(families) {
          .object([
            .init("name", .text($0.name)), .init("figures", figures($0.figures)), .init("itemCount", JSON($0.itemCount)),
            .init("shortCount", JSON($0.shortCount)),
          ])
        }),
      .init(
        "short",
        JSON(Array(short.prefix(5))) {
          .object([
            .init("code", .string($0.item.code)), .init("name", .text($0.item.name)), .init("on", .day($0.shortOn)),
            .init("quantity", .figure($0.short)), .init("unit", .string($0.item.unit)),
          ])
        }),
    ])
  }

  private func figures(_ figures: Figures) -> JSON {
    .object([
      .init("stockMoney", .money(figures.stockMoney)), .init("days", .figure(figures.days, decimals: 1)),
      .init("turnover", .figure(figures.turnover)), .init("slowMoney", .money(figures.slowMoney)),
      .init("excessMoney", .money(figures.excessMoney)),
    ])
  }
}
