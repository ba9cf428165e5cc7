// SPDX-License-Identifier: Apache-2.0
import Calendars
import Commerce

/// What the lines above a header say about every row below it: 账号：6222…, 2026年度, 期间：2026年11期, 应收票据.
struct TitleFacts {
  /// A value for one field, and the line it was read from.
  struct Fact: Hashable {
    let field: String
    let value: String
    let excerpt: String
    let line: Int
    /// Whether the title names the field (账号：…) or merely fits it (a month in a title).
    let isNamed: Bool
  }

  private let rows: [(line: Int, texts: [String])]
  let name: String

  init(_ rows: [(line: Int, texts: [String])], name: String) {
    self.rows = rows
    self.name = name
  }

  private var texts: [String] { rows.flatMap(\.texts).filter { !$0.isEmpty } }

  /// 2026 of 2026年度费用预算, of 预算2026.xlsx, or of 2026-01 至 2026-12; nil when none or several are named.
  var year: Int? {
    let found = Set(texts.flatMap { TitleFacts.years($0) })
    if found.count == 1 { return found.first }
    return found.isEmpty ? TitleFacts.years(name).first : nil
  }

  /// 不含税 or 含税 when the titles say one of them; nil when none or both.
  var tax: String? {
    let markers = Set(texts.compactMap { HeaderText.taxMarker(HeaderText.fold($0))?.marker })
    return markers.count == 1 ? markers.first : nil
  }

  /// Whether the titles or the file's name say any of the words.
  func says(_ words: [String]) -> Bool {
    let all = (texts + [name]).map { HeaderText.fold($0) }
    return words.contains { word in all.contains { $0.contains(word) } }
  }

  /// Values for fields without a column, in the order of the schema.
  func facts(_ schema: FactSchema, without taken: Set<String>) -> [Fact] {
    let synonyms = Synonyms(schema)
    let pairs = self.pairs
    var result: [Fact] = []
    for (index, field) in schema.fields.enumerated() where !taken.contains(field.name) {
      guard field.type == .text || field.type == .day || field.type == .month else { continue }
      let named = pairs.first { pair in
        synonyms.exact(HeaderText(pair.label)).contains(index) && TypeEvidence.share(of: [pair.value], fitting: field.type) == 1
      }
      if let named {
        result.append(Fact(field: field.name, value: named.value, excerpt: named.excerpt, line: named.line, isNamed: true))
      } else if field.isRequired, let fact = period(field) ?? side(schema, field, result) {
        result.append(fact)
      }
    }
    return result
  }

  /// The month of a title, for a required month.
  private func period(_ field: FactField) -> Fact? {
    guard field.type == .month else { return nil }
    for row in rows {
      for text in row.texts {
        guard let word = MonthWord(text), let year = word.year ?? self.year else { continue }
        let month = Month(year: year, month: word.month).description
        return Fact(field: field.name, value: month, excerpt: text, line: row.line, isNamed: false)
      }
    }
    return nil
  }

  /// Which side a register of bills is on, and that its rows are the beginnings of bills.
  private func side(_ schema: FactSchema, _ field: FactField, _ earlier: [Fact]) -> Fact? {
    guard schema.kind == .bills, field.name == "direction" || field.name == "event" else { return nil }
    let isPayable = says(["应付票据", "开出票据", "应付"])
    guard isPayable || says(["应收票据", "收到票据", "应收"]) else { return nil }
    let value = field.name == "direction" ? (isPayable ? "应付" : "应收") : (isPayable ? "开出" : "收到")
    let row = rows.first { row in row.texts.contains { $0.contains("应") } }
    let excerpt = row?.texts.first { $0.contains("应") } ?? name
    return Fact(field: field.name, value: value, excerpt: excerpt, line: row?.line ?? 0, isNamed: false)
  }

  /// 标签：值 within a cell, several in one cell, or in two cells beside each other.
  private var pairs: [(label: String, value: String, excerpt: String, line: Int)] {
    var result: [(String, String, String, Int)] = []
    for row in rows {
      for (index, text) in row.texts.enumerated() where !text.isEmpty {
        var pieces = text.split { $0 == "；" || $0 == ";" || $0 == "\u{3000}" || $0 == "," || $0 == "，" }.map { String($0) }
        if pieces.count == 1 { pieces = TitleFacts.blankSeparated(text) }
        for piece in pieces {
          guard let mark = piece.firstIndex(where: { $0 == ":" || $0 == "：" }) else { continue }
          let label = String(piece[..<mark].drop { $0 == "#" })
          var value = TitleFacts.bare(piece[piece.index(after: mark)...])
          if value.isEmpty, pieces.count == 1, index + 1 < row.texts.count { value = TitleFacts.bare(row.texts[index + 1][...]) }
          if !value.isEmpty { result.append((label, value, text, row.line)) }
        }
      }
    }
    return result
  }

  /// `账号：1234 户名：云杉` as two pieces: a blank ends a value when another label follows.
  private static func blankSeparated(_ text: String) -> [String] {
    var pieces: [String] = []
    for word in text.split(separator: " ") {
      if word.contains(":") || word.contains("：") || pieces.isEmpty {
        pieces.append(String(word))
      } else {
        pieces[pieces.count - 1] += " " + word
      }
    }
    return pieces
  }

  /// Without blanks and the brackets some platforms put around a value.
  private static func bare(_ text: Substring) -> String {
    let trimmed = CellBytes.with(String(text)) { String(decoding: CellBytes.trimmed($0), as: UTF8.self) }
    guard trimmed.count > 2, let first = trimmed.first, let last = trimmed.last, first == "[" && last == "]" || first == "【" && last == "】"
    else { return trimmed }
    return String(trimmed.dropFirst().dropLast())
  }

  private static func years(_ text: String) -> [Int] {
    var result: [Int] = []
    var digits = ""
    for character in HeaderText.narrowed(text) + " " {
      if character.isASCII, character.isNumber {
        digits.append(character)
        continue
      }
      if digits.count == 4 || digits.count == 6 || digits.count == 8, let year = Int(digits.prefix(4)), (1990...2099).contains(year) {
        result.append(year)
      }
      digits = ""
    }
    return result
  }
}
