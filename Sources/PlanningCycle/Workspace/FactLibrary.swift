// SPDX-License-Identifier: Apache-2.0
import Calendars
public import Commerce

/// The current facts of a workspace, each kind read once and kept until an import changes it.
public final class FactLibrary {
  private let store: any FactStore
  private var tables: [FactKind: FactTable] = [:]

  private let moment: Moment?

  public init(store: any FactStore) {
    self.store = store
    moment = nil
  }

  /// What was known at a moment.
  init(store: any FactStore, asOf moment: Moment) {
    self.store = store
    self.moment = moment
  }

  public func table(_ kind: FactKind) throws(StoreError) -> FactTable {
    if let known = tables[kind] { return known }
    let table = try store.table(kind, asOf: moment)
    tables[kind] = table
    return table
  }

  /// Forgets a kind, so that the next question reads what was stored since.
  func forget(_ kind: FactKind) { tables[kind] = nil }
  func forgetAll() { tables = [:] }
}
