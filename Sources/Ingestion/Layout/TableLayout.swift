// SPDX-License-Identifier: Apache-2.0
import Calendars
import Commerce

/// How a file's table is laid out: its header, what its titles say, and the rows as they are to be read.
struct TableLayout {
  typealias Row = (line: Int, texts: [String])

  let header: Header
  let rows: any RowSource
  let samples: [[String]]
  let titles: TitleFacts
  let months: MonthsAcross?
  let pairs: [SignedPair]
  /// Month columns were found, but no year for them.
  let lacksYear: Bool

  /// - Returns: nil when no header was found.
  /// - Throws: as reading does.
  static func find(
    _ rows: any RowSource, _ preview: [Row], schema: FactSchema, mapping: Mapping?, name: String, limits: Limits,
    year given: Int? = nil, takesStrange: Bool = false
  ) throws(IngestionError) -> TableLayout? {
    guard
      let plain = Header.find(
        in: preview, schema: schema, mapping: mapping, at: rows.headerLine, merges: rows.merges, takesStrange: takesStrange)
    else { return nil }
    let titles = TitleFacts(preview.filter { $0.line < plain.firstLine }, name: name)
    let known = mapping.flatMap { $0.constants["month"] ?? $0.constants["starts_on"] }.flatMap { Int($0) }
    let year = titles.year ?? given ?? known
    let samples = plain.samples(preview)
    let months = MonthsAcross(plain, schema, titles: titles, year: year)
    let lacksYear = months == nil && MonthsAcross(plain, schema, titles: titles, year: 2000) != nil
    let pairs = months == nil ? SignedPair.pairs(plain, schema, samples: samples) : []
    let isPlain = months == nil && pairs.isEmpty
    // A mapping that names only what stands in the file reads the file as it stands.
    let isMapped = mapping.map { given in given.columns.allSatisfy { plain.column(named: $0.header) != nil } } ?? false
    if isPlain || isMapped {
      return TableLayout(
        header: plain, rows: rows, samples: samples, titles: titles, months: nil, pairs: [], lacksYear: lacksYear)
    }
    let arranged = ArrangedSource(rows, header: plain, months: months, pairs: pairs, limits: limits)
    let header = plain.arranged(months, pairs)
    let rearranged = try Preview.read(arranged, name: name, limits: limits)
    return TableLayout(
      header: header, rows: arranged, samples: header.samples(rearranged), titles: titles, months: months, pairs: pairs,
      lacksYear: false)
  }

  /// Columns that a chosen pair is made of, and the pairs that were not chosen: none of them is left over.
  func pairColumns(_ taken: Set<Int>) -> Set<Int> {
    let first = header.texts.count - pairs.count
    var result: Set<Int> = []
    for (index, pair) in pairs.enumerated() {
      result.insert(first + index)
      guard taken.contains(first + index) else { continue }
      result.insert(pair.plus)
      switch pair.minus {
      case .column(let column, _): result.insert(column)
      case .mark(let column): result.insert(column)
      }
    }
    return result
  }

  /// What was done to the table, told before its rows.
  func tell(_ schema: FactSchema, file: String, log: inout FindingLog) {
    if let example = header.joinedExample {
      log.add(Finding(code: .headsJoined, file: file, line: header.line, excerpt: example))
    }
    if let months, let first = months.columns.first, let last = months.columns.last {
      let left = months.leftOut.joined(separator: ", ")
      log.add(
        Finding(
          code: .monthsAcross, file: file, line: header.line,
          parameters: [
            .init("count", String(months.columns.count)), .init("first", first.month.description), .init("last", last.month.description),
            .init("left_zh", left.isEmpty ? "无" : left), .init("left_en", left.isEmpty ? "none" : left),
          ]))
    }
  }

  /// Told once the amount is known to come from a pair.
  func tellPair(_ column: Int, _ field: FactField, file: String, log: inout FindingLog) {
    let index = column - (header.texts.count - pairs.count)
    guard pairs.indices.contains(index) else { return }
    let pair = pairs[index]
    var (plus, minus) = (header.texts[pair.plus], "")
    switch pair.minus {
    case .column(let other, _): minus = header.texts[other]
    case .mark(let mark): (plus, minus) = (header.texts[mark] + " 贷/收", header.texts[mark] + " 借/支")
    }
    log.add(
      Finding(
        code: .pairJoined, file: file, line: header.line,
        parameters: [.init("plus", plus), .init("minus", minus), .init("field", field.name), .init("label", field.label)]))
  }
}
