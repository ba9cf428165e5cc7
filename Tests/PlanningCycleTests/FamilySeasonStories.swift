// SPDX-License-Identifier: Apache-2.0
import Access
import Calendars
import Commerce
import NumericalMethods
import Quantities
import Testing

@testable import PlanningCycle

/// Lamps that sell a few here and a few there, all of them in winter. Sees a season that no single lamp shows left out of the baseline, a reason not said, and
/// a run read back otherwise than it was recorded. Does not see the kernel's own rules (ForecastMethodsTests do).
@Suite("Season of a product family")
struct FamilySeasonStories {
  let view: Authorized<To.ViewPlan>

  init() throws { view = try Access.authorize(SmallCompany.wang, to: To.ViewPlan.self) }

  /// Eight lamps in two regions by month, up to October 2026; where the shops close, nothing sells from three days before Spring Festival to nine days after its eve.
  private func lamps(months: Int = 36, closing: Bool = false) throws -> SmallCompany {
    var random = RandomStream(seed: 9)
    let codes = (1...8).map { "LAMP-\($0)" }
    let items = codes.map { code -> [String: FactValue] in
      [
        "code": .text(code), "name": .text(code), "family": "灯具", "unit": "件", "is_made": .boolean(false),
        "standard_cost": SmallCompanyFacts.price(40),
        "tax_rate": SmallCompanyFacts.thousandths(130), "lead_time_days": .number(3),
      ]
    }
    var orders: [[String: FactValue]] = []
    for index in 0..<months {
      let month = SmallCompanyMonth.next.adding(months: index - months)
      let open = closing ? 1 - Double(Self.closedDays(month)) / Double(month.dayCount) : 1
      let winter = 1 + 0.5 * cosine(2 * Double.pi * Double(month.month - 1) / 12)
      for (position, code) in codes.enumerated() {
        for region in ["EAST", "SOUTH"] {
          let count = Int((120 * open * winter * exponential(0.35 * random.normal())).rounded())
          orders.append([
            "channel": "经销", "order_number": .text("LO-\(month)-\(region)"), "line_number": .number(Int64(position + 1)),
            "ordered_on": .day(month.firstDay.adding(days: 9)), "item": .text(code), "customer": .text(region == "EAST" ? "C1" : "C2"),
            "territory": .text(region), "quantity": SmallCompanyFacts.pieces(count), "price_incl_tax": SmallCompanyFacts.price(60),
            "tax_rate": SmallCompanyFacts.thousandths(130), "amount_incl_tax": SmallCompanyFacts.yuan(count * 60),
          ])
        }
      }
    }
    return try SmallCompany(extra: [SmallCompanyFacts.table(.items, items), SmallCompanyFacts.table(.salesOrderLines, orders)])
  }

  private enum SmallCompanyMonth { static let next = month("2026-11") }

  private static func closedDays(_ month: Month) -> Int {
    guard let festival = Festival.springFestival.day(in: month.year) else { return 0 }
    return (-3...9).count { festival.adding(days: $0).monthOf == month }
  }

  @Test("each lamp is forecast with the winter of them all, says so, and a restart reads the same")
  func winter() throws {
    let company = try lamps()
    let plan = company.workspace.plan
    let baseline = try #require(plan.baseline)
    let lamps = baseline.series.filter { plan.catalogue.items[$0.key.item].family == "灯具" }
    #expect(lamps.count == 16 && lamps.values.allSatisfy(\.sharesSeason))
    for series in lamps.values {
      func mean(_ text: String) throws -> Double { try #require(series.steps.first { $0.month == month(text) }).mean }
      // By the rule that made them January sells three times as much as July.
      #expect(try (2...4.5).contains(mean("2027-01") / mean("2027-07")))
    }
    let words = try company.workspace.forecastView(view, item: "LAMP-1", region: "EAST").words
    #expect(words.chinese.contains("产品族") && words.english.contains("product family"))
    let again = try #require(try company.restarted().plan.baseline)
    #expect(again.series.mapValues(\.sharesSeason) == baseline.series.mapValues(\.sharesSeason))
  }

  @Test(
    "shops that close over Spring Festival: every lamp is forecast with what it did to them all, the screen says so and in which months")
  func festival() throws {
    let company = try lamps(months: 96, closing: true)
    let plan = company.workspace.plan
    let baseline = try #require(plan.baseline)
    let lamps = baseline.series.filter { plan.catalogue.items[$0.key.item].family == "灯具" }
    #expect(lamps.count == 16 && lamps.values.allSatisfy { $0.calendar.hasPrefix("SpringFestival") })
    #expect(try company.workspace.forecastView(view, item: "LAMP-1", region: "EAST").words.chinese.contains("春节"))
    let parts = try company.workspace.forecastComponents(view, item: "LAMP-1", region: "EAST")
    let calendar = try #require(parts.calendar)
    #expect(calendar.effects.contains { $0.key.hasPrefix("spring-festival") && $0.share < 0 && $0.label.chinese.contains("春节") })
    // Spring Festival 2027 is on 6 February: closed in February alone, in a usual year half of it falls into January.
    let (january, february) = (try #require(share(calendar, "2027-01")), try #require(share(calendar, "2027-02")))
    #expect(january > 0.03 && february < -0.03, "\(january) \(february)")
    #expect(calendar.words.chinese.contains("2027 年 2 月少"))
    let again = try #require(try company.restarted().plan.baseline)
    #expect(again.series.mapValues(\.calendar) == baseline.series.mapValues(\.calendar))
  }

  private func share(_ part: ForecastComponents.CalendarPart, _ text: String) -> Double? {
    part.months.first { $0.month == month(text) }?.share
  }
}
