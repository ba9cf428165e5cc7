// SPDX-License-Identifier: Apache-2.0
import Access
import Calendars
import Commerce
import Journal
import NumericalMethods
import Quantities
import Testing

@testable import PlanningCycle

/// Six lamps in two regions that follow an index of their market two months later. Sees a market driver that does not reach the baseline, in the wrong size or
/// month, one of noise that does, figures that move where nobody knows a driver, a value that came after the run and has a say in it, and a run read back
/// otherwise than it was recorded. Does not see which drivers real markets have (`DriverStories` has the kernel's rules).
@Suite("Market drivers of the baseline")
struct MarketDriverStories {
  let view: Authorized<To.ViewPlan>

  init() throws { view = try Access.authorize(SmallCompany.wang, to: To.ViewPlan.self) }

  private static let months = 72
  private static let elasticity = 0.8
  private static let first = month("2026-11").adding(months: -months)

  /// An index that wanders, from the first month of the history on: a year more than there are sales.
  private static let index: [Double] = {
    var random = RandomStream(seed: 5)
    var (level, speed) = (0.0, 0.0)
    return (0..<(months + 12)).map { _ in
      speed = 0.5 * speed + 0.05 * random.normal()
      level = 0.9 * level + speed
      return 100 * exponential(level)
    }
  }()

  private static let noise: [Double] = {
    var random = RandomStream(seed: 77)
    return (0..<(months + 12)).map { _ in 50 + 8 * random.normal() }
  }()

  /// Lamps by month, up to October 2026.
  private static let sales: [FactTable] = {
    var random = RandomStream(seed: 21)
    let codes = (1...6).map { "LAMP-\($0)" }
    let items = codes.map { code -> [String: FactValue] in
      [
        "code": .text(code), "name": .text(code), "family": "灯具", "unit": "件", "is_made": .boolean(false),
        "standard_cost": SmallCompanyFacts.price(40), "tax_rate": SmallCompanyFacts.thousandths(130), "lead_time_days": .number(3),
      ]
    }
    var orders: [[String: FactValue]] = []
    for step in 0..<months {
      let at = first.adding(months: step)
      let winter = 1 + 0.3 * cosine(2 * Double.pi * Double(at.month - 1) / 12)
      let market = exponential(elasticity * logarithm(index[max(0, step - 2)] / 100))
      for (position, code) in codes.enumerated() {
        for region in ["EAST", "SOUTH"] {
          let count = Int((200 * winter * market * exponential(0.12 * random.normal())).rounded())
          orders.append([
            "channel": "经销", "order_number": .text("LO-\(at)-\(region)"), "line_number": .number(Int64(position + 1)),
            "ordered_on": .day(at.firstDay.adding(days: 9)), "item": .text(code), "customer": .text(region == "EAST" ? "C1" : "C2"),
            "territory": .text(region), "quantity": SmallCompanyFacts.pieces(count), "price_incl_tax": SmallCompanyFacts.price(60),
            "tax_rate": SmallCompanyFacts.thousandths(130), "amount_incl_tax": SmallCompanyFacts.yuan(count * 60),
          ])
        }
      }
    }
    return [SmallCompanyFacts.table(.items, items), SmallCompanyFacts.table(.salesOrderLines, orders)]
  }()

  /// - Parameter scope: further columns of every row.
  private static func driver(_ name: String, _ values: [Double], _ months: Range<Int>, _ scope: [String: FactValue] = [:]) -> FactTable {
    SmallCompanyFacts.table(
      .drivers,
      months.map { step in
        let row: [String: FactValue] = [
          "name": .text(name), "month": .month(first.adding(months: step)), "value": .number(Int64((values[step] * 1_000_000).rounded())),
        ]
        return row.merging(scope) { $1 }
      })
  }

  private func company(_ drivers: [FactTable]) throws -> SmallCompany { try SmallCompany(extra: Self.sales + drivers) }

  private func lamps(_ workspace: Workspace) throws -> [SalesHistory.Place: BaselineForecast.SeriesForecast] {
    let baseline = try #require(workspace.plan.baseline)
    return baseline.series.filter { workspace.plan.catalogue.items[$0.key.item].family == "灯具" }
  }

  @Test("an index that leads sales by two months is found, and does to the coming months what the market does; noise beside it is left out")
  func leadingIndex() throws {
    let past = 0..<Self.months
    let company = try company([Self.driver("market:市场指数", Self.index, past), Self.driver("市场：天气", Self.noise, past)])
    let lamps = try lamps(company.workspace)
    #expect(lamps.count == 12)
    for series in lamps.values {
      #expect(series.drivers.map(\.name) == ["天气", "市场指数"])
      #expect(series.drivers[0].verdict != .used && series.drivers[0].terms.isEmpty)
      let index = series.drivers[1]
      #expect(index.isUsed && index.terms.map(\.lag) == [2] && index.knownThrough == month("2026-10"))
      let term = try #require(index.terms.first)
      #expect(term.isElasticity && abs(term.coefficient - Self.elasticity) < 0.15, "\(term.coefficient)")
      let usual = try #require(index.usual)
      // November follows September, December follows October: both are known.
      for step in 0..<2 {
        let planted = 1 - exponential(-Self.elasticity * logarithm(Self.index[Self.months - 2 + step] / usual))
        #expect(abs(index.share(step) - planted) < 0.03, "\(step): \(index.share(step)) for \(planted)")
      }
    }
  }

