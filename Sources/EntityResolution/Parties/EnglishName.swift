// SPDX-License-Identifier: Apache-2.0

/// What a name in Latin letters is made of: Acme Trading (Shanghai) Co., Ltd.
struct EnglishName {
  private(set) var core: [UInt32] = []
  private(set) var form = PartyName.Form.none
  private(set) var isGroup = false
  private(set) var branch: [UInt32]?
  private(set) var whole: [UInt32] = []

  private static let limited: Set<String> = [
    "ltd", "limited", "llc", "lc", "gmbh", "srl", "sarl", "bv", "pte", "pty", "kk", "oy", "aps", "sl",
  ]
  private static let stock: Set<String> = [
    "inc", "incorporated", "corp", "corporation", "plc", "ag", "nv", "sa", "spa", "ab", "as", "oyj", "kgaa",
  ]
  private static let partnership: Set<String> = ["lp", "llp", "kg"]
  private static let company: Set<String> = ["co", "company"]
  private static let group: Set<String> = ["group", "holding", "holdings"]

  init(_ folded: [UInt32]) {
    var words = EnglishName.words(folded)
    if words.count > 1, words.first == "the" { words.removeFirst() }
    whole = EnglishName.scalars(words)
    if words.count > 2, let last = words.last, last == "branch" {
      branch = EnglishName.scalars(words.suffix(2))
      words.removeLast()
    }
    while words.count > 1, let last = words.last {
      if Self.limited.contains(last) {
        form = .limited
      } else if Self.stock.contains(last) {
        if form == .none || form == .company { form = .stock }
      } else if Self.partnership.contains(last) {
        form = .partnership
      } else if Self.company.contains(last) {
        if form == .none { form = .company }
      } else if Self.group.contains(last) {
        isGroup = true
      } else {
        break
      }
      words.removeLast()
    }
    core = EnglishName.scalars(words)
  }

  private static func scalars(_ words: some Sequence<String>) -> [UInt32] { words.joined(separator: " ").unicodeScalars.map(\.value) }

  /// Words of letters and digits; & is and; L.L.C. is one word.
  private static func words(_ folded: [UInt32]) -> [String] {
    var words: [String] = []
    var word: [UInt32] = []
    func close() {
      if !word.isEmpty { words.append(FoldText.text(word)) }
      word = []
    }
    for (index, value) in folded.enumerated() {
      if FoldText.isLatin(value) {
        word.append(value)
      } else if value == 0x26 {
        close()
        words.append("and")
      } else if value == 0x2E || value == 0x27 {
        // The point within L.L.C. joins, the one behind Co. ends; an apostrophe is nothing.
        let isWithin = value == 0x27 || (word.count == 1 && index + 2 <= folded.count) || isSingle(folded, index)
        if !isWithin { close() }
      } else {
        close()
      }
    }
    close()
    return words
  }

  private static func isSingle(_ text: [UInt32], _ point: Int) -> Bool {
    point >= 2 && FoldText.isLetter(text[point - 1]) && text[point - 2] == 0x2E
  }
}
