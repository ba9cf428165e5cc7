// SPDX-License-Identifier: Apache-2.0
import Commerce

/// The row of a table that names its columns, found below titles.
struct Header {
  /// Line or sheet row.
  let line: Int
  /// As written, blanks at both ends cut; in the order of the columns.
  let texts: [String]
  let folded: [HeaderText]
  /// 10,000 when a title above says 单位：万元.
  let titleFactor: Int64?

  static let searchedRows = 20

  /// The row among the first twenty that fits best: mapped headers count most, then names the schema knows.
  ///
  /// - Returns: nil when no row has a single column that is known.
  static func find(in rows: [(line: Int, texts: [String])], schema: FactSchema, mapping: Mapping?) -> Header? {
    if let wanted = mapping?.headerLine {
      return rows.first { $0.line == wanted }.map { Header($0, above: rows) }
    }
    let mapped = Set((mapping?.columns ?? []).map { HeaderText.fold($0.header) })
    let known = Synonyms(schema)
    var best: (score: Double, row: (line: Int, texts: [String]))?
    for row in rows.prefix(searchedRows) {
      var score = 0.0
      for text in row.texts where !text.isEmpty {
        let header = HeaderText(text)
        if mapped.contains(header.whole) || mapped.contains(header.base) {
          score += 10
        } else {
          score += known.bestScore(header)
        }
      }
      // A title that happens to hold one known word does not beat a row of headers.
      if score > (best?.score ?? 0) { best = (score, row) }
    }
    return best.map { Header($0.row, above: rows) }
  }

  private init(_ row: (line: Int, texts: [String]), above rows: [(line: Int, texts: [String])]) {
    line = row.line
    texts = row.texts
    folded = row.texts.map { HeaderText($0) }
    titleFactor =
      rows.prefix { $0.line < row.line }.flatMap(\.texts).compactMap { HeaderText.titleFactor($0) }.first
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
    for (name, field) in names where isPart(name, of: header.base) || isPart(header.base, of: name) {
      let share = Double(min(name.count, header.base.count)) / Double(max(name.count, header.base.count))
      result[field] = max(result[field] ?? 0, 0.3 + 0.4 * share)
    }
    return result.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
  }

  func bestScore(_ header: HeaderText) -> Double {
    let exact = byName[header.whole] ?? byName[header.base]
    return exact.map { $0.map(\.score).max() ?? 0 } ?? 0
  }

  /// Two Chinese characters or four Latin letters are enough to recognise a part.
  private func isPart(_ part: String, of whole: String) -> Bool {
    guard part.utf8.count >= 4, part.count >= 2, part.count < whole.count else { return false }
    return whole.hasPrefix(part) || whole.hasSuffix(part)
  }
}
