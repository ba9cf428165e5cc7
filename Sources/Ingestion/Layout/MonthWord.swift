// SPDX-License-Identifier: Apache-2.0

/// A month in a header: `2026-01`, `202601`, `2026年1月`, `1月`, `一月`, `Jan`, perhaps with words around it (`1月 预算`).
struct MonthWord: Hashable {
  /// Nil when only the month is named.
  let year: Int?
  let month: Int
  /// What else the header says, folded: 预算 of `1月 预算`.
  let rest: String

  private static let chinese = ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二"]
  private static let english = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]

  /// Nil for a header that names no month, several, or a quarter.
  init?(_ text: String) {
    guard text.utf8.count <= 60 else { return nil }
    let folded = Array(HeaderText.narrowed(text).unicodeScalars)
    if let found = MonthWord.numbered(folded) ?? MonthWord.named(folded) { self = found } else { return nil }
  }

  private init(year: Int?, month: Int, rest: [Unicode.Scalar]) {
    self.year = year
    self.month = month
    self.rest = HeaderText.fold(String(String.UnicodeScalarView(rest)))
  }

  private static func numbered(_ text: [Unicode.Scalar]) -> MonthWord? {
    var groups: [(value: Int, length: Int, start: Int, end: Int)] = []
    var index = 0
    while index < text.count {
      guard (0x30...0x39).contains(text[index].value) else {
        index += 1
        continue
      }
      let start = index
      var value = 0
      while index < text.count, (0x30...0x39).contains(text[index].value), index - start < 9 {
        value = value * 10 + Int(text[index].value - 0x30)
        index += 1
      }
      groups.append((value, index - start, start, index))
    }
    func behind(_ end: Int) -> Unicode.Scalar? { end < text.count ? text[end] : nil }
    func rest(_ start: Int, _ end: Int) -> [Unicode.Scalar] {
      var end = end
      while let next = behind(end), "月份期".unicodeScalars.contains(next) { end += 1 }
      return Array(text[..<start]) + Array(text[end...])
    }
    guard let first = groups.first else { return nil }
    let isYear = first.length == 4 && (1990...2099).contains(first.value)
    if groups.count == 1, first.length == 6, (1990...2099).contains(first.value / 100), (1...12).contains(first.value % 100) {
      return MonthWord(year: first.value / 100, month: first.value % 100, rest: rest(first.start, first.end))
    }
    if isYear, groups.count == 2, (1...12).contains(groups[1].value), groups[1].length <= 2 {
      let between = String(String.UnicodeScalarView(text[first.end..<groups[1].start])).filter { $0 != " " }
      guard ["-", "/", ".", "年", "年度", "_"].contains(between) else { return nil }
      return MonthWord(year: first.value, month: groups[1].value, rest: rest(first.start, groups[1].end))
    }
    if groups.count == 1, first.length <= 2, (1...12).contains(first.value), behind(first.end) == "月" {
      return MonthWord(year: nil, month: first.value, rest: rest(first.start, first.end))
    }
    return nil
  }

  private static func named(_ text: [Unicode.Scalar]) -> MonthWord? {
    if let mark = text.firstIndex(of: "月") {
      var start = mark
      while start > 0, "一二三四五六七八九十".unicodeScalars.contains(text[start - 1]) { start -= 1 }
      let word = String(String.UnicodeScalarView(text[start..<mark]))
      guard let month = chinese.firstIndex(of: word) else { return nil }
      return MonthWord(year: nil, month: month + 1, rest: Array(text[..<start]) + Array(text[(mark + 1)...]))
    }
    let letters = String(String.UnicodeScalarView(text)).split { !$0.isLetter && !$0.isNumber }
    guard let word = letters.first, let month = english.firstIndex(where: { word.hasPrefix($0) }), word.count <= 9,
      letters.count <= 2
    else { return nil }
    let year = letters.count == 2 ? Int(letters[1]) : nil
    guard letters.count == 1 || year.map({ (1990...2099).contains($0) }) == true else { return nil }
    return MonthWord(year: year, month: month + 1, rest: [])
  }
}
