// SPDX-License-Identifier: Apache-2.0
public import Access
import Alerting
import Journal

extension Workspace {
  /// Takes note of an alert for one person, on every screen of theirs, until it gets materially worse or comes again after it was over.
  ///
  /// - Parameter isAcknowledged: false takes the note back, and ends a putting off.
  /// - Throws: `CycleError.alertNotKnown` when the person sees no such alert now; `StoreError`.
  public func acknowledge(
    _ proof: Authorized<To.ViewPlan>, alert id: String, isAcknowledged: Bool, context: CommandContext
  ) throws -> CommandOutcome {
    if let earlier = try outcome(of: context) { return earlier }
    let alert = try find(alert: id, proof)
    var payload: [String: CanonicalValue] = ["alert": .text(alert.key)]
    if isAcknowledged { payload["seen"] = Acknowledgements.Seen(alert).canonical }
    let event = try store.append(context.draft(Acknowledgements.eventKind, .map(payload)), at: context.at)
    // Everybody hears of the event; what it was about is this person's.
    let label =
      isAcknowledged ? BilingualText("已知悉一条提醒", "an alert was acknowledged") : BilingualText("恢复一条提醒", "an alert was brought back")
    return announce(event, label, [], spread: [], reason: "")
  }

  /// An alert that somebody sees now, with a life that notes can be of.
  func find(alert id: String, _ proof: Authorized<To.ViewPlan>) throws(CycleError) -> Alert {
    recordAlerts(after: nil)
    guard let alert = alerts(proof).first(where: { $0.id == id }) else {
      throw CycleError(
        .alertNotKnown, BilingualText("没有这条提醒", "there is no such alert"),
        detail: BilingualText("提醒 \(id) 已经消失，或您看不到", "the alert \(id) is gone, or not yours to see"),
        hint: BilingualText("刷新后再看", "look again after a refresh"), parameters: ["alert": id])
    }
    // One of their own that came up since the last look has no life yet.
    if alert.viewer != nil, ledgers.alerts.lives[alert.key] == nil {
      personalLook = nil
      recordAlerts(after: nil)
    }
    return alert
  }
}
