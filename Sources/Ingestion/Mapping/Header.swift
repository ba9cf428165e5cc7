// SPDX-License-Identifier: Apache-2.0
import Commerce

/// The row of a table that names its columns, found below titles; two rows where one groups the other.
struct Header {
  /// Line or sheet row; the lower of two.
  let line: Int
  /// The upper of two, else `line`.
  let firstLine: Int
  /// As written, blanks at both ends cut; in the order of the columns.
  let texts: [String]
  let folded: [HeaderText]
  /// 10,000 when a title above says 单位：万元.
  let titleFactor: Int64?
  /// Which column of the file each column is, for findings.
  let positions: [Int]
  /// One of the texts that were joined from two rows; nil when the header is one row.
  let joinedExample: String?
  /// Columns from here on stand for another column in each row, which the row names.
  let firstMoving: Int

  static let searchedRows = 20

  /// The row among the first twenty that fits best: mapped headers count most, then names the schema knows.
  ///
  /// - Parameters:
  ///   - line: where the source knows it.
  ///   - takesStrange: where no name is known, the first row that can be names is taken, for a person to say what they mean.
  /// - Returns: nil when no row has a single column that is known.
  static func find(
    in rows: [(line: Int, texts: [String])], schema: FactSchema, mapping: Mapping?, at line: Int? = nil, merges: MergedCells? = nil,
    takesStrange: Bool = false
  ) -> Header? {
    if let wanted = line ?? mapping?.headerLine {
      return rows.first { $0.line == wanted }.map { Header($0, firstLine: $0.line, isJoined: false, above: rows) }
    }
    let mapped = Set((mapping?.columns ?? []).map { HeaderText.fold($0.header) })
    let known = Synonyms(schema)
    let takesMonths = MonthsAcross.kinds.contains(schema.kind)
    func score(_ texts: [String]) -> Double {
      texts.reduce(0) { sum, text in
        guard !text.isEmpty else { return sum }
        let header = HeaderText(text)
        if mapped.contains(header.whole) || mapped.contains(header.base) { return sum + 10 }
        let best = known.bestScore(header)
        return sum + (best == 0 && takesMonths && MonthWord(text) != nil ? 0.3 : best)
      }
    }
    var best: (score: Double, header: (line: Int, texts: [String]), first: Int)?
    let searched = Array(rows.prefix(searchedRows + 1))
    for (index, row) in searched.enumerated().prefix(searchedRows) {
      let single = score(row.texts)
      // A title that happens to hold one known word does not beat a row of headers.
      if single > (best?.score ?? 0) { best = (single, row, row.line) }
      guard index + 1 < searched.count, let joined = HeadRows.joined(row, searched[index + 1], merges: merges) else { continue }
      let both = score(joined)
      // Twice the same header, once with its upper half: the whole one is wanted.
      if both > 0, both >= (best?.score ?? 0), both >= score(searched[index + 1].texts) {
        best = (both + 0.01, (searched[index + 1].line, joined), row.line)
      }
    }
    if best == nil, takesStrange { return strange(in: searched) }
    return best.map { Header($0.header, firstLine: $0.first, isJoined: $0.first != $0.header.line, above: rows) }
  }

  /// The first row of at least two different texts without a number among them, with a row below it.
  private static func strange(in rows: [(line: Int, texts: [String])]) -> Header? {
    rows.dropLast().first { row in
      let named = row.texts.filter { !$0.isEmpty }
      return named.count >= 2 && Set(named).count == named.count && !named.contains { $0.allSatisfy { !$0.isLetter } }
    }.map { Header($0, firstLine: $0.line, isJoined: false, above: rows) }
  }

  private init(_ row: (line: Int, texts: [String]), firstLine: Int, isJoined: Bool, above rows: [(line: Int, texts: [String])]) {
    line = row.line
    self.firstLine = firstLine
    texts = row.texts
    let titles = rows.prefix { $0.line < firstLine }
    let tax = TitleFacts(Array(titles), name: "").tax
    folded = row.texts.map { HeaderText($0, tax: tax) }
    titleFactor = titles.flatMap(\.texts).compactMap { HeaderText.titleFactor($0) }.first
    positions = Array(row.texts.indices)
    joinedExample = isJoined ? row.texts.first { $0.contains(" ") } : nil
    firstMoving = .max
  }

