// SPDX-License-Identifier: Apache-2.0
import Calendars
import Journal

/// Who signs in with a code besides the password, and who must wait; rebuilt from the events at start.
///
/// A secret is kept nowhere: it follows from the key of the workspace and from what the event holds.
struct SecondFactorLedger: Sendable {
  static let set = "access.factor-set"
  static let used = "access.factor-used"
  static let removed = "access.factor-removed"
  static let locked = "access.locked-out"

  struct Factor: Sendable {
    let salt: [UInt8]
    /// The newest step whose code was used.
    var step: Int64
    /// Of recovery codes that are still good.
    var recovery: Swift.Set<Digest>
  }

  private var factors: [Int64: Factor] = [:]
  private var locks: [String: Moment] = [:]

  mutating func note(_ event: Event) {
    let payload = event.payload
    switch event.kind {
    case Self.set:
      guard let person = payload["person"]?.integer, let salt = payload["salt"]?.bytes, let step = payload["step"]?.integer else { return }
      factors[person] = Factor(salt: salt, step: step, recovery: Swift.Set((payload["recovery"]?.list ?? []).compactMap(\.digest)))
    case Self.used:
      guard let person = payload["person"]?.integer else { return }
      if let step = payload["step"]?.integer { factors[person]?.step = step }
      if let code = payload["recovery"]?.digest { factors[person]?.recovery.remove(code) }
    case Self.removed:
      if let person = payload["person"]?.integer { factors[person] = nil }
    case Self.locked:
      guard let login = payload["login"]?.text, let until = payload["until"]?.integer else { return }
      locks[login] = Moment(millisecondsSinceEpoch: until)
    default: return
    }
  }

  subscript(_ person: Int64) -> Factor? { factors[person] }

  /// Until when nobody signs in under a login.
  func lock(of login: String) -> Moment? { locks[login] }
}
