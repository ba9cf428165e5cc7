// SPDX-License-Identifier: Apache-2.0
import Access
import Calendars
import Commerce
import ForecastMethods
import Forecasting
import Planning
import Testing

@testable import PlanningCycle

/// A maker of fans looks back on a year of forecasts: how far ahead they held, who leant, what each layer added, where to look first.
/// Sees: a lead measured on another month's forecast, errors that cancel where they must not, a lean of the wrong side, a region that is not one's own,
/// series flagged by nothing. Does not see: whether the words read well.
@Suite struct TrackingStories {
  /// The twelve closed months.
  private static let months = (0..<12).map { month("2025-11").adding(months: $0) }
  private static let places = ["FAN-1|EAST", "FAN-1|SOUTH", "FAN-2|EAST", "FAN-2|SOUTH"]

  /// What was ordered of an item in a region in a month, pieces.
  private static func came(_ place: String, _ month: Month) -> Int {
    let parts = place.split(separator: "|").map(String.init)
    let orders = SmallCompanyFacts.orders
    return (0..<orders.rowCount).filter {
      orders["item"].text($0) == parts[0] && orders["territory"].text($0) == parts[1] && orders["ordered_on"].day($0)?.monthOf == month
    }.reduce(0) { $0 + Int((orders["quantity"].integer($1) ?? 0) / 10_000) }
  }

  /// A forecast of every place and month, made `lead` months ahead and off by `error` pieces.
  private static func forecasts(_ source: FactValue, lead: Int, _ error: (String, Int) -> Int) -> [[String: FactValue]] {
    places.flatMap { place -> [[String: FactValue]] in
      let parts = place.split(separator: "|").map(String.init)
      let price = parts[0] == "FAN-1" ? 226 : 339
      return months.enumerated().map { index, month in
        let pieces = came(place, month) + error(place, index)
        return [
          "made_on": .day(month.adding(months: -lead).firstDay.adding(days: 4)), "source": source, "month": .month(month),
          "item": .text(parts[0]),
          "territory": .text(parts[1]), "quantity": SmallCompanyFacts.pieces(pieces),
          "amount_incl_tax": SmallCompanyFacts.yuan(pieces * price),
        ]
      }
    }
  }

  private static func company(_ rows: [[String: FactValue]]) throws -> SmallCompany {
    try SmallCompany(extra: [SmallCompanyFacts.table(.salesForecasts, rows)])
  }

  private static func proof(_ person: Person = SmallCompany.wang) throws -> Authorized<To.ViewPlan> {
    try Access.authorize(person, to: To.ViewPlan.self)
  }

  /// Baselines off by three either way, sales ten too high, and two months ahead twice as much.
  private static func usual() throws -> SmallCompany {
    try company(
      forecasts("基线", lead: 1) { $1 % 2 == 0 ? 3 : -3 } + forecasts("基线", lead: 2) { $1 % 2 == 0 ? 6 : -6 }
        + forecasts("销售", lead: 1) { _, _ in 10 })
  }

  @Test("each lead is measured by the forecast that was made so many months ahead, each source by itself")
  func leads() throws {
    let tracking = try Self.usual().workspace.forecastTracking(try Self.proof(), item: "ALL", region: "ALL")
    #expect(tracking.months == Self.months)
    #expect(tracking.leads.map(\.lead) == [1, 2])
    let (near, far) = (tracking.leads[0].sources, tracking.leads[1].sources)
    #expect(near.map(\.source) == [.salesForecast, .baseline] && far.map(\.source) == [.baseline])
    // Four places, twelve months; two fans at two prices in two regions.
    #expect(near[1].score.error == 12 * 2 * 3 * (226 + 339) * 100)
    #expect(far[0].score.error == 2 * near[1].score.error)
    #expect(near[0].score.difference == 12 * 2 * 10 * (226 + 339) * 100 && near[0].score.error == near[0].score.difference)
    #expect(near[1].score.difference == 0 && near[1].months == 12)
  }

  @Test("the coarser the grain, the more errors cancel; over time each month stands for itself")
  func levels() throws {
    let company = try Self.company(Self.forecasts("基线", lead: 1) { place, _ in place.hasSuffix("EAST") ? 5 : -5 })
    let tracking = try company.workspace.forecastTracking(try Self.proof(), item: "ALL", region: "ALL")
    let errors = Dictionary(uniqueKeysWithValues: tracking.levels.map { ($0.level, $0.sources[0].score.error) })
    #expect(errors[.company] == 0 && errors[.item] == 0 && errors[.family] == 0)
    #expect(errors[.place] == 12 * 2 * 5 * (226 + 339) * 100 && errors[.region] == errors[.place])
    #expect(tracking.trend.map(\.month) == Self.months && tracking.trend.allSatisfy { $0.sources[0].months == 1 })
  }