  /// The header of rows that were arranged: months as rows, or signed numbers behind the last column.
  func arranged(_ months: MonthsAcross?, _ pairs: [SignedPair]) -> Header {
    let names = months.map { $0.texts(texts) } ?? texts + pairs.map(\.header)
    let places = months.map { $0.positions.map { positions[$0] } } ?? positions + pairs.map { positions[$0.plus] }
    return Header(self, texts: names, positions: places, firstMoving: months.map { $0.fixed.count + 1 } ?? .max)
  }

  private init(_ source: Header, texts: [String], positions: [Int], firstMoving: Int) {
    line = source.line
    firstLine = source.firstLine
    self.texts = texts
    folded = texts.map { HeaderText($0) }
    titleFactor = source.titleFactor
    self.positions = positions
    joinedExample = source.joinedExample
    self.firstMoving = firstMoving
  }

  /// The column of a header as a mapping names it; nil when there is none.
  func column(named name: String) -> Int? {
    if let exact = texts.firstIndex(of: name) { return exact }
    let wanted = HeaderText(name)
    guard !wanted.whole.isEmpty else { return nil }
    return folded.firstIndex { $0.whole == wanted.whole } ?? folded.firstIndex { $0.base == wanted.whole }
  }
}

/// Which field a header may mean, by every name the schema gives.
struct Synonyms {
  /// Folded name → (field, score); the first field that claims a name with the highest score wins ties.
  private var byName: [String: [(field: Int, score: Double)]] = [:]
  private let names: [(name: String, field: Int)]

  init(_ schema: FactSchema) {
    var all: [(String, Int)] = []
    var table: [String: [(field: Int, score: Double)]] = [:]
    for (index, field) in schema.fields.enumerated() {
      func claim(_ name: String, _ score: Double) {
        let header = HeaderText(name)
        for form in Set([header.whole, header.base]) where !form.isEmpty {
          table[form, default: []].append((index, score))
          // 名称 is a part of 英文名称 and is not one.
          if !field.isEnglishName { all.append((form, index)) }
        }
      }
      claim(field.name, 1)
      claim(field.label, 1)
      for synonym in field.synonyms { claim(synonym, 0.95) }
    }
    byName = table
    names = all.sorted { ($0.0, $0.1) < ($1.0, $1.1) }
  }

  /// How well a header fits each field, 0…1; only fields it fits at all, in the order of the schema.
  func scores(_ header: HeaderText) -> [(field: Int, score: Double)] {
    var result: [Int: Double] = [:]
    guard !header.whole.isEmpty else { return [] }
    for hit in byName[header.whole] ?? [] { result[hit.field] = max(result[hit.field] ?? 0, hit.score) }
    for hit in byName[header.base] ?? [] { result[hit.field] = max(result[hit.field] ?? 0, hit.score * 0.95) }
    for alternative in header.alternatives {
      for hit in byName[alternative] ?? [] { result[hit.field] = max(result[hit.field] ?? 0, hit.score * 0.92) }
    }
    for (name, field) in names where isPart(name, of: header.base) || isPart(header.base, of: name) {
      let share = Double(min(name.count, header.base.count)) / Double(max(name.count, header.base.count))
      result[field] = max(result[field] ?? 0, 0.3 + 0.4 * share)
    }
    return result.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
  }

  func bestScore(_ header: HeaderText) -> Double {
    let exact = byName[header.whole] ?? byName[header.base] ?? header.alternatives.lazy.compactMap { byName[$0] }.first
    return exact.map { $0.map(\.score).max() ?? 0 } ?? 0
  }

  /// The fields whose name or synonym a header is, in the order of the schema.
  func exact(_ header: HeaderText) -> [Int] {
    (byName[header.whole] ?? byName[header.base] ?? []).map(\.field).sorted()
  }

  /// Two Chinese characters or four Latin letters are enough to recognise a part.
  private func isPart(_ part: String, of whole: String) -> Bool {
    guard part.utf8.count >= 4, part.count >= 2, part.count < whole.count else { return false }
    return whole.hasPrefix(part) || whole.hasSuffix(part)
  }
}
