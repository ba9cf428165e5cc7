// SPDX-License-Identifier: Apache-2.0
import Access
import Calendars
import Commerce
import Journal
import Testing

@testable import PlanningCycle

/// Sees: a reader that notices what was written between two of its steps, in the plan, in a scenario or in what both share; a reading that never
/// gives way. Does not see: two threads at once, which the host rules out.
@Suite struct ReaderStories {
  enum Reading: String, CaseIterable {
    case overview, income, balance, cash, purchases, supply, explanation, change, forecasts, alerts, comparison
  }

  private static let zhou = Person(id: 4, login: "zhou", name: "周", title: "财务总监", role: .financeDirector)
  private let company: SmallCompany
  private var workspace: Workspace { company.workspace }

  init() throws { company = try SmallCompany() }

  /// Everything that one reading brings, as text.
  private func read(_ reading: Reading, _ workspace: Workspace, scenario: Int64) throws -> String {
    let proof = try Access.authorize(Self.zhou, to: To.ViewPlan.self)
    switch reading {
    case .overview: return "\(try workspace.overview(proof, grain: .year, period: "2027", inclusive: false))"
    case .income:
      return "\(try workspace.statement(try Access.authorize(Self.zhou, to: To.ViewStatements.self), .income, month: month("2027-02")))"
    case .balance:
      return "\(try workspace.statement(try Access.authorize(Self.zhou, to: To.ViewStatements.self), .balance, month: month("2027-02")))"
    case .cash: return "\(try workspace.cashView(try Access.authorize(Self.zhou, to: To.ViewCash.self), grain: .month))"
    case .purchases: return "\(try workspace.purchasePlan(try Access.authorize(Self.zhou, to: To.ViewPurchases.self)))"
    case .supply: return "\(try workspace.supplyDraft(try Access.authorize(Self.zhou, to: To.ViewSupply.self), showsCost: true).parts)"
    case .explanation: return "\(try workspace.explain(proof, cell: "cash@2027-02"))"
    case .change: return "\(try workspace.explainChange(proof, cell: "revenue@2027-02", from: "2026-12"))"
    case .forecasts: return "\(try workspace.forecastView(proof, item: "FAN-1", region: "EAST"))"
    case .alerts: return "\(workspace.alerts(proof))"
    case .comparison:
      let view = try workspace.compareScenario(proof, scenario, against: .now)
      // Not its memory: that grows by what it keeps.
      return "\(view.revision) \(view.content.hex) \(view.inputs) \(view.planChanges) \(view.figures) \(view.checks) \(view.entry.isBehind)"
    }
  }

  @Test("a reader sees one revision from its first figure to its last, whatever is written between two steps", arguments: Reading.allCases)
  func standsStill(reading: Reading) throws {
    let scenario = try company.makeScenario("旺季")
    try company.edit("agreed@2027-01", "5000", in: scenario)
    func reader(_ giveWay: @escaping () -> Void = {}) throws -> Workspace {
      try workspace.reader(for: Self.zhou, beside: reading == .comparison ? scenario : nil, giveWay)
    }
    let revision = workspace.revision
    let before = try read(reading, try reader(), scenario: scenario)
    var written = 0
    let slow = try reader {
      guard written < 8 else { return }
      written += 1
      // Both sides go on: the plan everywhere, and the scenario that is compared.
      _ = try? self.company.edit("agreed@2027-01", "\(7_000 + written * 900)")
      _ = try? self.company.edit("override|Item=FAN-1;Region=EAST@2027-02", "\(3_000 + written)")
      _ = try? self.company.edit("agreed@2027-02", "\(6_000 + written * 700)", in: scenario)
    }
    let seen = try read(reading, slow, scenario: scenario)
    #expect(written > 2, "changes were made while it read")
    #expect(workspace.revision >= revision + Int64(written) * 3)
    #expect(slow.revision == revision)
    #expect(seen == before)
    #expect(try read(reading, try reader(), scenario: scenario) != before, "what was written is seen by the next reader")
  }

  @Test("a reader of a scenario sees the scenario, while others go on in it; without a name it sees the plan")
  func scenarios() throws {
    let scenario = try company.makeScenario("淡季")
    try company.edit("agreed@2027-02", "100", in: scenario)
    let plain = try read(.income, try workspace.reader(for: Self.zhou), scenario: scenario)
    #expect(plain == (try read(.income, workspace, scenario: scenario)))
    let before = try read(.income, try workspace.reader(for: Self.zhou, scenario: scenario), scenario: scenario)
    #expect(before != plain)
    var written = 0
    let slow = try workspace.reader(for: Self.zhou, scenario: scenario) {
      guard written < 5 else { return }
      written += 1
      _ = try? self.company.edit("agreed@2027-02", "\(200 + written)", in: scenario)
      _ = try? self.company.edit("agreed@2027-02", "\(9_000 + written)")
    }
    #expect(try read(.income, slow, scenario: scenario) == before)
    #expect(written == 5)
    #expect(try company.value("agreed@2027-02", in: scenario) == 205)
    // The scenario is derived from its events, not from what a reader kept.
    #expect(try workspace.verifyScenarios().allSatisfy(\.isEqual))
  }

  @Test("what readers kept costs the plan nothing: it goes on bit for bit as if nobody had read")
  func unread() throws {
    let other = try SmallCompany()
    var readers: [Workspace] = []
    for step in 0..<6 {
      if step % 2 == 0 { readers.append(try workspace.reader(for: Self.zhou)) }
      if step == 4 { readers.removeFirst() }
      for one in [company, other] { try one.edit("agreed|Item=FAN-1@2027-0\(step + 1)", "\(900 + step)") }
    }
    #expect(digest(workspace) == digest(other.workspace))
    #expect(digest(readers[0]) != digest(workspace))
  }

  @Test("a reader's facts are those of its revision: what is imported later does not reach it")
  func facts() throws {
    let reader = try workspace.reader(for: Self.zhou)
    let library = FactLibrary(store: company.store)
    let copy = FactLibrary(reading: library, at: workspace.environment.now())
    #expect(try copy.table(.deals).rowCount == library.table(.deals).rowCount)
    let moved = try company.drag("D-1", closesOn: month("2027-03").firstDay)
    #expect(moved.revision > reader.revision)
    #expect(reader.plan.deals.first { $0.code == "D-1" }?.closesOn != workspace.plan.deals.first { $0.code == "D-1" }?.closesOn)
  }
}
