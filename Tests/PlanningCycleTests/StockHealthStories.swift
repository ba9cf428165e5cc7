// SPDX-License-Identifier: Apache-2.0
import Access
import Calendars
import Commerce
import Testing

@testable import PlanningCycle

/// Sees stock whose parts do not add up, an age that no receipt explains, and money shown to somebody who may not see it. Does not see how a screen draws it.
@Suite("Stock health")
struct StockHealthStories {
  func health(_ company: SmallCompany, showsCost: Bool = true) throws -> StockHealthView {
    let proof = try Access.authorize(SmallCompany.chen, to: To.ViewSupply.self)
    return StockHealthView(try company.workspace.stockHealthDraft(proof, showsCost: showsCost))
  }

  func receipt(_ number: String, _ on: String, _ pieces: Int) -> [String: FactValue] {
    [
      "receipt_number": .text(number), "line_number": .number(1), "received_on": .day(day(on)), "item": .text("MOTOR"),
      "quantity": SmallCompanyFacts.pieces(pieces),
    ]
  }

  @Test("80 motors of which 30 came last month and 40 in spring: 30 are young, 40 old, and 10 older than any receipt")
  func ages() throws {
    let receipts = SmallCompanyFacts.table(
      .purchaseReceipts, [receipt("R-2", "2026-10-20", 30), receipt("R-1", "2026-04-20", 40), receipt("R-3", "2026-11-02", 500)])
    let view = try health(try SmallCompany(extra: [receipts]))
    let motor = try #require(view.rows.first { $0.item.code == "MOTOR" })
    #expect(motor.ageRule == .receipts && motor.stock == 80)
    #expect(motor.ages == [30, 0, 0, 0, 40, 10])
    let money = try #require(motor.figures.ageMoney)
    #expect(money.reduce(0, +) == motor.figures.stockMoney)
  }

  @Test("a made item is as young as what was shipped last; a bought one without receipts has no age")
  func rules() throws {
    let view = try health(try SmallCompany())
    let fan = try #require(view.rows.first { $0.item.code == "FAN-1" })
    #expect(fan.ageRule == .shipments && fan.ages?[0] == 80)
    let motor = try #require(view.rows.first { $0.item.code == "MOTOR" })
    #expect(motor.ageRule == nil && motor.ages == nil && motor.figures.ageMoney == nil)
  }

  @Test("families and the total are the sums of their items; stock beyond safety stock and what the plan asks for is not needed")
  func sums() throws {
    let company = try SmallCompany()
    try company.edit("opening_stock|Item=FAN-1", "100000")
    let view = try health(company)
    let index = try #require(company.workspace.plan.catalogue.itemIndex("FAN-1"))
    let kept = try company.value("safety_stock|Item=FAN-1") ?? 0
    let use: Double = try company.workspace.plan.daily("demand", item: index).reduce(0, +)
    #expect(use > 1_000 && abs(view.rows[index].excess - (100_000 - kept - use)) < 1e-6)
    #expect(view.rows.allSatisfy { $0.slow >= $0.excess })
    for figure in [\StockHealthView.Figures.stockMoney, \.slowMoney, \.excessMoney] {
      #expect(view.rows.compactMap { $0.figures[keyPath: figure] }.reduce(0, +) == view.total[keyPath: figure])
      #expect(view.families.compactMap { $0.figures[keyPath: figure] }.reduce(0, +) == view.total[keyPath: figure])
    }
    #expect(view.rows.allSatisfy { $0.trend.count == 12 })
  }

  @Test("who may not see costs sees units and no money")
  func costs() throws {
    let view = try health(try SmallCompany(), showsCost: false)
    #expect(view.total.stockMoney == nil && view.total.trendMoney == nil && view.families.allSatisfy { $0.figures.excessMoney == nil })
    #expect(view.rows.allSatisfy { $0.figures.stockMoney == nil && $0.figures.ageMoney == nil && $0.stock == 80 })
  }
}
