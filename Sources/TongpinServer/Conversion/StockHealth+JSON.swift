// SPDX-License-Identifier: Apache-2.0
import Calendars
import PlanningCycle
import Wire

extension StockHealthView {
  var json: JSON {
    .object([
      .init("revision", .integer(revision)), .init("grain", .string(grain.rawValue)), .init("asOf", .day(asOf)),
      .init("bands", JSON(StockHealthView.bands) { JSON($0) }),
      .init("months", JSON(months) { .month($0) }), .init("total", .object(total.members)),
      .init("families", JSON(families) { $0.json }), .init("items", JSON(rows) { $0.json }),
    ])
  }
}

extension StockHealthView.Figures {
  fileprivate var members: [JSON.Member] {
    [
      .init("stockMoney", .money(stockMoney)), .init("ageMoney", ageMoney.map { JSON($0) { .money($0) } } ?? .null),
      .init("slowMoney", .money(slowMoney)), .init("excessMoney", .money(excessMoney)), .init("days", .figure(days, decimals: 1)),
      .init("turnover", .figure(turnover, decimals: 2)), .init("trendMoney", trendMoney.map { JSON($0) { .money($0) } } ?? .null),
    ]
  }
}

extension StockHealthView.Family {
  fileprivate var json: JSON {
    .object(
      [
        .init("code", .string(code)), .init("name", .text(name)), .init("itemCount", JSON(itemCount)),
        .init("shortCount", JSON(shortCount)),
      ] + figures.members)
  }
}

extension StockHealthView.Row {
  fileprivate var json: JSON {
    .object(
      [
        .init("code", .string(item.code)), .init("name", .text(item.name)), .init("family", .string(item.familyCode)),
        .init("unit", .string(item.unit)), .init("isMade", JSON(item.isMade)), .init("stock", .figure(stock)),
        .init("ages", ages.map { JSON($0) { .figure($0) } } ?? .null), .init("ageRule", JSON(ageRule?.rawValue)),
        .init("slow", .figure(slow)), .init("excess", .figure(excess)), .init("trend", JSON(trend) { .figure($0) }),
        .init("shortOn", .day(shortOn)), .init("short", .figure(short)),
      ] + figures.members)
  }
}
