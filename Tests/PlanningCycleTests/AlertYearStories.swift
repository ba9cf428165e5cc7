// SPDX-License-Identifier: Apache-2.0
import Access
import Alerting
import Calendars
import Commerce
import Foundation
import Journal
import NumericalMethods
import Testing
import WarehouseSQLite

@testable import PlanningCycle

/// Twelve months in which thirty things go wrong, and a minute in which ten thousand changes are made, through the real company and its journal.
/// Sees: an alert that is not raised or not told, a budget that does not hold, something told twice, a smaller sum before a larger one, a gap in the log.
/// Does not see: whether a threshold is wise; how a message leaves the house.
@Suite("A year of alerts", .serialized)
struct AlertYearStories {
  private func events(_ company: SmallCompany) throws -> [Event] {
    var all: [Event] = []
    while let page = Optional(
      try company.store.events(after: all.last?.sequence ?? 0, limit: 1_000)), !page.isEmpty
    { all += page }
    return all
  }

  @Test(
    "thirty planted events are all told, nobody hears of more than five at once in a week, and of nothing twice; a check that is blind would not say so"
  )
  func year() throws {
    let year = try AlertYear()
    let plants = year.plants
    #expect(plants.count == 30)
    try year.pass(days: 365, plants + year.endings)
    let check = AlertYearCheck(try events(year.company))
    let problems = check.problems(plants, told: year.boss.id)
    #expect(problems.isEmpty, "\(problems.joined(separator: "\n"))")
    let logged = check.news.filter { AlertTransition.Kind(rawValue: $0.kind)?.isLogged ?? false }
      .count
    #expect(Int64(logged) == year.workspace.ledgers.alerts.logged, "the log has a line for each")
    #expect(try year.company.restarted().ledgers.alerts == year.workspace.ledgers.alerts)
    for person in [year.boss, year.finance, year.east] {
      let own = check.told.filter { $0.person == person.id }
      let (now, later) = (
        own.reduce(0) { $0 + $1.atOnce.count }, own.reduce(0) { $0 + $1.digest.count }
      )
      #expect(now > 0)
      print(
        "  \(person.login): \(now) told at once, \(later) in \(own.count { !$0.digest.isEmpty }) digests"
      )
    }
    print(
      "  365 days, 30 planted, \(check.news.count { $0.kind == "raised" }) raised, \(check.news.count { $0.kind == "recovered" }) recovered"
    )
    faults(check, plants, year.boss.id)
  }

  /// The same year with a fault in it: each is found.
  private func faults(_ check: AlertYearCheck, _ plants: [Planted], _ person: Int64) {
    func problems(_ change: (inout AlertYearCheck) -> Void) -> [String] {
      var other = check
      change(&other)
      return other.problems(plants, told: person)
    }
    #expect(
      problems { $0.news.removeAll { $0.key == "lost-X-2" } } == ["not alerted: a large deal is lost (2), but nothing"])
    #expect(
      problems { $0.told.removeAll { ($0.atOnce + $0.digest).contains("lost-X-1") } }.contains {
        $0.hasPrefix("nobody was told: a large deal is lost (1)")
      })
    guard let one = check.told.last(where: { $0.person == person && !$0.atOnce.isEmpty }) else {
      return
    }
    let again = AlertYearCheck.Told(
      event: one.event + 1, day: one.day, person: person, atOnce: one.atOnce, digest: [])
    #expect(problems { $0.told.append(again) }.contains { $0.contains("told twice") })
    let many = AlertYearCheck.Told(
      event: one.event + 1, day: one.day, person: person, atOnce: (0..<6).map { "new-\($0)" },
      digest: [])
    #expect(problems { $0.told.append(many) }.contains { $0.contains("at once in a week") })
  }

  /// Changes of the burst; the long proof makes ten thousand.
  private static let burst =
    Int(ProcessInfo.processInfo.environment["TONGPIN_BURST"] ?? "") ?? 1_000

  @Test(
    "thousands of changes within a minute: each person is told what the budget has room for, the largest money first, and the log has all of it"
  )
  func burst() throws {
    let deals = (0..<400).map { number -> [String: FactValue] in
      var deal = SmallCompanyFacts.deal("B-\(number)", "报价", closes: "2028-01-01", quantity: 3_000)
      deal["kind"] = "流水型"
      return deal
    }
    let rules = try RuleCompany(SmallCompany(extra: [SmallCompanyFacts.table(.deals, deals)]))
    let (company, workspace, boss) = (rules.company, rules.workspace, rules.boss)
    try workspace.passAlerts()
    company.clock.pass(days: 8)
    company.clock.advance(hours: 3)
    try workspace.passAlerts()
    let (head, minute) = (workspace.revision, company.clock.read())
    var chance = RandomStream(seed: 20_261_129)
    var expected: Swift.Set<String> = []
    for _ in 0..<Self.burst {
      let number = Int.random(in: 0..<400, using: &chance)
      let closes = day("2026-11-01").adding(days: Int.random(in: 0...60, using: &chance))
      let amount = Int64.random(in: 60_000_000...900_000_000, using: &chance)
      _ = try workspace.updateDeal(
        try Access.authorize(boss, to: To.EditDeal.self), code: "B-\(number)", version: nil,
        change: DealChange(amountInclTax: amount, closesOn: closes), context: company.context(boss))
      if closes < workspace.planningDay { expected.insert("deal-B-\(number)") }
    }
    company.clock.set(minute)
    let changed = AlertYearCheck(try events(company).filter { $0.sequence > head })
    let raised = Swift.Set(
      changed.news.filter { $0.kind == "raised" && $0.key.hasPrefix("deal-B-") }.map(\.key))
    #expect(raised == expected, "none is lost from the log")
    // Back under their day the same day they are no alerts any more, and are told to nobody.
    let waiting = workspace.alerts().filter { raised.contains($0.id) }.map(\.id)
    try workspace.passAlerts()
    company.clock.pass(days: 1)
    try workspace.passAlerts()
    let told = AlertYearCheck(try events(company).filter { $0.sequence > head }).told
    for person in [boss, rules.finance, rules.east] {
      let own = told.filter { $0.person == person.id }
      let (now, digest) = (own.first?.atOnce ?? [], own.flatMap(\.digest))
      #expect((1...3).contains(now.count), "\(person.login)")
      let deals = now.filter { $0.hasPrefix("deal-B-") }
      #expect(!deals.isEmpty && Array(waiting.prefix(deals.count)) == deals, "the largest first")
      let money = Dictionary(
        uniqueKeysWithValues: workspace.alerts().map { ($0.id, $0.money ?? 0) })
      let sums = digest.filter { $0.hasPrefix("deal-B-") }.map { money[$0] ?? 0 }
      #expect(sums == sums.sorted(by: >) && !sums.isEmpty, "a digest by money")
    }
    print(
      "  \(Self.burst) changes, \(raised.count) alerts raised, \(waiting.count) stood after the minute"
    )
  }
}
