// SPDX-License-Identifier: Apache-2.0
import Calendars
import Journal
import Planning

/// An input cell that a scenario changed, beside what the running plan has there.
struct OwnChange {
  /// From the plan the scenario started from.
  let difference: CellDifference
  /// Where it goes in the running plan; nil when that has no place for it any more.
  let edit: InputEdit?
  /// What stands there now.
  let now: Double?

  /// Both changed it, to different numbers.
  var isConflict: Bool { edit != nil && !Self.same(now, difference.before) && !isKept }
  /// The plan has the scenario's number already.
  var isKept: Bool { edit != nil && Self.same(now, difference.after) }

  private static func same(_ left: Double?, _ right: Double?) -> Bool { left?.bitPattern == right?.bitPattern }

  /// The event of the entry; nil when the cell was emptied.
  var entered: Int64? {
    guard case .person(let event)? = difference.source else { return nil }
    return event
  }

  /// Its address in the scenario.
  func cell(in branch: ScenarioBranch) -> String {
    branch.head.address(difference.measure, difference.coordinate, difference.period).text
  }

  /// As an event keeps it.
  var recorded: RecordedEdits.Cell {
    var (month, day): (Month?, Day?) = (nil, nil)
    if case .month(let value) = difference.period { month = value }
    if case .day(let value) = difference.period { day = value }
    return RecordedEdits.Cell(
      measure: difference.measure, members: difference.coordinate.members, month: month, day: day, old: difference.before,
      new: difference.after)
  }
}

extension Workspace {
  /// A scenario's own changes against the plan as it is now, in the order of the scenario's model.
  func ownChanges(of scenario: Scenario, _ branch: ScenarioBranch) throws -> [OwnChange] {
    try branch.ownChanges().map { difference in
      let cell = OwnChange(difference: difference, edit: nil, now: nil).recorded
      guard let edit = RecordedEdits(cells: [cell]).inputs(of: scenario.base.event, known: plan).first else {
        return OwnChange(difference: difference, edit: nil, now: nil)
      }
      do {
        let now = try plan.engine.value(edit.measure, at: edit.coordinate, period: edit.period)
        return OwnChange(difference: difference, edit: edit, now: now)
      } catch {
        // A member that the plan does not have any more.
        return OwnChange(difference: difference, edit: nil, now: nil)
      }
    }
  }

  /// SHA-256 over the canonical form of a scenario's changes: which cells, from which number to which. What somebody compared is
  /// what they merge.
  static func content(_ changes: [OwnChange]) throws -> Digest {
    var encoder = CanonicalEncoder()
    try encoder.put(RecordedEdits(cells: changes.map(\.recorded)).canonical)
    return Digest.sha256(encoder.bytes)
  }
}
