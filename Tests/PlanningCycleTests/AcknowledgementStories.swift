// SPDX-License-Identifier: Apache-2.0
import Access
import Alerting
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

  @Test("comes back when its figure gets worse by more than a tenth, not for less, and not for better")
  func material() throws {
    let (company, alert) = try shortCompany()
    _ = try acknowledge(company, alert.id, as: SmallCompany.wang)
    let gap = try #require(alert.money)
    func isMarked(after minimum: Int64) throws -> Bool? {
      try company.edit("minimum_cash", "\(minimum)")
      return try alerts(company.workspace, SmallCompany.wang).first { $0.id == alert.id }?.isAcknowledged
    }
    // The gap grows with the line that must stay: 分 against yuan.
    #expect(try isMarked(after: 900_000_000 - gap / 100 / 2) == true, "better is no news")
    #expect(try isMarked(after: 900_000_000 + gap / 100 / 12) == true)
    #expect(try isMarked(after: 900_000_000 + gap / 100 / 8) == false)
    #expect(try isMarked(after: 900_000_000) == false, "it stays news until somebody takes note of it")
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

  @Test("a note of the time before alerts had a life counts for the first look, and for no later one")
  func earlierNotes() throws {
    let company = try SmallCompany()
    try company.edit("minimum_cash", "900000000")
    let alert = try #require(company.workspace.alerts().first { $0.code == "cash.shortfall" })
    func seen(_ money: Int64?) -> CanonicalValue {
      .map([
        "alert": .text(alert.id),
        "seen": .map([
          "severity": .text(alert.severity.rawValue), "since": .day(alert.since), "detail": .text(alert.detail.english),
          "money": .integer(money ?? 0),
        ]),
      ])
    }
    let life = try #require(company.workspace.ledgers.alerts.lives[alert.id])
    let transitions = CanonicalValue.map([
      "day": .day(SmallCompany.today),
      "transitions": .list([
        AlertRecord(AlertTransition(.raised, key: alert.id, code: alert.code, level: life.level), alert).canonical
      ]),
    ])
    let note = try company.store.append(
      EventDraft(kind: Acknowledgements.eventKind, actor: SmallCompany.wang.actor, idempotencyKey: "1", payload: seen(alert.money)),
      at: company.clock.read())
    let less = try company.store.append(
      EventDraft(kind: Acknowledgements.eventKind, actor: SmallCompany.chen.actor, idempotencyKey: "2", payload: seen(1)),
      at: company.clock.read())
    let look = try company.store.append(
      EventDraft(kind: AlertLedger.changed, actor: .system, idempotencyKey: "3", payload: transitions), at: company.clock.read())
    var ledger = AlertLedger()
    for event in [note, less, look] { ledger.note(event) }
    let born = try #require(ledger.lives[alert.id])
    #expect(ledger.notes[SmallCompany.wang.id]?.standing(of: born, on: SmallCompany.today) == .acknowledged)
    #expect(ledger.notes[SmallCompany.chen.id] == nil, "they had seen a much smaller gap")
    var late = AlertLedger()
    for event in [look, note] { late.note(event) }
    #expect(late.notes[SmallCompany.wang.id]?.standing(of: born, on: SmallCompany.today) == .acknowledged)
  }
}
