// SPDX-License-Identifier: Apache-2.0
import Calendars
import Planning

/// What a look at the plan found, kept until anything happens: reading it again costs nothing.
struct HeldAlerts {
  let alerts: [Alert]
  private let day: Day
  private var revision: Int64
  private weak var engine: PlanEngine?

  init(_ alerts: [Alert], on day: Day, revision: Int64, _ engine: PlanEngine) {
    self.alerts = alerts
    self.day = day
    self.revision = revision
    self.engine = engine
  }

  func alerts(on day: Day, revision: Int64, _ engine: PlanEngine) -> [Alert]? {
    day == self.day && revision == self.revision && engine === self.engine ? alerts : nil
  }

  /// The same for a plan with the same cells; nil when they are another plan's.
  func carried(from engine: PlanEngine, to other: PlanEngine) -> HeldAlerts? {
    engine === self.engine ? HeldAlerts(alerts, on: day, revision: revision, other) : nil
  }

  /// An event was recorded that moves nothing an alert rests on.
  mutating func stand(at revision: Int64, after former: Int64) { if self.revision == former { self.revision = revision } }
}
