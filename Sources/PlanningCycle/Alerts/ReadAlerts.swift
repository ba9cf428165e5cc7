// SPDX-License-Identifier: Apache-2.0
public import Access
import Alerting
import Calendars
import Planning

extension Workspace {
  /// Most lines of the log at once.
  public static let alertLogLimit = 200

  /// What this person should look at, whole and ranked: of the company what they hold the rights for, and if they are narrowed what is about their own
  /// rows alone; with what they did with it and when they were told.
  public func alerts(_ proof: Authorized<To.ViewPlan>) -> [Alert] { alerts(for: proof.person) }

  /// What this person was told of at once today, and in the seven days that end today.
  public func toldAtOnce(_ proof: Authorized<To.ViewPlan>) -> (today: Int, week: Int) {
    let (today, notes) = (
      environment.today(), ledgers.alerts.notes[proof.person.id] ?? AlertNotes()
    )
    return (notes.toldAtOnce(on: today), notes.toldInWeek(endingOn: today))
  }

  func alerts(for person: Person) -> [Alert] {
    let (today, notes) = (environment.today(), ledgers.alerts.notes[person.id] ?? AlertNotes())
    return shownAlerts(of: plan, for: person).enumerated().map { place, alert in
      var alert = alert
      alert.standing.rank = place + 1
      guard let life = ledgers.alerts.lives[alert.key] else { return alert }
      alert.standing.state = life.isWorse ? .worse : .raised
      alert.standing.raisedOn = life.raisedOn
      let told = notes.told(of: life, on: today)
      alert.standing.toldAt = told?.at
      switch notes.standing(of: life, on: today) {
      case .open: alert.standing.isNew = told.map { $0.on == today } ?? true
      case .acknowledged: alert.isAcknowledged = true
      case .snoozed(let until): alert.standing.snoozedUntil = until
      }
      return alert
    }
  }

  /// What became of alerts that this person may see, the newest first.
  ///
  /// - Parameters:
  ///   - before: number of a line; nil for the newest.
  ///   - limit: lines at once, at most `alertLogLimit`.
  public func alertLog(_ proof: Authorized<To.ViewPlan>, before: Int64? = nil, limit: Int = 50) -> AlertLogPage {
    let person = proof.person
    let own = ledgers.alerts.log.reversed().filter { $0.alert.isVisible(to: person) }
    let rest = own.filter { one in before.map { one.number < $0 } ?? true }
    let page = rest.prefix(min(max(1, limit), Self.alertLogLimit)).map { entry in
      var entry = entry
      // What somebody else did is told to those who hear of changes in words.
      if !person.scope.isEverything { entry.cause = nil }
      return entry
    }
    return AlertLogPage(entries: page, total: own.count, next: rest.count > page.count ? page.last?.number : nil)
  }
}
