// SPDX-License-Identifier: Apache-2.0
import Access
import Alerting
import Calendars
import Journal
import Planning

/// What the newest look found that is for one person alone. Kept between two looks, which a change does not wait for.
struct PersonalLook {
  let head: Int64
  let day: Day
  /// Sources that failed or were late then.
  let sources: [String]
  let alerts: [Alert]
}

extension Workspace {
  /// Alerts for one person alone that have a life of their own, the first by rank; the list of the person has all of them.
  static let personalLimit = 200

  /// What is one person's alone: their own rules, the shared ones as far as they look at each person's rows, and sources that they answer for.
  func personalAlerts(_ plan: PlanState, for person: Person) -> [Alert] {
    carriedOn(personalRuleAlerts(plan, for: person), for: person.id) + sourceAlerts(for: person)
  }

  /// What a look at every person's own rules finds.
  ///
  /// - Throws: `StoreError`.
  func lookAtPeople() throws -> [Alert] {
    let (head, today, sources) = (try store.head().sequence, environment.today(), sourceTroubles())
    if let known = personalLook, known.head == head, known.day == today, known.sources == sources { return known.alerts }
    let found = try store.people().compactMap(\.person).filter { Access.allows($0, .viewPlan) }.flatMap { person in
      shown(personalAlerts(plan, for: person)).prefix(Self.personalLimit)
    }
    personalLook = PersonalLook(head: head, day: today, sources: sources, alerts: found)
    return found
  }

  /// Hits of rules with the keys of their lives. A stretch of hits is named by its first month; once that month is past, the window begins later and the
  /// same stretch has another name, and goes on as what it was.
  ///
  /// - Parameter person: whom alone they are for; nil: everybody.
  func carriedOn(_ alerts: [Alert], for person: Int64? = nil) -> [Alert] {
    let (month, lives, suffix) = (planningDay.monthOf, ledgers.alerts.lives, person.map { "@\($0)" } ?? "")
    return alerts.map { alert in
      var (alert, key) = (alert, alert.id + suffix)
      if lives[key] == nil, alert.id.hasSuffix("|\(month)") {
        let stem = alert.id.dropLast("\(month)".count)
        let former = (1...RuleLimits.months).lazy.map { "\(stem)\(month.adding(months: -$0))\(suffix)" }.first { lives[$0] != nil }
        key = former ?? key
      }
      if key != alert.id { alert.lifeKey = key }
      return alert
    }
  }
}
