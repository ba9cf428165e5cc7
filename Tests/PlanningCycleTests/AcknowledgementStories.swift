// SPDX-License-Identifier: Apache-2.0
import Access
import Calendars
import Journal
import Testing

@testable import PlanningCycle

/// Sees a note that is lost, that another person gets, or that hides news; can't see whether a tenth is what people call material.
@Suite("An alert that somebody has taken note of")
struct AcknowledgementStories {
  private func alerts(_ workspace: Workspace, _ person: Person) throws -> [Alert] {
    workspace.alerts(try Access.authorize(person, to: To.ViewPlan.self))
  }

  private func acknowledge(
    _ company: SmallCompany, _ alert: String, as person: Person, _ isAcknowledged: Bool = true, key: String? = nil
  ) throws -> CommandOutcome {
    try company.workspace.acknowledge(
      try Access.authorize(person, to: To.ViewPlan.self), alert: alert, isAcknowledged: isAcknowledged,
      context: company.context(person, key: key, reason: ""))
  }

  /// Cash falls short as soon as so much has to stay on the account.
  private func shortCompany() throws -> (company: SmallCompany, alert: Alert) {
    let company = try SmallCompany()
    try company.edit("minimum_cash", "900000000")
    return (company, try #require(try alerts(company.workspace, SmallCompany.wang).first { $0.code == "cash.shortfall" }))
  }

  @Test("is marked for that person alone, after a restart as well, and can be brought back")
  func ownAndKept() throws {
    let (company, alert) = try shortCompany()
    let other = Person(id: 7, login: "sun", name: "孙", title: "财务总监", role: .financeDirector)
    let outcome = try acknowledge(company, alert.id, as: SmallCompany.wang, key: "once")
    #expect(company.changes.last?.kind == "alert.acknowledged" && company.changes.last?.moved.isEmpty == true)
    #expect(company.changes.last?.label.english.contains(alert.title.english) == false)
    func isMarked(_ workspace: Workspace, _ person: Person) throws -> Bool? {
      try alerts(workspace, person).first { $0.id == alert.id }?.isAcknowledged
    }
    #expect(try isMarked(company.workspace, SmallCompany.wang) == true)
    #expect(try isMarked(company.workspace, other) == false)
    #expect(try isMarked(company.restarted(), SmallCompany.wang) == true)
    // The same command again is the same event.
    #expect(try acknowledge(company, alert.id, as: SmallCompany.wang, key: "once").event == outcome.event)
    _ = try acknowledge(company, alert.id, as: SmallCompany.wang, false)
    #expect(try isMarked(company.workspace, SmallCompany.wang) == false)
    #expect(try isMarked(company.restarted(), SmallCompany.wang) == false)
  }

  @Test("comes back when its figure moves by more than a tenth, and not for less")
  func material() throws {
    let (company, alert) = try shortCompany()
    _ = try acknowledge(company, alert.id, as: SmallCompany.wang)
    let gap = try #require(alert.money)
    func isMarked(after minimum: Int64) throws -> Bool? {
      try company.edit("minimum_cash", "\(minimum)")
      return try alerts(company.workspace, SmallCompany.wang).first { $0.id == alert.id }?.isAcknowledged
    }
    // The gap grows with the line that must stay: 分 against yuan.
    #expect(try isMarked(after: 900_000_000 + gap / 100 / 12) == true)
    #expect(try isMarked(after: 900_000_000 + gap / 100 / 8) == false)
    #expect(try isMarked(after: 900_000_000) == true)
  }

  @Test("an alert that is gone, or not one's to see, is refused and writes nothing")
  func refused() throws {
    let (company, alert) = try shortCompany()
    let head = company.workspace.revision
    let gone = failure { try acknowledge(company, "short-NOTHING", as: SmallCompany.wang) }
    #expect((gone as? CycleError)?.code == .alertNotKnown)
    #expect(!Access.allows(SmallCompany.li, .viewCash))
    let hidden = failure { try acknowledge(company, alert.id, as: SmallCompany.li) }
    #expect((hidden as? CycleError)?.code == .alertNotKnown)
    #expect(company.workspace.revision == head)
  }

  @Test("what counts as news: severity, a tenth of the money, a week of a foreseen day, other words where there is no money")
  func covers() {
    func alert(
      _ code: String = "cash.shortfall", _ severity: Alert.Severity = .critical, money: Int64? = 1_000, since: String = "2027-01-11",
      detail: String = "a"
    ) -> Alert {
      Alert(
        id: "x", code: code, severity: severity, title: BilingualText(name: "t"), detail: BilingualText(name: detail), money: money,
        since: day(since), link: "", cell: nil)
    }
    let seen = Acknowledgements.Seen(alert())
    #expect(Acknowledgements.Seen(seen.canonical) == seen)
    #expect(seen.covers(alert(money: 1_100)) && seen.covers(alert(money: 900)) && seen.covers(alert(detail: "b")))
    #expect(!seen.covers(alert(money: 1_101)) && !seen.covers(alert(money: 899)) && !seen.covers(alert(money: nil)))
    #expect(seen.covers(alert(since: "2027-01-17")) && !seen.covers(alert(since: "2027-01-18")) && !seen.covers(alert(since: "2027-01-04")))
    #expect(!seen.covers(alert("cash.shortfall", .warning)))
    // A pile that is seen from another day is the same pile.
    #expect(Acknowledgements.Seen(alert("stock.piled-up")).covers(alert("stock.piled-up", since: "2027-03-01")))
    let words = Acknowledgements.Seen(alert("ledger.not-read", money: nil))
    #expect(words.covers(alert("ledger.not-read", money: nil, since: "2027-03-01")))
    #expect(!words.covers(alert("ledger.not-read", money: nil, detail: "b")))
  }
}
