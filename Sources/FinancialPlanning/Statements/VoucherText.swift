// SPDX-License-Identifier: Apache-2.0
import Quantities

/// One line of a voucher file, cut at blanks, with the place of every word.
struct VoucherText {
  struct Word {
    let text: String
    let place: TextPlace
  }

  /// The parts of `1122 应收账款 [甲公司] 113,000.00 @销售收现`.
  struct Posting {
    let code: Word
    let name: String
    let partner: String
    let amount: Word
    let item: Word?
  }

  let line: Int
  let words: [Word]

  init(line: Int, text: some StringProtocol) {
    self.line = line
    var words: [Word] = []
    var current = ""
    var start = 0
    var isInBrackets = false
    for (offset, character) in text.enumerated() {
      if character == "[" { isInBrackets = true }
      if character == "]" { isInBrackets = false }
      if character.isWhitespace && !isInBrackets {
        if !current.isEmpty { words.append(Word(text: current, place: .init(line: line, column: start + 1))) }
        current = ""
      } else {
        if current.isEmpty { start = offset }
        current.append(character)
      }
    }
    if !current.isEmpty { words.append(Word(text: current, place: .init(line: line, column: start + 1))) }
    self.words = words
  }

  func place(of word: Int) -> TextPlace {
    words.indices.contains(word) ? words[word].place : .init(line: line, column: 1)
  }

  func rest(after count: Int) -> String { words.dropFirst(count).map(\.text).joined(separator: " ") }

  var posting: Posting? {
    guard words.count >= 3 else { return nil }
    let itemStart = words.firstIndex { $0.text.hasPrefix("@") } ?? words.count
    guard itemStart >= 3 else { return nil }
    var item: Word?
    if itemStart < words.count {
      let text = words[itemStart...].map(\.text).joined(separator: " ")
      item = Word(text: String(text.dropFirst()), place: words[itemStart].place)
    }
    let between = words[2..<(itemStart - 1)]
    let partner = between.last { $0.text.hasPrefix("[") && $0.text.hasSuffix("]") }
    let name = between.filter { !($0.text.hasPrefix("[") && $0.text.hasSuffix("]")) }.map(\.text).joined(separator: " ")
    return Posting(
      code: words[1], name: name, partner: partner.map { String($0.text.dropFirst().dropLast()) } ?? "", amount: words[itemStart - 1],
      item: item)
  }

  /// `2221.01.02` and `2221-01-02` are 22210102.
  static func digits(_ code: String) -> String { code.filter { $0 != "." && $0 != "-" } }
}

/// Amounts of voucher files in 分.
enum ChineseAmount {
  /// `113,000.00`, `-33,900`, `113万`; nil when it is no amount or has parts of a 分.
  static func minorUnits(_ text: String) -> Int64? {
    guard let amount = try? ChineseNumber.parseAmount(text, currency: .cny), amount.minorUnits != .min else { return nil }
    return amount.minorUnits
  }

  static func text(_ minorUnits: Int128) -> String {
    Int64(exactly: minorUnits).map { Amount(minorUnits: $0, currency: .cny).decimalText } ?? "?"
  }
}
