// SPDX-License-Identifier: Apache-2.0

extension FactSchema {
  /// The schema of a kind: one table for import, storage, export and the manual.
  public static func of(_ kind: FactKind) -> FactSchema { table[kind]! }

  /// Every kind, in the order of `FactKind.allCases`.
  public static let all: [FactSchema] = FactKind.allCases.map { of($0) }

  private static let table: [FactKind: FactSchema] = {
    var result: [FactKind: FactSchema] = [:]
    for schema in masterData + tradeDocuments + moneyDocuments + plansAndTargets {
      precondition(result[schema.kind] == nil, "one schema a kind")
      result[schema.kind] = schema
    }
    precondition(result.count == FactKind.allCases.count, "every kind has a schema")
    return result
  }()

  static func schema(
    _ kind: FactKind, keys: [String], effective: String? = nil, _ fields: [FactField]
  ) -> FactSchema {
    FactSchema(kind: kind, keys: keys, effectiveField: effective, fields: fields)
  }
}
