// SPDX-License-Identifier: Apache-2.0
import Access
import Calendars
import Testing

@testable import PlanningCycle

/// Who looks at the one table hears only of the rows that moved, and sees what a fresh reader sees.
@Suite struct TableStories {
  private let company: SmallCompany
  private let request: TableRequest

  init() throws {
    company = try SmallCompany()
    request = TableRequest(
      from: try #require(Month(iso: "2026-01")), to: try #require(Month(iso: "2027-12")), grain: .month, region: nil,
      comparesBudget: true, comparesLastYear: true)
  }

  private func table(since: Int64? = nil) throws -> TableAnswer {
    try company.workspace.tableView(try Access.authorize(SmallCompany.wang, to: To.ViewPlan.self), request, since: since)
  }

  /// As a calculation without any memory of earlier tables gives it.
  private func fresh() throws -> [TableView.Row] {
    try TableBuilder(
      plan: company.workspace.plan, notes: company.workspace.environment.englishNotes, request: request, maySee: { _ in true },
      mayEdit: { _ in true }
    ).build().rows
  }

  @Test("rows that moved, put into the table before, are the table as it is read anew")
  func movedRows() throws {
    var shown = try table().rows
    #expect(shown.count > 20)
    for (step, cell) in ["agreed|Item=FAN-1;Region=EAST@2026-12", "agreed|Item=F:风扇@2027-01", "agreed@2027-02"].enumerated() {
      let revision = company.workspace.revision
      try company.edit(cell, "\(700 + step)")
      let answer = try table(since: revision)
      #expect(answer.since == revision && !answer.rows.isEmpty && answer.rows.count < shown.count)
      let moved = Dictionary(uniqueKeysWithValues: answer.rows.map { ($0.address, $0) })
      shown = shown.map { moved[$0.address] ?? $0 }
      let now = try fresh()
      #expect(shown.map(\.address) == now.map(\.address))
      #expect(zip(shown, now).allSatisfy { $0.values == $1.values && $0.lastYear == $1.lastYear && $0.budget == $1.budget })
    }
  }

  @Test("a table that is not known any more comes whole")
  func forgotten() throws {
    let first = company.workspace.revision
    _ = try table()
    for step in 0..<6 {
      try company.edit("agreed|Item=FAN-1;Region=EAST@2026-12", "\(500 + step)")
      _ = try table()
    }
    let answer = try table(since: first)
    #expect(answer.since == nil)
    #expect(answer.rows.count == (try fresh()).count)
    #expect(try table(since: 999_999).since == nil)
  }

  @Test("nothing moved, nothing comes")
  func quiet() throws {
    _ = try table()
    let answer = try table(since: company.workspace.revision)
    #expect(answer.since == company.workspace.revision && answer.rows.isEmpty)
  }
}
