// SPDX-License-Identifier: Apache-2.0
import Calendars
import Journal

/// 部门上报: the lines of one department in a budget form of a year, as somebody handed them in. It signs nothing of the form; it says that the
/// department stands by its figures, and which they were.
struct DepartmentPart: Sendable {
  struct Key: Hashable, Sendable {
    let form: String
    let year: Int
    /// Code.
    let department: String
  }

  let key: Key
  let event: Int64
  let by: Actor
  let at: Moment
  let day: Day
  /// Hundredths of the unit by line and month.
  let rows: [String: [Month: Int64]]

  /// Whether one of its figures is another now. A 分 moves where other departments move, because parts are rounded to their total.
  func hasMoved(from now: [String: [Month: Int64]]) -> Bool {
    Swift.Set(rows.keys).union(now.keys).contains { line in
      let (old, new) = (rows[line] ?? [:], now[line] ?? [:])
      return Swift.Set(old.keys).union(new.keys).contains { ((old[$0] ?? 0) - (new[$0] ?? 0)).magnitude > 1 }
    }
  }
}

/// What departments handed in, rebuilt from the events at start.
struct PartLedger: Sendable {
  static let handedIn = "approval.part-handed-in"
  static let reverted = "approval.part-reverted"
  static let restored = "approval.part-restored"

  private var parts: [DepartmentPart] = []
  private var takenBack: Swift.Set<Int64> = []

  /// The newest that stands.
  subscript(_ key: DepartmentPart.Key) -> DepartmentPart? { parts.last { $0.key == key && !takenBack.contains($0.event) } }

  mutating func note(_ event: Event) {
    let payload = event.payload
    switch event.kind {
    case Acknowledgements.resetKind: self = PartLedger()
    case Self.handedIn:
      guard let form = payload["form"]?.text, let year = payload["year"]?.integer.flatMap({ Int(exactly: $0) }),
        let department = payload["department"]?.text
      else { return }
      parts.append(
        DepartmentPart(
          key: .init(form: form, year: year, department: department), event: event.sequence, by: event.draft.actor, at: event.recordedAt,
          day: payload["day"]?.day ?? event.recordedAt.civilDay, rows: BudgetContent.rows(payload["rows"])))
    case Self.reverted: if let target = payload["undoes"]?.integer { takenBack.insert(target) }
    case Self.restored: if let target = payload["redoes"]?.integer { takenBack.remove(target) }
    default: break
    }
  }
}
