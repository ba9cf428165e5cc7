// SPDX-License-Identifier: Apache-2.0
public import Commerce

/// Codes that are known, by kind: what an import of documents checks its references against.
public struct KnownCodes: Sendable {
  private var codes: [FactKind: Set<String>] = [:]

  public init() {}

  public mutating func add(_ code: String, to kind: FactKind) { codes[kind, default: []].insert(code) }

  /// Takes the codes of a table of masters: its first key and, for items, their other names.
  public mutating func add(_ table: FactTable) {
    guard let key = table.schema.keys.first else { return }
    for name in [key, "alias"] where table.schema.index(of: name) != nil {
      codes[table.kind, default: []].formUnion(table[name].texts)
    }
  }

  /// Nil when nothing of the kind is known.
  public func knows(_ kind: FactKind, _ code: String) -> Bool? { codes[kind].map { $0.contains(code) } }
}
