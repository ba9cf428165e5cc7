// SPDX-License-Identifier: Apache-2.0
import Calendars
import Commerce

extension IdentityMap {
  /// A table as it would have come if the source had used the codes that stand: the rows themselves keep theirs, and so do their files.
  func mapped(_ table: FactTable) -> FactTable {
    if isEmpty || table.rowCount == 0 { return table }
    var result = table
    if MemberKind.allCases.contains(where: merges) { result = mapsCodes(result) }
    for level in moves(table.kind) { result = movesParents(result, level) }
    return result
  }

  // MARK: - Codes

  /// What a table tells, and so what a merge does to it.
  enum Telling {
    /// What happened on days.
    case flow
    /// What there is: a state is of one member, whatever the day of the merge.
    case state
    /// What a member is like: two members have two, one has its own.
    case attribute
  }

  static func telling(_ kind: FactKind) -> Telling {
    switch kind {
    case .stock: .state
    case .items, .customers, .suppliers, .supplierItems, .frameAgreements, .prices, .taxRates, .rebates, .billOfMaterials: .attribute
    default: .flow
    }
  }

  /// Columns that name members: those that say so, a record's own code, and the other side of bank entries and bills.
  private static func naming(_ schema: FactSchema) -> [(field: FactField, kinds: [MemberKind])] {
    schema.fields.compactMap { field in
      if let kind = MemberKind.allCases.first(where: { $0.factKind == field.refersTo }) { return (field, [kind]) }
      if field.name == "code", let kind = MemberKind.allCases.first(where: { $0.factKind == schema.kind }) { return (field, [kind]) }
      if field.name == "counterparty", field.type == .text { return (field, [.customers, .suppliers]) }
      return nil
    }
  }

  private func mapsCodes(_ table: FactTable) -> FactTable {
    let telling = Self.telling(table.kind)
    let day = table.schema.effectiveField.map { table[$0] } ?? (table.schema.index(of: "month") == nil ? nil : table["month"])
    func on(_ row: Int) -> Day? {
      switch telling {
      case .attribute: nil
      case .state: Day(ordinal: .max)
      case .flow: day.flatMap { $0.field.type == .month ? $0.month(row)?.firstDay : $0.day(row) }
      }
    }
    var result = table
    /// By column of the key: rows that did not bear the code that stands.
    var foreign: [String: [Bool]] = [:]
    for (field, kinds) in Self.naming(table.schema) {
      let column = table[field.name]
      let touched = column.texts.map { text in kinds.contains { isMerged($0, text) } }
      guard touched.contains(true) else { continue }
      var other = [Bool](repeating: false, count: table.rowCount)
      let recoded = column.recoded { row, number in
        let text = column.texts[number]
        guard touched[number] else { return text }
        let day = on(row)
        let own = kinds.reduce(text) { code($1, $0, on: day) }
        other[row] = own != text
        return own
      }
      guard other.contains(true) else { continue }
      result = result.replacing(recoded)
      if table.schema.keys.contains(field.name) { foreign[field.name] = other }
    }
    if foreign.isEmpty { return result }
    if telling == .attribute { result = OwnAttributes.kept(result, foreign) }
    if telling == .state, let others = foreign["item"] {
      let item = table["item"]
      result = StockTogether.join(result, others) { item.text($0) ?? "" }
    }
    return result.taking(result.rowsByKey())
  }

  // MARK: - Places in hierarchies

  private func movesParents(_ table: FactTable, _ level: HierarchyLevel) -> FactTable {
    let (code, column) = (table["code"], table[level.field])
    let chosen = code.texts.map { parent(level, of: $0) }
    guard chosen.contains(where: { $0 != nil }) else { return table }
    var parents = FactColumn(field: column.field)
    for row in 0..<table.rowCount {
      let said = code.isPresent[row] ? chosen[Int(code.integers[row])] : nil
      if let text = said ?? column.text(row) { parents.append(text: text) } else { parents.appendMissing() }
    }
    parents.seal()
    return table.replacing(parents)
  }
}
