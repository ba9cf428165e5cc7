// SPDX-License-Identifier: Apache-2.0
import Access
import Calendars
import Commerce
import Planning
import Quantities
import Testing

@testable import PlanningCycle

/// One product takes over from another. Sees demand that is lost, counted twice or left with the old item, and a link that cannot be followed passed over
/// in silence. Does not see screens.
@Suite("Successors of products")
struct SuccessionStories {
  let view: Authorized<To.ViewPlan>

  init() throws { view = try Access.authorize(SmallCompany.wang, to: To.ViewPlan.self) }

  static func item(_ code: String, successor: String? = nil, on: String? = nil, ratio: String? = nil) -> [String: FactValue] {
    var row: [String: FactValue] = [
      "code": .text(code), "name": .text(code), "family": "风扇", "unit": "件", "is_made": .boolean(true),
      "standard_cost": SmallCompanyFacts.price(120), "tax_rate": SmallCompanyFacts.thousandths(130), "lead_time_days": .number(3),
    ]
    row["successor"] = successor.map { .text($0) }
    row["succession_on"] = on.map { .day(day($0)) }
    row["succession_ratio"] = ratio.map { .number(FixedPoint($0)!.rescaled(to: 4)!.mantissa) }
    return row
  }

  func company(_ rows: [[String: FactValue]]) throws -> SmallCompany {
    try SmallCompany(extra: [SmallCompanyFacts.table(.items, rows)])
  }

  func baseline(_ item: String, _ workspace: Workspace) throws -> [Month: Double] {
    let plan = workspace.plan
    let at: Coordinate = ["Item": plan.members.items[try #require(plan.catalogue.itemIndex(item))]]
    var result: [Month: Double] = [:]
    for offset in 1...12 {
      let month = plan.cutoff.adding(months: offset)
      result[month] = try plan.engine.value("baseline", at: at, period: .month(month)) ?? 0
    }
    return result
  }

  @Test(
    "from its day on a new fan inherits the forecast of the old one at its ratio, by days in the month of change, and the old one's ends")
  func takesOver() throws {
    let before = try baseline("FAN-1", try SmallCompany().workspace)
    let company = try company([Self.item("FAN-1", successor: "FAN-3", on: "2027-01-11", ratio: "1.5"), Self.item("FAN-3")])
    let (old, new) = (try baseline("FAN-1", company.workspace), try baseline("FAN-3", company.workspace))
    #expect(try #require(before[month("2027-01")]) > 0)
    for (month, units) in before {
      let share = month < Month(year: 2027, month: 1) ? 0 : month > Month(year: 2027, month: 1) ? 1 : 21.0 / 31
      #expect(abs(old[month]! - units * (1 - share)) < 1e-6, "\(month)")
      #expect(abs(new[month]! - units * share * 1.5) < 1e-6, "\(month)")
    }
    let words = try company.workspace.forecastView(view, item: "FAN-3", region: "EAST").words
    #expect(words.chinese.contains("FAN-1") && words.english.contains("2027-01-11") && words.english.contains("1.5"))
    #expect(try company.workspace.forecastView(view, item: "FAN-1", region: "EAST").words.english.contains("FAN-3"))
    let row = try #require(
      try company.workspace.supplyDraft(try Access.authorize(SmallCompany.wang, to: To.ViewSupply.self), showsCost: true).parts.first {
        $0.item.code == "FAN-1"
      })
    #expect(row.item.successor?.code == "FAN-3" && row.item.successor?.on == day("2027-01-11"))
    #expect(company.workspace.plan.engine.checks().allSatisfy { $0.passes })
    #expect(digest(try company.restarted()) == digest(company.workspace))
  }

  @Test("a chain hands on what it took over; the demand of parts follows the new fan's bill")
  func chain() throws {
    let before = try baseline("FAN-1", try SmallCompany().workspace)
    let workspace = try company([
      Self.item("FAN-1", successor: "FAN-3", on: "2027-01-01"), Self.item("FAN-3", successor: "FAN-4", on: "2027-03-01", ratio: "0.5"),
      Self.item("FAN-4"),
    ]).workspace
    let last = try baseline("FAN-4", workspace)
    let sold = workspace.plan.catalogue.items.filter(\.isSold).map(\.code)
    #expect(sold.contains("FAN-4"), "what takes over from a sold item is sold")
    for text in ["2027-03", "2027-06"] {
      #expect(abs(try #require(last[month(text)]) - 0.5 * (try #require(before[month(text)]))) < 1e-6)
      #expect(try baseline("FAN-3", workspace)[month(text)] == 0)
    }
    #expect(last[month("2027-02")] == 0)
  }

  @Test("a circle, an unknown successor, no day, no ratio and reversed days are told; the others are followed")
  func faults() throws {
    let company = try company([
      Self.item("FAN-1", successor: "FAN-2", on: "2027-01-01"), Self.item("FAN-2", successor: "FAN-1", on: "2027-02-01"),
      Self.item("X1", successor: "GHOST", on: "2027-01-01"), Self.item("X2", successor: "X1"),
      Self.item("X3", successor: "X1", on: "2027-01-01", ratio: "0"), Self.item("X4", successor: "X5", on: "2027-05-01"),
      Self.item("X5", successor: "X6", on: "2027-04-01"), Self.item("X6"),
    ])
    let plan = company.workspace.plan
    let faults = Successions(plan.catalogue).faults.map { (plan.catalogue.items[$0.item].code, $0.fault) }
    #expect(faults.filter { $0.1 == .circle }.map(\.0).sorted() == ["FAN-1", "FAN-2"])
    #expect(faults.contains { $0.0 == "X1" && $0.1 == .notKnown(successor: "GHOST") })
    #expect(faults.contains { $0.0 == "X2" && $0.1 == .noDay } && faults.contains { $0.0 == "X3" && $0.1 == .ratioNotPositive })
    #expect(faults.contains { $0.0 == "X4" && $0.1 == .reversed })
    #expect(try baseline("FAN-1", company.workspace) == baseline("FAN-1", try SmallCompany().workspace), "a circle moves nothing")
    let alert = try #require(company.workspace.alerts().first { $0.code == "items.successor-not-followed" })
    #expect(alert.title.english.contains("6") && !alert.detail.chinese.isEmpty)
  }
}
