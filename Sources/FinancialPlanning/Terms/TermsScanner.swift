// SPDX-License-Identifier: Apache-2.0
import Quantities

/// One piece of a payment term and where it stands.
struct TermsToken: Hashable, Sendable {
  enum Unit: Hashable, Sendable {
    case none, percent, days, months, years, dayOfMonth
    /// 日: days, or a day of the month where one is asked for.
    case daysOrDay
  }

  enum Kind: Hashable, Sendable {
    case word(TermsWord)
    case number(FixedPoint, Unit)
    /// `3-3-3-1`: parts of one whole. With a unit it is a range, which no term can hold.
    case ratio([Int], Unit)
    /// A new clause: what follows is about all instalments.
    case clause
    case unknown
  }

  let kind: Kind
  let text: String
  /// In characters, from 1.
  let column: Int
}

/// Cuts a payment term into tokens; full-width signs are read like narrow ones, and nothing is skipped silently.
struct TermsScanner {
  private let original: [Character]
  private let folded: [Character]
  private var position = 0

  init(_ text: String) {
    original = Array(text)
    folded = original.map(TermsScanner.fold)
  }

  static func tokens(of text: String) -> [TermsToken] {
    var scanner = TermsScanner(text)
    var result: [TermsToken] = []
    while let token = scanner.next() { result.append(token) }
    return result
  }

  private static func fold(_ character: Character) -> Character {
    switch character {
    case "、", "。", "：", "\t", "\u{3000}", "（", "）", "《", "》": return " "
    case "–", "—", "－", "～", "~": return "-"
    case "\n", "\r", "\r\n": return ";"
    default: break
    }
    guard let scalar = character.unicodeScalars.first, character.unicodeScalars.count == 1 else { return character }
    if (0xFF01...0xFF5E).contains(scalar.value), let narrow = Unicode.Scalar(scalar.value - 0xFEE0) { return fold(Character(narrow)) }
    let lower = character.lowercased()
    return lower.count == 1 ? Character(lower) : character
  }

  private static let separators: Set<Character> = [" ", ",", "/", "+", "@", ":", "(", ")", "|", "."]

  private mutating func next() -> TermsToken? {
    while position < folded.count, TermsScanner.separators.contains(folded[position]) || isDash(position) { position += 1 }
    guard position < folded.count else { return nil }
    let start = position
    let kind = read()
    return TermsToken(kind: kind, text: String(original[start..<position]), column: start + 1)
  }

  /// A dash between words separates; before a digit it is a minus.
  private func isDash(_ index: Int) -> Bool {
    folded[index] == "-" && !(index + 1 < folded.count && TermsScanner.isDigit(folded[index + 1]))
  }

  private mutating func read() -> TermsToken.Kind {
    if folded[position] == ";" {
      position += 1
      return .clause
    }
    if let number = number() { return number }
    if let (word, length) = word(at: position) {
      position += length
      return .word(word)
    }
    // A run of letters that is no word; in Chinese up to the next word, number or separator.
    repeat {
      position += 1
    } while position < folded.count && !isBoundary(position)
    return .unknown
  }

  private func isBoundary(_ index: Int) -> Bool {
    let character = folded[index]
    if character == ";" || TermsScanner.separators.contains(character) || TermsScanner.isDigit(character) { return true }
    return !(TermsScanner.isLatin(character) && TermsScanner.isLatin(folded[index - 1])) && word(at: index) != nil
  }

  private func word(at start: Int) -> (TermsWord, Int)? {
    for (text, word) in TermsWord.spellings
    where start + text.count <= folded.count && folded[start..<start + text.count].elementsEqual(text) {
      let end = start + text.count
      // An English word ends where its letters end; a Chinese one needs no gap.
      if let last = text.last, TermsScanner.isLatin(last), end < folded.count, TermsScanner.isLatin(folded[end]) { continue }
      return (word, text.count)
    }
    return nil
  }

  private mutating func number() -> TermsToken.Kind? {
    guard let first = digits() else { return nil }
    var parts = [first]
    while position + 1 < folded.count, folded[position] == "-", TermsScanner.isDigit(folded[position + 1]) {
      position += 1
      parts.append(digits() ?? "")
    }
    let unit = unit()
    if parts.count > 1 { return .ratio(parts.map { Int($0) ?? 0 }, unit) }
    // Twenty digits are no share and no number of days; said as a number that is out of range.
    return .number(FixedPoint(first) ?? FixedPoint(mantissa: .max, scale: 0), unit)
  }

  /// Digits with at most one point, or a minus before them where no number came before.
  private mutating func digits() -> String? {
    var end = position
    if folded[end] == "-", end + 1 < folded.count { end += 1 }
    guard TermsScanner.isDigit(folded[end]) else { return nil }
    var sawPoint = false
    while end < folded.count {
      let isPoint = folded[end] == "." && !sawPoint && end + 1 < folded.count && TermsScanner.isDigit(folded[end + 1])
      guard TermsScanner.isDigit(folded[end]) || isPoint else { break }
      if isPoint { sawPoint = true }
      end += 1
    }
    defer { position = end }
    return String(folded[position..<end])
  }

  /// Longest first.
  private static let units: [(text: [Character], unit: TermsToken.Unit)] = {
    let table: [(TermsToken.Unit, String)] = [
      (.percent, "% percent pct"), (.days, "个自然日 自然日 days day 天 d"), (.daysOrDay, "日"), (.months, "个月 months month 月 m"),
      (.years, "年 years year"),
      (.dayOfMonth, "号 th st nd rd"),
    ]
    return table.flatMap { unit, list in list.split(separator: " ").map { (Array($0), unit) } }
  }()

  private mutating func unit() -> TermsToken.Unit {
    var start = position
    while start < folded.count, folded[start] == " " { start += 1 }
    for (text, unit) in TermsScanner.units
    where start + text.count <= folded.count && folded[start..<start + text.count].elementsEqual(text) {
      let end = start + text.count
      if let last = text.last, TermsScanner.isLatin(last), end < folded.count, TermsScanner.isLatin(folded[end]) { continue }
      // 10 月结: 月 belongs to the next word.
      if word(at: start).map({ $0.1 > text.count }) ?? false { continue }
      position = end
      return unit
    }
    return .none
  }

  private static func isDigit(_ character: Character) -> Bool { ("0"..."9").contains(character) }
  private static func isLatin(_ character: Character) -> Bool { ("a"..."z").contains(character) }
}
