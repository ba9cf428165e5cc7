// SPDX-License-Identifier: Apache-2.0
public import Access
public import Calendars
import Journal

/// One change of the planning model: who, when, why, and the lines.
public struct ModelChange: Sendable {
  public let event: Int64
  public let at: Moment
  public let by: String
  public let reason: String
  public let label: BilingualText
  public let lines: LineDiff
}

extension Workspace {
  /// Changes shown at once.
  static let modelChangeLimit = 50

  /// The newest changes of the model, newest first.
  public func modelChanges(_ proof: Authorized<To.ViewPlan>) throws(StoreError) -> [ModelChange] {
    var changes: [ModelChange] = []
    for step in plan.model.history.steps.suffix(Self.modelChangeLimit).reversed() {
      guard let event = try store.events(after: step.event - 1, limit: 1).first else { continue }
      changes.append(
        ModelChange(
          event: step.event, at: step.at, by: step.actor.login, reason: step.reason, label: step.label,
          lines: LineDiff(from: event.payload["before"]?.text ?? "", to: event.payload["text"]?.text ?? "")))
    }
    return changes
  }
}
