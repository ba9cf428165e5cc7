// SPDX-License-Identifier: Apache-2.0

/// The tables that were read last: people who look at the same table share one, and hear only of the rows that moved.
///
/// A handful is kept, whole and by revision; a reader whose revision is no longer here gets the whole table again.
final class TableCache {
  /// What a table depends on besides the plan.
  struct Key: Hashable {
    let request: TableRequest
    /// nil for the plan.
    let scenario: Int64?
    let seesCash: Bool
    let editsForecast: Bool
    let editsDrivers: Bool
  }

  private static let limit = 4
  /// Newest last.
  private var known: [(key: Key, revision: Int64, view: TableView)] = []

  func view(_ key: Key, revision: Int64) -> TableView? {
    known.first { $0.key == key && $0.revision == revision }?.view
  }

  /// The table that was kept last under this key.
  func newest(_ key: Key) -> (revision: Int64, view: TableView)? {
    known.last { $0.key == key }.map { ($0.revision, $0.view) }
  }

  func keep(_ view: TableView, _ key: Key, revision: Int64) {
    known.append((key, revision, view))
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
      if new.values != old.values || new.budget != old.budget || new.running != old.running || new.lastYear != old.lastYear
        || new.checks != old.checks
        || new.failure != old.failure
      {
        moved.append(new)
      }
    }
    return moved
  }
}
