// SPDX-License-Identifier: Apache-2.0
import Planning

/// Which rows each of the newest changes may have moved. A revision that nobody noted ends what is known: then a table is read anew.
final class TableChanges {
  /// Changes that are remembered.
  static let limit = 100

  private weak var engine: PlanEngine?
  private var entries: [(former: Int64, revision: Int64, touched: TouchedRows)] = []
  /// Moved since the newest entry.
  private var open = TouchedRows()
  /// What the next revision moved is not known.
  private var isOpenUnknown = false

  /// A wave has changed the plan.
  func note(_ wave: Wave, _ plan: PlanState) {
    if engine !== plan.engine {
      entries = []
      open = TouchedRows()
    }
    engine = plan.engine
    open.add(TouchedRows(wave, plan))
  }

  /// What was noted since the last one belongs to this revision.
  func close(_ revision: Int64, after former: Int64) {
    if let last = entries.last, last.revision != former { entries = [] }
    if !isOpenUnknown { entries.append((former, revision, open)) }
    open = TouchedRows()
    isOpenUnknown = false
    if entries.count > Self.limit { entries.removeFirst(entries.count - Self.limit) }
  }

  /// What moved after one revision, up to another; nil when that is not known.
  func touched(after seen: Int64, through revision: Int64, _ plan: PlanState) -> TouchedRows? {
    guard engine === plan.engine, let first = entries.first, let last = entries.last, last.revision == revision,
      seen >= first.former
    else { return nil }
    var touched = TouchedRows()
    for entry in entries where entry.revision > seen { touched.add(entry.touched) }
    return touched
  }

  /// The plan was built anew and stands at its newest event: what moves from here on is known.
  func restart() {
    forget()
    isOpenUnknown = false
  }

  /// The plan changed in another way than by waves that were noted, or its table may have other rows.
  func forget() {
    entries = []
    open = TouchedRows()
    isOpenUnknown = true
  }
}
