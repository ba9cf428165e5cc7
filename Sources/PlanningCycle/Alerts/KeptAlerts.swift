// SPDX-License-Identifier: Apache-2.0
import Calendars
import Planning

/// What a look at the plan found, kept until something it rests on moves: reading it again costs nothing, and a change elsewhere does not wait for it.
struct KeptAlerts {
  private let alerts: [Alert]
  private let day: Day
  private var revision: Int64
  private weak var engine: PlanEngine?

  init(_ alerts: [Alert], on day: Day, revision: Int64, _ engine: PlanEngine) {
    self.alerts = alerts
    self.day = day
    self.revision = revision
    self.engine = engine
  }

  /// The same for a plan with the same cells; nil when they are another plan's.
  func carried(from engine: PlanEngine, to other: PlanEngine) -> KeptAlerts? {
    engine === self.engine ? KeptAlerts(alerts, on: day, revision: revision, other) : nil
  }

  /// The same alerts, at a later revision as well; nil when they may be others there.
  ///
  /// - Parameter moved: whether anything they rest on moved after a revision.
  mutating func alerts(
    on day: Day, revision: Int64, _ engine: PlanEngine, unless moved: (_ after: Int64) -> Bool = { _ in true }
  ) -> [Alert]? {
    guard day == self.day, engine === self.engine else { return nil }
    if revision == self.revision { return alerts }
    guard !moved(self.revision) else { return nil }
    self.revision = revision
    return alerts
  }

  /// An event was recorded that moves nothing an alert rests on.
  mutating func stand(at revision: Int64, after former: Int64) { if self.revision == former { self.revision = revision } }
}