  @Test("the screen says how strongly, when, by how much each month, and up to when it is known; why noise is left out is said as well")
  func explained() throws {
    let past = 0..<Self.months
    let company = try company([Self.driver("market:市场指数", Self.index, past), Self.driver("市场：天气", Self.noise, past)])
    let parts = try company.workspace.forecastComponents(view, item: "F:灯具", region: "ALL")
    #expect(parts.drivers.map(\.name) == ["市场指数", "天气"])
    let (index, noise) = (parts.drivers[0], parts.drivers[1])
    #expect(index.words.chinese.contains("每高 1%，2 个月后销量多 0.") && index.words.english.contains("2 months later"))
    #expect(index.reach == 1 && index.months.count == 14)
    let forecast = try company.workspace.forecastView(view, item: "F:灯具", region: "ALL")
    for (line, step) in zip(index.months, forecast.steps) {
      #expect(line.month == step.month && abs(line.pieces - line.share * step.baseline) < 0.01)
    }
    #expect(noise.months.isEmpty && noise.reach == 0 && !noise.words.chinese.isEmpty)
    #expect(parts.words.contains { $0.chinese.hasPrefix("动因“市场指数”") })
    let words = try company.workspace.forecastView(view, item: "LAMP-1", region: "EAST").words
    #expect(words.chinese.contains("依据动因“市场指数”") && words.english.contains("leaning on the market driver \"市场指数\""))
    // Fans have a family of their own with two years behind it.
    let fans = try company.workspace.forecastComponents(view, item: "F:风扇", region: "ALL")
    #expect(fans.drivers.allSatisfy { $0.verdict == .tooFewMonths && $0.words.english.contains("36 months") })
  }

  @Test("what is left out moves no figure: with noise alone the baseline is the one without drivers, and so are its inputs without any")
  func sameBits() throws {
    let (without, with) = (try company([]), try company([Self.driver("市场：天气", Self.noise, 0..<Self.months)]))
    let (plain, noisy) = (try #require(without.workspace.plan.baseline), try #require(with.workspace.plan.baseline))
    #expect(plain.series.mapValues(\.steps) == noisy.series.mapValues(\.steps))
    #expect(plain.series.values.allSatisfy { $0.drivers.isEmpty })
    let run = try #require(try without.store.newestRun()).run
    #expect(run.record(of: "LAMP-1|EAST")?["drivers"] == nil)
    // A driver of the plan is none of the market, whatever its course.
    let budget = try company([Self.driver("expected_growth", Self.index, 0..<Self.months)])
    #expect(try #require(try budget.store.newestRun()).run == run)
  }

  @Test("what was imported after the run has no say in it; the next run knows it, and a restart reads every run as it was recorded")
  func known() throws {
    let company = try company([Self.driver("market:市场指数", Self.index, 0..<Self.months)])
    let before = try lamps(company.workspace)
    let later = Self.driver("market:市场指数", Self.index.map { 3 * $0 }, Self.months..<(Self.months + 12))
    let draft = EventDraft(kind: "facts.recorded", actor: .system, idempotencyKey: "later")
    _ = try company.store.record(
      FactBatch(table: later, recordedOn: SmallCompany.today), for: draft, at: company.workspace.environment.now())
    try company.reopen()
    let after = try lamps(company.workspace)
    #expect(after.mapValues(\.steps) == before.mapValues(\.steps) && after.mapValues(\.drivers) == before.mapValues(\.drivers))
    try company.workspace.refreshForecasts(as: .system, key: "again", reason: "")
    let again = try lamps(company.workspace)
    #expect(again.values.allSatisfy { $0.drivers.first?.knownThrough == month("2027-10") })
    let key = try #require(again.keys.min())
    func mean(_ series: [SalesHistory.Place: BaselineForecast.SeriesForecast], _ text: String) throws -> Double {
      try #require(series[key]?.steps.first { $0.month == month(text) }).mean
    }
    // The market is told to treble: by its elasticity sales grow to twice and a half, two months later.
    #expect(try (1.8...3.3).contains(mean(again, "2027-03") / mean(before, "2027-03")))
    #expect(try abs(mean(again, "2026-12") / mean(before, "2026-12") - 1) < 0.05)
    let restarted = try lamps(try company.restarted())
    #expect(restarted.mapValues(\.steps) == again.mapValues(\.steps) && restarted.mapValues(\.drivers) == again.mapValues(\.drivers))
  }

  @Test("what one region says goes before what the company says: only its lamps move, each family still learns one strength")
  func regions() throws {
    let past = 0..<(Self.months + 12)
    let lower = Self.index.enumerated().map { $0 < Self.months ? $1 : 0.5 * $1 }
    let company = try company([
      Self.driver("market:指数", Self.index, past), Self.driver("market:指数", lower, past, ["territory": "SOUTH"]),
    ])
    let plan = company.workspace.plan
    for (place, series) in try lamps(company.workspace) {
      let isSouth = plan.catalogue.regions[place.region].code == "SOUTH"
      let term = try #require(series.drivers.first?.terms.first)
      #expect(term.lag == 2 && abs(term.coefficient - Self.elasticity) < 0.15)
      let (near, far) = (series.drivers[0].share(1), series.drivers[0].share(4))
      #expect(isSouth ? far < near - 0.2 : abs(far) < 0.4)
    }
  }

  @Test("a driver with a month missing between is not guessed at: it is left out and the reason is said")
  func gap() throws {
    let rows = [Self.driver("market:指数", Self.index, 0..<40), Self.driver("market:指数", Self.index, 41..<Self.months)]
    let lamps = try lamps(try company(rows).workspace)
    #expect(lamps.values.allSatisfy { $0.drivers.map(\.verdict) == [.gap] })
  }
}
