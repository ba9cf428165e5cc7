// SPDX-License-Identifier: Apache-2.0
import Calendars
import Journal

extension Workspace {
  /// Days for which addresses are kept where nobody says otherwise: logs are to be kept for six months (网络安全法 art. 21; GB/T 22239-2019 8.1.5),
  /// and personal data no longer than needed (个人信息保护法 art. 19).
  public static let originDays = 180

  /// Forgets from where was acted longer ago; who did what, and when, stays for ever. That something was forgotten is an entry of the trail.
  ///
  /// - Returns: how many were forgotten.
  @discardableResult
  public func forgetOrigins(olderThan days: Int = Workspace.originDays) throws -> Int {
    let now = environment.now()
    let before = Moment(millisecondsSinceEpoch: now.millisecondsSinceEpoch - Int64(days) * 86_400_000)
    let count = try store.forgetOrigins(before: before)
    guard count > 0 else { return 0 }
    try store.record(
      TrailKind.originsForgotten.entry(.system, ["count": .integer(Int64(count)), "before": .moment(before)]), at: now, from: nil)
    return count
  }
}
