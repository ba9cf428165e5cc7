// SPDX-License-Identifier: Apache-2.0

extension FactTable {
  /// The rows at these places, in this order, each with its file's line and batch; texts are numbered by first appearance, as where rows are read.
  public func taking(_ rows: [Int]) -> FactTable {
    FactTable(
      kind: kind, columns: columns.map { $0.taking(rows) }, lines: rows.map { lines[$0] },
      batches: FactBatches(rows.lazy.map { batches[$0] }))
  }

  /// The same rows with another column in the place of one.
  public func replacing(_ column: FactColumn) -> FactTable {
    guard let place = schema.index(of: column.field.name), columns[place].field == column.field else {
      preconditionFailure("\(kind.rawValue) has no such column \(column.field.name)")
    }
    var changed = columns
    changed[place] = column
    return FactTable(kind: kind, columns: changed, lines: lines, batches: batches)
  }

  /// Places of rows in the order of the source's own keys: missing first, numbers by value, texts by their bytes. Equal keys stay as they stand.
  public func rowsByKey() -> [Int] {
    let keys = schema.keys.map { self[$0] }
    // One rank a text, so that no text is compared twice.
    let ranks = keys.map { column -> [Int64] in
      let order = column.texts.indices.sorted { column.texts[$0].utf8.lexicographicallyPrecedes(column.texts[$1].utf8) }
      var ranks = [Int64](repeating: 0, count: order.count)
      for (rank, index) in order.enumerated() { ranks[index] = Int64(rank) }
      return ranks
    }
    func isBefore(_ left: Int, _ right: Int) -> Bool {
      for (column, rank) in zip(keys, ranks) {
        let (mine, other) = (column.isPresent[left], column.isPresent[right])
        if mine != other { return !mine }
        guard mine else { continue }
        let isText = column.field.type == .text
        let (one, two) =
          isText ? (rank[Int(column.integers[left])], rank[Int(column.integers[right])]) : (column.integers[left], column.integers[right])
        if one != two { return one < two }
      }
      return left < right
    }
    return (0..<rowCount).sorted(by: isBefore)
  }

  /// Whether two rows have the same source key.
  public func haveSameKey(_ left: Int, _ right: Int) -> Bool {
    schema.keys.allSatisfy { name in
      let column = self[name]
      return column.isPresent[left] == column.isPresent[right]
        && (!column.isPresent[left] || column.integers[left] == column.integers[right])
    }
  }
}

extension FactColumn {
  /// The values at these places, in this order.
  public func taking(_ rows: [Int]) -> FactColumn {
    guard field.type == .text else {
      return FactColumn(field: field, integers: rows.map { integers[$0] }, isPresent: rows.map { isPresent[$0] })
    }
    return numbered(rows.map { isPresent[$0] ? integers[$0] : nil }, texts)
  }

  /// The same rows with other texts in some; nil leaves a row without one.
  ///
  /// - Parameter text: told the place of a row and the number of its text in `texts`.
  public func recoded(_ text: (_ row: Int, _ number: Int) -> String?) -> FactColumn {
    precondition(field.type == .text, "\(field.name) is no column of texts")
    var words = texts
    var known = Dictionary(uniqueKeysWithValues: zip(texts, Int64(0)...))
    let numbers = (0..<integers.count).map { row -> Int64? in
      guard isPresent[row], let changed = text(row, Int(integers[row])) else { return nil }
      if let number = known[changed] { return number }
      let number = Int64(words.count)
      known[changed] = number
      words.append(changed)
      return number
    }
    return numbered(numbers, words)
  }

  /// The same rows, some of them without a value.
  public func emptied(_ isEmptied: (_ row: Int) -> Bool) -> FactColumn {
    if field.type == .text { return recoded { row, number in isEmptied(row) ? nil : texts[number] } }
    let kept = (0..<integers.count).map { isPresent[$0] && !isEmptied($0) }
    return FactColumn(field: field, integers: kept.indices.map { kept[$0] ? integers[$0] : 0 }, isPresent: kept)
  }

  /// Other integers in the same rows.
  public func with(integers: [Int64], isPresent: [Bool]) -> FactColumn {
    precondition(field.type != .text && integers.count == self.integers.count, "one integer a row")
    return FactColumn(field: field, integers: integers, isPresent: isPresent)
  }

  private func numbered(_ numbers: [Int64?], _ words: [String]) -> FactColumn {
    var renumbered = [Int64](repeating: -1, count: words.count)
    var kept: [String] = []
    let integers = numbers.map { number -> Int64 in
      guard let number else { return 0 }
      if renumbered[Int(number)] < 0 {
        renumbered[Int(number)] = Int64(kept.count)
        kept.append(words[Int(number)])
      }
      return renumbered[Int(number)]
    }
    return FactColumn(field: field, integers: integers, isPresent: numbers.map { $0 != nil }, texts: kept)
  }
}
