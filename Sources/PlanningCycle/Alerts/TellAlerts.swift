// SPDX-License-Identifier: Apache-2.0
import Access
import Alerting
import Calendars
import Journal

extension Workspace {
  /// Hour of the day, in China, from which on the digest of a workday is sent.
  static let digestHour: Int64 = 9
  /// Alerts of a digest that its event names; the others it counts.
  static let namedInDigest = 100

  /// Lets time pass over the alerts: a new day is looked at, and everybody is told what their budget has room for; from nine o'clock on a workday on
  /// also what was left, in one digest. Called again while nothing happened, it does nothing.
  ///
  /// - Returns: how many messages there are.
  /// - Throws: `StoreError`, and then the next time tries again.
  @discardableResult
  public func passAlerts() throws -> Int {
    _ = try lookAtPeople()
    recordAlerts(after: nil)
    let (now, today) = (environment.now(), environment.today())
    let hour = Moment.inChina(now.civilDay, hour: Self.digestHour)
    let digestFrom = now >= hour && planDays.isWorkday(today) ? hour : nil
    let look = TellingLook(head: try store.head().sequence, day: today, hasDigest: digestFrom != nil)
    guard look != told, !ledgers.alerts.lives.isEmpty else { return 0 }
    let decisions = try tellingDecisions(today, digestFrom)
    let entries = decisions.filter { !$0.decision.isEmpty }
    guard !entries.isEmpty else {
      told = look
      return 0
    }
    let payload: CanonicalValue = .map([
      "day": .day(today), "mark": .integer(ledgers.alerts.lives.newestMark),
      "people": .list(entries.map { Self.canonical($0.person, $0.decision) }),
      "label_zh": .text("发出提醒：\(entries.count) 人"), "label_en": .text("alerts told to \(entries.count) people"),
    ])
    let event = try store.append(
      EventDraft(kind: AlertLedger.told, actor: .system, idempotencyKey: "alerts-told-\(revision)", payload: payload), at: now)
    standAside(event)
    return entries.reduce(0) { $0 + ($1.decision.now.isEmpty ? 0 : 1) + ($1.decision.digest.isEmpty ? 0 : 1) }
  }

  private func tellingDecisions(
    _ today: Day, _ digestFrom: Moment?
  ) throws(StoreError) -> [(person: Person, decision: AlertBudget.Decision)] {
    // Who may hear the same sees the same: one list for all of them.
    var lists: [ChangeHearing: [AlertBudget.Candidate]] = [:]
    return try store.people().compactMap(\.person).filter { Access.allows($0, .viewPlan) }.map {
      person -> (person: Person, decision: AlertBudget.Decision) in
      let hearing = ChangeHearing(person)
      let common = lists[hearing] ?? candidates(commonAlerts(plan, for: person))
      lists[hearing] = common
      let candidates = common + candidates(personalAlerts(plan, for: person))
      let notes = ledgers.alerts.notes[person.id] ?? AlertNotes()
      return (person, alertBudget.decide(candidates, notes, on: today, digestFrom: digestFrom))
    }
  }

  private func candidates(_ alerts: [Alert]) -> [AlertBudget.Candidate] {
    alerts.compactMap { alert in
      ledgers.alerts.lives[alert.key].map { AlertBudget.Candidate($0, alert.level, on: planningDay, large: meetings.large) }
    }
  }

  private static func canonical(_ person: Person, _ decision: AlertBudget.Decision) -> CanonicalValue {
    func keys(_ candidates: [AlertBudget.Candidate]) -> CanonicalValue { .list(candidates.map { .text($0.life.key) }) }
    var fields: [String: CanonicalValue] = ["person": .integer(person.id), "now": keys(decision.now)]
    if !decision.left.isEmpty { fields["left"] = .integer(Int64(decision.left.count)) }
    if !decision.digest.isEmpty {
      fields["digest"] = keys(Array(decision.digest.prefix(namedInDigest)))
      fields["digest_count"] = .integer(Int64(decision.digest.count))
    }
    return .map(fields)
  }
}

/// What was looked at when people were told last: the same again brings nothing new.
struct TellingLook: Equatable {
  let head: Int64
  let day: Day
  let hasDigest: Bool
}

extension Moment {
  /// An hour of a day in China (UTC+8).
  static func inChina(_ day: Day, hour: Int64) -> Moment {
    Moment(millisecondsSinceEpoch: (Int64(day.ordinal) * 24 + hour - 8) * 3_600_000)
  }
}
