// SPDX-License-Identifier: Apache-2.0
import Access
import Calendars
import Commerce
import Journal
import Testing

@testable import PlanningCycle

@Suite struct WorkspaceStories {
  @Test("after a restart every entry is there, every derived bit is equal, and undo still works")
  func restart() throws {
    let company = try SmallCompany()
    try company.edit("agreed|Item=F:风扇@2027-01", "1200")
    try company.edit("minimum_cash", "15万", as: SmallCompany.wang)
    try company.drag("D-1", closesOn: day("2027-01-15"))
    _ = try company.undo(as: SmallCompany.wang)
    let restarted = try company.restarted()
    #expect(digest(restarted) == digest(company.workspace))
    #expect(restarted.revision == company.workspace.revision)
    #expect(try company.value("agreed|Item=F:风扇@2027-01", of: restarted) == 1200)
    #expect(try company.value("minimum_cash", of: restarted) == 100_000)
    let again = try restarted.redoLast(
      try Access.authorize(SmallCompany.wang, to: To.ViewPlan.self), context: company.context(SmallCompany.wang))
    #expect(!again.isRepeat)
    #expect(try company.value("minimum_cash", of: restarted) == 150_000)
  }

  @Test("the plan kept in step equals the one calculated anew, and no check of the model fails")
  func verifies() throws {
    let company = try SmallCompany()
    try company.edit("price|Item=FAN-1;Region=EAST@2027-01", "250")
    try company.edit("agreed|Item=FAN-2@2027-02", "900", spread: .even)
    let result = try company.workspace.verifyPlan()
    #expect(result.incremental == result.recalculated)
    #expect(result.incremental == result.fromScratch)
    #expect(result.failedChecks.isEmpty, "\(result.failedChecks)")
  }

  @Test("the same file twice changes nothing; a corrected line changes the plan")
  func sameFile() throws {
    let company = try SmallCompany()
    let proof = try Access.authorize(SmallCompany.chen, to: To.ImportFacts.self)
    func read(_ table: FactTable, key: String) throws -> ImportResultRecord {
      let reading = FactFileReading(
        table: table, rowsRead: table.rowCount, rejected: 0, encoding: "UTF-8", headerLine: 1, findings: [],
        findingsTotal: 0)
      return try company.workspace.record(proof, reading, fileName: "价格.csv", fileBytes: nil, key: key)
    }
    try company.edit("agreed|Item=FAN-1;Region=EAST@2026-12", "300")
    let before = digest(company.workspace)
    let same = try read(SmallCompanyFacts.prices, key: "first")
    #expect((same.added, same.corrected, same.unchanged) == (0, 0, 4))
    #expect(digest(company.workspace) == before)

    let dearer = SmallCompanyFacts.table(
      .prices,
      [
        [
          "item": "FAN-1", "territory": "EAST", "valid_from": .day(day("2024-01-01")),
          "price_incl_tax": SmallCompanyFacts.price(300),
        ]
      ])
    let corrected = try read(dearer, key: "second")
    #expect((corrected.added, corrected.corrected, corrected.unchanged) == (0, 1, 0))
    #expect(try company.value("orders|Item=FAN-1;Region=EAST@2026-12") == 300 * 300)
    #expect(try company.workspace.verifyPlan().isEqual)
  }

  @Test("the bridge from the sales forecast to the budget leaves nothing over", arguments: [true, false])
  func bridge(inclusive: Bool) throws {
    let company = try SmallCompany()
    let overview = try company.workspace.overview(
      try Access.authorize(SmallCompany.wang, to: To.ViewPlan.self), grain: .month, period: "2026-11",
      inclusive: inclusive)
    let bridge = try #require(overview.bridge)
    #expect(bridge.fromValue == 150_000_00)
    #expect(bridge.toValue == 147_001_00)
    #expect(bridge.parts.map(\.value) == [-10_000_00, 7_001_00])
    #expect(bridge.residual == 0)
  }

  @Test("cash lines foot to the balance every day, week and month, from the bank balance on")
  func cashFoots() throws {
    let company = try SmallCompany()
    try company.edit("agreed|Item=F:风扇@2026-12", "1001")
    let proof = try Access.authorize(SmallCompany.wang, to: To.ViewCash.self)
    for grain in [CashView.Grain.day, .week, .month] {
      let view = try company.workspace.cashView(proof, grain: grain)
      var balance = view.opening
      for period in view.periods {
        #expect(period.opening == balance, "\(grain) \(period.id)")
        balance += zip(view.lines, period.amounts).reduce(0) { $0 + $1.1 * Int64($1.0.sign) }
        #expect(period.closing == balance, "\(grain) \(period.id)")
      }
      #expect(view.lines.indices.contains { line in view.periods.contains { $0.amounts[line] != 0 } })
      if grain == .month { #expect(view.opening == 400_000_00) }
    }
  }

  @Test("somebody who may not see the bank balance does not get it with the overview")
  func cashIsHidden() throws {
    let company = try SmallCompany()
    let overview = try company.workspace.overview(
      try Access.authorize(SmallCompany.chen, to: To.ViewPlan.self), grain: .month, period: nil, inclusive: true)
    #expect(overview.cashOpening == nil)
    #expect(overview.spark.isEmpty)
    #expect(overview.firstShortfall == nil)
    #expect(failure { try Access.authorize(SmallCompany.chen, to: To.ViewCash.self) } is AccessError)
  }
}
