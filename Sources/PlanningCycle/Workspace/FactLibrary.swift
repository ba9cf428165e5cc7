// SPDX-License-Identifier: Apache-2.0
import Calendars
public import Commerce

/// The current facts of a workspace, each kind read once and kept until an import changes it.
public final class FactLibrary {
  private let store: any FactStore
  private var tables: [FactKind: FactTable] = [:]

  private let moment: Moment?
  /// Imports since the beginning.
  private var generation = 0
  /// The library that reads for this one, as long as nothing was imported there since.
  private let shared: (library: FactLibrary, generation: Int)?

  /// How many imports this library knows of: the same number, the same facts.
  var imports: Int { shared?.generation ?? generation }

  public init(store: any FactStore) {
    self.store = store
    moment = nil
    shared = nil
  }

  /// What was known at a moment.
  init(store: any FactStore, asOf moment: Moment) {
    self.store = store
    self.moment = moment
    shared = nil
  }

  /// What a library knows now, whatever is imported there later.
  init(reading library: FactLibrary, at moment: Moment) {
    store = library.store
    tables = library.tables
    self.moment = moment
    shared = (library, library.generation)
  }

  public func table(_ kind: FactKind) throws(StoreError) -> FactTable {
    if let known = tables[kind] { return known }
    let isShared = shared.map { $0.library.generation == $0.generation } ?? false
    let table = isShared ? try shared!.library.table(kind) : try store.table(kind, asOf: moment)
    tables[kind] = table
    return table
  }

  /// A library of its own with what is known here, for somebody who reads on while things change here.
  func copied() -> FactLibrary {
    let copy = FactLibrary(store: store)
    copy.tables = tables
    copy.generation = generation
    return copy
  }

  /// Knows a kind from now on as somebody read it.
  func adopt(_ table: FactTable) {
    tables[table.kind] = table
    generation += 1
  }

  /// Knows what another library read meanwhile of the same facts.
  func fill(from other: FactLibrary) { tables.merge(other.tables) { known, _ in known } }

  /// Forgets a kind, so that the next question reads what was stored since.
  func forget(_ kind: FactKind) {
    tables[kind] = nil
    generation += 1
  }

  func forgetAll() {
    tables = [:]
    generation += 1
  }
}
