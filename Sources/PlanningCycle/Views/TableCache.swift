// SPDX-License-Identifier: Apache-2.0
import Planning

/// The tables that were read last: people who look at the same table share one, and hear only of the rows that moved.
///
/// A handful is kept, whole and by revision; a reader whose revision is no longer here gets the whole table again.
final class TableCache {
  /// What a table depends on besides the plan.
  struct Key: Hashable {
    let request: TableRequest
    /// nil for the plan.
    let scenario: Int64?
    let sight: PlanSight.Key
  }

  private static let limit = 4
  private struct Entry {
    let key: Key
    let revision: Int64
    let view: TableView
    /// Whose measures and members the rows name.
    weak var engine: PlanEngine?
  }

  /// Newest last.
  private var known: [Entry] = []

  func view(_ key: Key, revision: Int64) -> TableView? {
    known.first { $0.key == key && $0.revision == revision }?.view
  }

  /// The same when it was read from this plan, so that some of its rows can be read again.
  func view(_ key: Key, revision: Int64, of engine: PlanEngine) -> TableView? {
    known.first { $0.key == key && $0.revision == revision && $0.engine === engine }?.view
  }

  /// The table that was kept last under this key.
  func newest(_ key: Key) -> (revision: Int64, view: TableView)? {
    known.last { $0.key == key }.map { ($0.revision, $0.view) }
  }

  func keep(_ view: TableView, _ key: Key, revision: Int64, of engine: PlanEngine) {
    known.append(Entry(key: key, revision: revision, view: view, engine: engine))
    if known.count > TableCache.limit { known.removeFirst(known.count - TableCache.limit) }
  }
}

extension TableView {
  /// Rows whose figures or checks differ from an earlier table of the same rows; nil when the rows are others.
  func rowsThatMoved(since earlier: TableView) -> [Row]? {
    guard rows.count == earlier.rows.count, columns.map(\.id) == earlier.columns.map(\.id) else { return nil }
    var moved: [Row] = []
    for (new, old) in zip(rows, earlier.rows) {
      guard new.address == old.address, new.isEditable == old.isEditable, new.hasChildren == old.hasChildren else { return nil }
      if new.differs(from: old) { moved.append(new) }
    }
    return moved
  }
}

extension TableView.Row {
  /// Whether a figure or a check is another one than in an earlier table.
  func differs(from old: Self) -> Bool {
    values != old.values || budget != old.budget || running != old.running || lastYear != old.lastYear || checks != old.checks
      || failure != old.failure
  }
}
