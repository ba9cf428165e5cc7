// SPDX-License-Identifier: Apache-2.0
import Commerce

/// What stays of the records of merged members: the one that stands keeps what it says of itself, and takes what only the others say.
enum OwnAttributes {
  /// - Parameter foreign: by column of the key, rows that bore another code before.
  static func kept(_ table: FactTable, _ foreign: [String: [Bool]]) -> FactTable {
    switch table.kind {
    case .items: return foreign["code"].map { aliasesAlone(table, $0).taking(items(table, $0)) } ?? table
    // One recipe: that of the assembly that stands, where it has one. Components that became one add up.
    case .billOfMaterials: return foreign["assembly"].map { table.taking(recipes(table, $0)) } ?? table
    // Agreed quantities add up.
    case .frameAgreements: return table
    default:
      let rows = (0..<table.rowCount).map { row in foreign.values.contains { $0[row] } }
      return table.taking(withoutRepeats(table, rows))
    }
  }

  /// Values of a column that rows bear of their own.
  private static func ownValues(_ column: FactColumn, _ foreign: [Bool]) -> Swift.Set<Int64> {
    Swift.Set(foreign.indices.filter { !foreign[$0] && column.isPresent[$0] }.map { column.integers[$0] })
  }

  /// One record without an alias says what an item is; records with an alias say the alias besides.
  private static func items(_ table: FactTable, _ foreign: [Bool]) -> [Int] {
    let (code, alias) = (table["code"], table["alias"])
    var told = ownValues(code, foreign)
    return foreign.indices.filter { row in
      !foreign[row] || alias.isPresent[row] || !code.isPresent[row] || told.insert(code.integers[row]).inserted
    }
  }

  private static func recipes(_ table: FactTable, _ foreign: [Bool]) -> [Int] {
    let assembly = table["assembly"]
    let own = ownValues(assembly, foreign)
    return foreign.indices.filter { !foreign[$0] || !assembly.isPresent[$0] || !own.contains(assembly.integers[$0]) }
  }

  /// Of rows that now have one key the member's own stays, else the first.
  private static func withoutRepeats(_ table: FactTable, _ foreign: [Bool]) -> [Int] {
    var kept: [Int] = []
    for row in table.rowsByKey() {
      if let last = kept.last, table.haveSameKey(last, row) {
        if foreign[last], !foreign[row] { kept[kept.count - 1] = row }
      } else {
        kept.append(row)
      }
    }
    return kept
  }

  /// Aliases of a merged item lead to the one that stands; whatever else their records say is not the member's.
  private static func aliasesAlone(_ table: FactTable, _ foreign: [Bool]) -> FactTable {
    let (code, alias) = (table["code"], table["alias"])
    let own = ownValues(code, foreign)
    let bare = foreign.indices.map { foreign[$0] && alias.isPresent[$0] && own.contains(code.integers[$0]) }
    guard bare.contains(true) else { return table }
    var result = table
    for column in table.columns where column.field.name != "code" && column.field.name != "alias" {
      result = result.replacing(column.emptied { bare[$0] })
    }
    return result
  }
}
