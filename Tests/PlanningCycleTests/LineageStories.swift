// SPDX-License-Identifier: Apache-2.0
import Access
import Calendars
import Commerce
import Journal
import Planning
import Testing
import TradeMeasures

@testable import PlanningCycle

/// Sees: a document whose file, line, batch, person or earlier version is lost on the way back; a number that a document touches and that is not
/// named, or one that is named and not touched.
@Suite struct LineageStories {
  private let past: PastCompany
  private var company: SmallCompany { past.company }
  private let sees: Authorized<To.ViewPlan>

  init() throws {
    past = try PastCompany()
    sees = try Access.authorize(SmallCompany.finance, to: To.ViewPlan.self)
  }

  @Test("a document leads back to file, line, batch, time, person and reason, version by version with what each changed")
  func backward() throws {
    company.clock.pass(days: 5)
    let batch = try past.bring(past.invoice("FP-0", on: "2026-08-02", 9_040), reason: "少记一项").batch
    let lineage = try company.workspace.lineage(sees, of: "invoice:FP-0")
    let line = try #require(lineage.lines.first)
    #expect(lineage.lineCount == 1 && line.key == "FP-0 · 1" && line.versions.map(\.version) == [1, 2])
    let newest = try #require(line.versions.last)
    #expect(newest.batch == batch && newest.file == "补录.csv" && newest.line == 2 && newest.login == "sun" && newest.reason == "少记一项")
    #expect(newest.at.hasPrefix("2026-11-28T") && newest.amount == 904_000)
    let change = try #require(newest.changes.first { $0.field == "amount_incl_tax" })
    #expect(change.old == "8000.00" && change.new == "9040.00" && change.label.chinese == "含税金额")
  }

  @Test("a document of others is not there, forward and back")
  func scope() throws {
    let li = try Access.authorize(SmallCompany.li, to: To.ViewPlan.self)
    #expect(throws: CycleError.self) { _ = try company.workspace.lineage(li, of: "invoice:FP-2") }
    #expect(try company.workspace.lineage(li, of: "invoice:FP-1").lines.count == 1)
    #expect(throws: AccessError.self) { _ = try Access.authorize(SmallCompany.li, to: To.ViewCompany.self) }
  }

  @Test("the numbers a document touches are those that differ from a company that never had it")
  func forward() throws {
    let proof = try Access.authorize(SmallCompany.finance, to: To.ViewCompany.self)
    let effect = try company.workspace.effect(proof, ofDocument: "invoice:FP-2").run()
    let invoiced = try #require(effect.figures.first { $0.measure == .invoice })
    #expect(invoiced.months.map(\.change) == [5_000_000], "its amount, in its month")
    // Another company, made without the row: what differs between the two is what was named.
    let facts = CashCompany.facts.map { table in
      table.kind == .invoices ? table.keeping { table["invoice_number"].text($0) != "FP-2" } : table
    }
    let without = try SmallCompany(extra: facts)
    let difference = EngineDifference(old: without.workspace.plan.engine, new: company.workspace.plan.engine)
    #expect(effect.touched.map(\.measure) == difference.touched.map(\.measure.id))
    #expect(effect.touched.map(\.cells) == difference.touched.map(\.cells))
    #expect(effect.inputs.map(\.new) == difference.inputs.map(\.new) && effect.inputs.map(\.old) == difference.inputs.map(\.old))
    #expect(effect.inputCount > 0)
  }

  @Test("an order names the forecasts that learnt from it, and its series")
  func forecasts() throws {
    let order = try company.workspace.lineage(sees, of: "order:SO-2026-08-EAST")
    #expect(order.forecasts.map(\.origin) == [day("2026-10-31")] && order.forecasts.first?.series == ["FAN-1|EAST", "FAN-2|EAST"])
    #expect(order.lineCount == 2)
    #expect(try company.workspace.lineage(sees, of: "invoice:FP-1").forecasts.isEmpty)
  }
}
