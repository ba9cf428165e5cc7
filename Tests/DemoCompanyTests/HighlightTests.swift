// SPDX-License-Identifier: Apache-2.0
import Calendars
import Commerce
import Testing

@testable import DemoCompany

/// Sees: a tour that points at nothing. Cannot see: whether the planning cycle projects the shortfall from the facts alone.
@Suite struct HighlightTests {
  @Test(arguments: Case.all) func moneyFallsUnderTheLineOnceAndSevenWeeksAhead(_ item: Case) {
    let facts = item.facts
    let timeline = item.sources.timeline
    let free = item.sources.books.expected
    let day = timeline.index(facts.highlights.shortfallOn)
    #expect((46...56).contains(facts.today.distance(to: facts.highlights.shortfallOn)))
    #expect(free[day] < facts.highlights.minimumCash)
    #expect(free[day] == facts.highlights.balanceAtShortfall)
    #expect(free[(timeline.cutIndex + 1)..<day].min()! >= facts.highlights.minimumCash)
    let loans = item.table(.loans)
    let rows = (0..<loans.rowCount).filter { loans.word("code", $0) == facts.highlights.maturingLoan }
    #expect(rows.count == 1)
    #expect(rows.allSatisfy { loans.date("matures_on", $0) == facts.highlights.shortfallOn })
  }

  @Test(arguments: Case.all) func oneItemIsShortAndOnePiledUp(_ item: Case) {
    let facts = item.facts
    let stock = item.table(.stock)
    let lines = item.table(.salesOrderLines)
    let shipments = item.table(.shipments)
    func onHand(_ code: String) -> Int64 {
      stock.total("quantity") {
        stock.word("item", $0) == code && stock.date("counted_on", $0) == facts.historyEnd
      }
    }
    func open(_ code: String) -> Int64 {
      lines.total("quantity") { lines.word("item", $0) == code }
        - shipments.total("quantity") {
          shipments.word("item", $0) == code && shipments.int("is_return", $0) == 0
        }
    }
    func quarter(_ code: String) -> Int64 {
      let from = facts.historyEnd.monthOf.adding(months: -2).firstDay
      return shipments.total("quantity") {
        shipments.word("item", $0) == code && shipments.date("shipped_on", $0) >= from
      }
    }
    #expect(onHand(facts.highlights.shortItem) < open(facts.highlights.shortItem))
    #expect(onHand(facts.highlights.piledUpItem) > 2 * quarter(facts.highlights.piledUpItem))
  }

  @Test(arguments: Case.all) func oneDealerPaysLateAndOneHasLeft(_ item: Case) {
    let facts = item.facts
    let lines = item.table(.salesOrderLines)
    let lost = (0..<lines.rowCount).filter { lines.word("customer", $0) == facts.highlights.lostDealer }
    #expect(!lost.isEmpty)
    #expect(lost.allSatisfy { lines.date("ordered_on", $0).distance(to: facts.historyEnd) > 150 })
    let invoices = item.table(.invoices)
    let receipts = item.table(.receipts)
    let mine = (0..<invoices.rowCount).filter { invoices.word("customer", $0) == facts.highlights.lateDealer }
    let overdue = Set(
      mine.filter { invoices.date("due_on", $0).adding(days: 45) <= facts.historyEnd }.map {
        invoices.word("invoice_number", $0)
      })
    let billed = invoices.total("amount_incl_tax") { overdue.contains(invoices.word("invoice_number", $0)) }
    let paid = receipts.total("amount") { overdue.contains(receipts.word("invoice_number", $0)) }
    // More than 50 万 overdue by more than 45 days.
    #expect(billed - paid > 50_000_000)
  }

  @Test(arguments: Case.all) func dealsAreOpenAndClosedWithTheirHistory(_ item: Case) {
    let deals = item.table(.deals)
    let stages = item.table(.dealStages)
    let facts = item.facts
    let closed = ["赢单", "输单"]
    let open = (0..<deals.rowCount).filter { !closed.contains(deals.word("stage", $0)) }
    #expect((48...78).contains(open.count))
    #expect(deals.rowCount - open.count > 400)
    let big = (0..<deals.rowCount).first { deals.word("code", $0) == facts.highlights.bigDeal }
    #expect(big.map { deals.int("amount_incl_tax", $0) } == 1_800_000_000)
    #expect(big.map { deals.word("stage", $0) } == "谈判")
    let steps = stages.sums(of: "entered_on", by: { stages.word("deal", $0) })
    #expect(steps.count == deals.rowCount)
    #expect((0..<stages.rowCount).allSatisfy { stages.date("entered_on", $0) <= facts.today })
    for row in 0..<deals.rowCount where closed.contains(deals.word("stage", row)) {
      #expect(deals.date("closes_on", row) >= facts.today.monthOf.adding(months: -24).firstDay)
    }
  }

  @Test(arguments: Case.all) func regionsHopeFinanceIsCarefulAndTheBaselineIsNearlyRight(_ item: Case) {
    let forecasts = item.table(.salesForecasts)
    let lines = item.table(.salesOrderLines)
    let end = item.facts.historyEnd.monthOf
    let first = end.adding(months: -16)
    func actual(_ field: String) -> Double {
      Double(
        lines.total(field) {
          lines.int("is_project", $0) == 0 && lines.date("ordered_on", $0).monthOf >= first
        })
    }
    // One month ahead, so that each month is counted once.
    func forecast(_ source: String, _ field: String) -> Double {
      Double(
        forecasts.total(field) {
          let month = forecasts["month"].month($0)!
          return forecasts.word("source", $0) == source && (first...end).contains(month)
            && forecasts.date("made_on", $0).monthOf.adding(months: 1) == month
        })
    }
    let sales = forecast("区域销售", "quantity") / actual("quantity") - 1
    let baseline = forecast("基线", "quantity") / actual("quantity") - 1
    let finance = forecast("财务", "amount_excl_tax") / actual("amount_excl_tax") - 1
    #expect((0.07...0.16).contains(sales))
    #expect((-0.04...0.04).contains(baseline))
    #expect((-0.11 ... -0.03).contains(finance))
    let made = Set((0..<forecasts.rowCount).map { forecasts.date("made_on", $0) })
    #expect(made.count == 19)
  }

  @Test(arguments: Case.all) func thisYearsBudgetIsApprovedAndTheNextInTheMaking(_ item: Case) {
    let budgets = item.table(.budgets)
    let status = Set((0..<budgets.rowCount).map { budgets.word("version", $0) + budgets.word("status", $0) })
    #expect(
      status == [item.facts.highlights.approvedBudget + "已审批", item.facts.highlights.draftBudget + "编制中"])
    let sales = budgets.total("amount_excl_tax") {
      budgets.word("version", $0) == item.facts.highlights.approvedBudget
        && budgets.word("measure", $0) == "销售收入"
    }
    #expect((540_000_000...720_000_000).contains(sales / 100))
  }

  @Test func thePeopleOfTheDesignCanSignIn() {
    let people = Case.main.facts.people
    #expect(people.filter { $0.role == "regional-manager" }.count == 5)
    for role in ["general-manager", "sales-director", "finance-director", "treasurer", "purchasing-manager"] {
      #expect(people.contains { $0.role == role && $0.territories.isEmpty })
    }
    #expect(Set(people.map(\.login)).count == people.count)
  }
}
