// SPDX-License-Identifier: Apache-2.0
import Calendars
public import Commerce

/// The current facts of a workspace, each kind read once and kept until an import changes it. Here codes of sources become codes of members:
/// whoever asks for
/// a table sees merged members as one, and each member below its parent of now.
public final class FactLibrary {
  private let store: any FactStore
  private var tables: [FactKind: FactTable] = [:]

  private let moment: Moment?
  /// Which codes stand for which members.
  private(set) var identities: IdentityMap
  /// Imports since the beginning.
  private var generation = 0
  /// The library that reads for this one, as long as nothing was imported there since.
  private let shared: (library: FactLibrary, generation: Int)?

  /// How many imports this library knows of: the same number, the same facts.
  var imports: Int { shared?.generation ?? generation }

  init(store: any FactStore, identities: IdentityMap = .none) {
    self.store = store
    self.identities = identities
    moment = nil
    shared = nil
  }

  /// What was known at a moment.
  init(store: any FactStore, asOf moment: Moment, identities: IdentityMap) {
    self.store = store
    self.identities = identities
    self.moment = moment
    shared = nil
  }

  /// What a library knows now, whatever is imported there later.
  init(reading library: FactLibrary, at moment: Moment) {
    store = library.store
    tables = library.tables
    identities = library.identities
    self.moment = moment
    shared = (library, library.generation)
  }

  public func table(_ kind: FactKind) throws(StoreError) -> FactTable {
    if let known = tables[kind] { return known }
    let isShared = shared.map { $0.library.generation == $0.generation } ?? false
    let table = isShared ? try shared!.library.table(kind) : identities.mapped(try store.table(kind, asOf: moment))
    tables[kind] = table
    return table
  }

  /// The rows with the source's own codes: what is written back, and what a file is held against.
  func own(_ kind: FactKind) throws(StoreError) -> FactTable { try store.table(kind, asOf: moment) }

  /// Reads everything anew by another mapping.
  func adopt(_ identities: IdentityMap) {
    self.identities = identities
    forgetAll()
  }

  /// A library of its own with what is known here, for somebody who reads on while things change here.
  func copied() -> FactLibrary {
    let copy = FactLibrary(store: store, identities: identities)
    copy.tables = tables
    copy.generation = generation
    return copy
  }

  /// Knows a kind from now on as somebody read it from the store.
  func adopt(_ table: FactTable) {
    tables[table.kind] = identities.mapped(table)
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
