// SPDX-License-Identifier: Apache-2.0
import Access
import Alerting
import Calendars
import Foundation
import Journal
import Testing
import WarehouseSQLite

@testable import PlanningCycle

private let demoYearMode = ProcessInfo.processInfo.environment["TONGPIN_DEMO_YEAR"]

/// Twelve months of the example company, day by day through the real workspace and its journal, with thirty things that go wrong beside all that goes
/// wrong by itself in a company of its size. It takes minutes: `TONGPIN_DEMO_YEAR=1` switches it on, a fault as its value (`alert`, `told`, `twice`, `many`)
/// takes that out of what was read and must be found.
/// Sees: an alert that is not raised or not told, more than five at once in a week, something told twice. Does not see: whether a threshold is wise.
@Suite("A year of alerts in the example company", .enabled(if: demoYearMode != nil), .serialized)
struct DemoYearStories {
  @Test("thirty planted events are all told, nobody hears of more than five at once in a week, and of nothing twice")
  func year() throws {
    let year = try DemoYear()
    let plants = year.plants
    #expect(plants.count == 30)
    try year.pass(days: 365, plants + year.endings)
    let check = spoiled(AlertYearCheck(try events(year.company)), year.boss.id)
    let problems = check.problems(plants.map(\.planted), told: year.boss.id)
    #expect(problems.isEmpty, "\(problems.joined(separator: "\n"))")
    #expect(try year.company.restarted().ledgers.alerts == year.workspace.ledgers.alerts)
    for person in year.people {
      let own = check.told.filter { $0.person == person.id }
      let (now, later) = (own.reduce(0) { $0 + $1.atOnce.count }, own.reduce(0) { $0 + $1.digest.count })
      print("  \(person.login): \(now) told at once, \(later) in \(own.count { !$0.digest.isEmpty }) digests")
    }
    let raised = check.news.filter { $0.kind == "raised" }
    let kinds = Dictionary(grouping: raised) { one in String(one.key.prefix(while: { $0 != "-" && $0 != "|" })) }.mapValues(\.count)
    print("  by kind: \(kinds.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }.joined(separator: ", "))")
    print("  shortages: \(raised.filter { $0.key.hasPrefix("short-") }.map { "\($0.day) \($0.key.dropFirst(6))" }.joined(separator: ", "))")
    print("  example company: 365 days, 30 planted, \(raised.count) raised, \(check.news.count { $0.kind == "recovered" }) recovered")
  }

  private func events(_ company: SmallCompany) throws -> [Event] {
    var all: [Event] = []
    while let page = Optional(try company.store.events(after: all.last?.sequence ?? 0, limit: 1_000)), !page.isEmpty { all += page }
    return all
  }

  private func spoiled(_ check: AlertYearCheck, _ person: Int64) -> AlertYearCheck {
    var check = check
    let last = check.told.last { $0.person == person && !$0.atOnce.isEmpty }
    switch demoYearMode {
    case "alert": check.news.removeAll { $0.key == "lost-X-2" }
    case "told": check.told.removeAll { ($0.atOnce + $0.digest).contains("lost-X-1") }
    case "twice":
      if let last { check.told.append(.init(event: last.event + 1, day: last.day, person: person, atOnce: last.atOnce, digest: [])) }
    case "many":
      if let last {
        check.told.append(.init(event: last.event + 1, day: last.day, person: person, atOnce: (0..<6).map { "new-\($0)" }, digest: []))
      }
    default: break
    }
    return check
  }
}