  @Test("value added goes up the ladder: the baseline against last year's figures, sales against the baseline, on the same cells")
  func ladder() throws {
    let tracking = try Self.usual().workspace.forecastTracking(try Self.proof(), item: "ALL", region: "ALL")
    #expect(tracking.ladder.map(\.layer) == [.naive, .baseline, .sales])
    #expect(tracking.ladder.allSatisfy { $0.cells == 48 && $0.score.actual == tracking.ladder[0].score.actual })
    let lastYear = Self.months.reduce(0) { sum, month in
      Self.places.reduce(sum) {
        $0 + abs(Self.came($1, month.adding(months: -12)) - Self.came($1, month)) * ($1.hasPrefix("FAN-1") ? 226 : 339) * 100
      }
    }
    #expect(tracking.ladder[0].score.error == Int64(lastYear))
    let sales = try #require(tracking.ladder[2].gain)
    #expect(
      abs(sales - Double(3 - 10) * 24 * 565 * 100 / Double(tracking.ladder[0].score.actual)) < 1e-9, "seven pieces worse in every cell")
  }

  @Test(
    "a baseline that is too low month after month leans; one that became too low in July drifts since July; one that errs either way does neither"
  )
  func leaning() throws {
    let low = try Self.company(Self.forecasts("基线", lead: 1) { _, _ in -8 })
    let leaning = try low.workspace.forecastTracking(try Self.proof(), item: "ALL", region: "ALL")
    #expect(leaning.watched == .baseline && leaning.signal.lean == .low && leaning.signal.value == 12)
    let july = try Self.company(Self.forecasts("基线", lead: 1) { _, index in index < 8 ? [2, -3, 3, -2][index % 4] : -30 })
    let drifting = try july.workspace.forecastTracking(try Self.proof(), item: "ALL", region: "ALL")
    let drift = try #require(drifting.drift)
    #expect(drift.since == month("2026-07") && drift.share > 0)
    #expect(TrackingWords.drift(drift).chinese.hasPrefix("2026 年 7 月起漂移：实际比预测多"))
    let usual = try Self.usual().workspace.forecastTracking(try Self.proof(), item: "ALL", region: "ALL")
    #expect(usual.drift == nil && usual.signal.lean == .even)
  }

  @Test("somebody who is narrowed to a region is measured by it, and another's is refused")
  func narrowed() throws {
    let company = try Self.company(Self.forecasts("基线", lead: 1) { place, _ in place.hasSuffix("EAST") ? 5 : 50 })
    let own = try company.workspace.forecastTracking(try Self.proof(SmallCompany.li), item: "ALL", region: "ALL")
    #expect(own.leads[0].sources[0].score.error == 12 * 5 * (226 + 339) * 100)
    #expect(throws: (any Error).self) {
      try company.workspace.forecastTracking(try Self.proof(SmallCompany.li), item: "ALL", region: "SOUTH")
    }
    let rows = try company.workspace.forecastExceptions(try Self.proof(SmallCompany.li), count: 50)
    #expect(rows.seriesCount == 2 && rows.rows.allSatisfy { $0.region == "EAST" })
  }

  @Test(
    "of four series the one that came far off is the first to look at, with what it cost and why; one that is forecast well is not listed")
  func exceptions() throws {
    let company = try Self.company(
      Self.forecasts("基线", lead: 1) { place, index in place == "FAN-2|SOUTH" && index == 11 ? -60 : [2, -2, 1, -1][index % 4] })
    let found = try company.workspace.forecastExceptions(try Self.proof())
    #expect(found.seriesCount == 4)
    let first = try #require(found.rows.first)
    #expect(first.item == "FAN-2" && first.region == "SOUTH" && first.reasons.first?.kind == .outside)
    #expect(first.money == Int64((60 + 1 + 2) * 339 * 100))
    #expect(first.history.count == 13 && first.expected.last == first.history.last.map { $0 - 60 })
    #expect(!found.rows.contains { $0.item == "FAN-1" && $0.reasons.contains { $0.kind == .outside || $0.kind == .signal } })
    #expect(found.contest.reduce(0) { $0 + $1.chosen } == 4 && found.contest.count(where: \.isChampion) == 1)
  }

  @Test("a number far from the baseline is an exception, and the report names who typed it and why")
  func typed() throws {
    let company = try Self.usual()
    let before = try company.workspace.forecastView(try Self.proof(), item: "FAN-1", region: "EAST").steps[0].baseline
    try company.edit("override|Item=FAN-1;Region=EAST@2026-11", "\(Int(before) + 300)", as: SmallCompany.chen)
    let found = try company.workspace.forecastExceptions(try Self.proof())
    let row = try #require(found.rows.first { $0.item == "FAN-1" && $0.region == "EAST" })
    #expect(row.reasons.contains { $0.kind == .override && $0.label.chinese.contains("高") })
    let report = try company.workspace.forecastReport(try Self.proof(), span: .week)
    #expect(report.period.from == day("2026-11-17") && report.period.to == day("2026-11-23"))
    let changes = try #require(report.sections.first { $0.key == "changes" }?.sentences)
    #expect(changes[0].chinese.hasPrefix("人工改了 1 个数，合计调高 300 件") && changes[1].chinese.contains("依据客户通知"))
    let month = try company.workspace.forecastReport(try Self.proof(), span: .month)
    #expect(month.period.from == day("2026-10-01") && month.sections.first { $0.key == "changes" }?.sentences[0].chinese == "没有人改过预测")
    let accuracy = try #require(month.sections.first { $0.key == "accuracy" }?.sentences)
    #expect(accuracy.contains { $0.chinese.hasPrefix("10 月基线预测准确率") })
  }

  @Test("a history is its level, its season and what is left; the parts of the forecast add up to the whole")
  func components() throws {
    let company = try Self.usual()
    let whole = try company.workspace.forecastComponents(try Self.proof(), item: "ALL", region: "ALL")
    #expect(whole.division == .item && whole.children.map(\.code).sorted() == ["FAN-1", "FAN-2"])
    #expect(abs(whole.children.reduce(0) { $0 + $1.part } - 1) < 1e-9)
    let year = Self.months.reduce(0) { sum, month in Self.places.reduce(sum) { $0 + Self.came($1, month) } }
    #expect(whole.children.reduce(0) { $0 + $1.lastYear } == Double(year))
    // Twenty-four months: one too few to tell a season from a trend, and it says so.
    #expect(whole.trend.isEmpty && whole.words[0].chinese.contains("满 25 个月"))
    let one = try company.workspace.forecastComponents(try Self.proof(), item: "FAN-1", region: "ALL")
    #expect(one.division == .region && one.children.map(\.code).sorted() == ["EAST", "SOUTH"])
    #expect(try company.workspace.forecastComponents(try Self.proof(), item: "FAN-1", region: "EAST").division == .none)
  }

  @Test("thirty-six months give a level, a season with its highest month in summer, and parts that add up to what was observed")
  func season() throws {
    let points = (0..<36).map { index -> ForecastView.Point in
      let month = month("2023-11").adding(months: index)
      return ForecastView.Point(month: month, value: 100 + Double(index) + ((5...8).contains(month.month) ? 60 : 0) + Double(index * 7 % 5))
    }
    let read = ReadComponents(points, horizon: 12) { _, _ in nil }
    let parts = try #require(read.decomposition)
    for index in points.indices {
      #expect(abs(parts.trend[index] + parts.seasonal[index] + parts.remainder[index] - points[index].value) < 1e-9)
    }
    let high = try #require(read.seasonProfile.max { $0.share < $1.share })
    #expect((5...8).contains(high.month) && high.share > 0.2)
    #expect(try #require(read.trendChange) > 0.05)
    #expect(ComponentWords(read: read, calendar: nil, drivers: []).sentences.contains { $0.chinese.contains("季节明显") })
  }

  @Test("a company that has forecast nothing yet sees no scores, and the report says so")
  func empty() throws {
    let company = try SmallCompany()
    let tracking = try company.workspace.forecastTracking(try Self.proof(), item: "ALL", region: "ALL")
    #expect(tracking.leads.isEmpty && tracking.ladder.isEmpty && tracking.signal.lean == .unknown && tracking.drift == nil)
    let report = try company.workspace.forecastReport(try Self.proof(), span: .month)
    #expect(report.sections.first { $0.key == "accuracy" }?.sentences.map(\.chinese) == ["还没有可以对照的旧预测"])
  }
}
