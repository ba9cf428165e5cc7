// SPDX-License-Identifier: Apache-2.0
public import Commerce

/// The codes of masters as they stand now: a value, so that a file can be held against them while the workspace goes on.
public struct KnownFactCodes: Sendable {
  private var codes: [FactKind: Swift.Set<String>] = [:]

  /// - Parameter kind: what the file holds: the codes that such rows name; nil: of every kind that rows may name.
  init(_ facts: FactLibrary, for kind: FactKind?) {
    let schemas = kind.map { [FactSchema.of($0)] } ?? FactSchema.all
    let named = Swift.Set(schemas.flatMap { $0.fields.compactMap(\.refersTo) + (kind.map { [$0] } ?? []) })
    for kind in FactKind.allCases where named.contains(kind) {
      // A merged code is known as well: files go on naming it.
      guard let table = try? facts.own(kind) else { continue }
      var known = Swift.Set(table[FactSchema.of(kind).keys[0]].texts)
      if kind == .items { known.formUnion(table["alias"].texts) }
      codes[kind] = known
    }
  }

  /// nil where nothing of the kind is known at all, so that nothing can be said.
  public func knows(_ kind: FactKind, _ code: String) -> Bool? {
    guard let codes = codes[kind], !codes.isEmpty else { return nil }
    return codes.contains(code)
  }
}
