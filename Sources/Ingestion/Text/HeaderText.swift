// SPDX-License-Identifier: Apache-2.0

/// A header as it is compared: width, case, blanks and punctuation folded, a unit in brackets taken off.
struct HeaderText: Hashable {
  /// Everything that was written.
  let whole: String
  /// Without what stood in brackets.
  let base: String
  /// 10,000 for 金额(万元); nil when no unit was given.
  let factor: Int64?
  /// The bracket said `%`.
  let isPercent: Bool
  /// Other ways to say the same, folded: 含税金额 for 金额(含税) and for 订单金额 含税; the last word of a head of two rows.
  let alternatives: [String]

  /// - Parameter tax: 含税 or 不含税 when a title says so for the whole table.
  init(_ text: String, tax: String? = nil) {
    let narrow = HeaderText.narrowed(text)
    whole = HeaderText.letters(narrow)
    var outside = ""
    var bracket = ""
    var depth = 0
    for character in narrow {
      switch character {
      case "(", "[", "{", "【", "<": depth += 1
      case ")", "]", "}", "】", ">": depth = max(0, depth - 1)
      default: if depth > 0 { bracket.append(character) } else { outside.append(character) }
      }
    }
    let outsideLetters = HeaderText.letters(outside)
    base = outsideLetters.isEmpty ? whole : outsideLetters
    let unit = HeaderText.letters(HeaderText.taxMarker(bracket)?.rest ?? bracket)
    factor = HeaderText.factors[unit] ?? Int64(unit).flatMap { $0 > 1 && depth == 0 ? $0 : nil }
    isPercent = bracket.contains("%")
    alternatives = HeaderText.alternatives(text, whole: whole, base: base, tax: tax)
  }

  private static func alternatives(_ text: String, whole: String, base: String, tax: String?) -> [String] {
    var result: [String] = []
    let isMoney = moneyWords.contains { base.hasSuffix($0) }
    if let found = taxMarker(whole) {
      let rest = letters(narrowed(found.rest).filter { !"元千万亿".contains($0) })
      result.append(found.marker + rest)
      if let prefix = documentWords.first(where: { rest.hasPrefix($0) && rest.count > $0.count }) {
        result.append(found.marker + rest.dropFirst(prefix.count))
      }
    } else if isMoney, let tax {
      result.append(tax + base)
    }
    if let blank = text.lastIndex(of: " ") {
      let last = letters(narrowed(String(text[text.index(after: blank)...])))
      if !last.isEmpty, last != base { result.append(last) }
    }
    return result
  }

  private static let moneyWords = ["金额", "单价", "amount", "price"]
  private static let documentWords = [
    "订单", "销售", "采购", "开票", "发票", "出库", "发货", "合同", "入库", "结算", "本币", "原币", "本期", "行", "总",
  ]

  /// The side of tax a folded text names and what is left without it; nil when it names none.
  static func taxMarker(_ folded: String) -> (marker: String, rest: String)? {
    for word in ["不含税", "未含税", "未税", "无税", "税前", "exclvat", "excltax", "含税", "税后", "inclvat", "incltax"] {
      guard folded.contains(word) else { continue }
      let isNet = ["不含税", "未含税", "未税", "无税", "税前", "exclvat", "excltax"].contains(word)
      return (isNet ? "不含税" : "含税", folded.replacing(word, with: ""))
    }
    return nil
  }

  /// Letters and digits only, lower case, full-width forms narrowed: how two headers are compared.
  static func fold(_ text: String) -> String { letters(narrowed(text)) }

  /// 单位：万元 in a title above the header; nil when it says none.
  static func titleFactor(_ text: String) -> Int64? {
    let folded = fold(text)
    guard let mark = folded.range(ofText: "单位") else { return nil }
    var rest = folded[mark...]
    if rest.hasPrefix("人民币") { rest = rest.dropFirst(3) }
    return ["百万元", "亿元", "万元", "千元", "元"].first { rest.hasPrefix($0) }.flatMap { factors[$0] }
  }

  private static let factors: [String: Int64] = [
    "元": 1, "人民币元": 1, "千元": 1_000, "万元": 10_000, "人民币万元": 10_000, "百万元": 1_000_000, "亿元": 100_000_000,
    "千": 1_000, "万": 10_000, "亿": 100_000_000, "千件": 1_000, "万件": 10_000, "千台": 1_000, "万台": 10_000,
    "k": 1_000, "thousand": 1_000, "million": 1_000_000, "mn": 1_000_000,
  ]

  /// Full-width forms as ASCII, lower case.
  static func narrowed(_ text: String) -> String {
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      switch scalar.value {
      case 0xFF01...0xFF5E:
        if let narrow = Unicode.Scalar(scalar.value - 0xFEE0) { result.append(narrow) }
      case 0x3000: result.append(" ")
      default: result.append(scalar)
      }
    }
    return String(result).lowercased()
  }

  private static func letters(_ text: String) -> String {
    String(String.UnicodeScalarView(text.unicodeScalars.filter { isLetter($0) }))
  }

  private static func isLetter(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.isAlphabetic || scalar.properties.isIdeographic || (0x30...0x39).contains(scalar.value)
  }
}

extension String {
  /// Where the text behind the first occurrence of `part` begins.
  fileprivate func range(ofText part: String) -> String.Index? {
    var index = startIndex
    while index < endIndex {
      if self[index...].hasPrefix(part) { return self.index(index, offsetBy: part.count) }
      index = self.index(after: index)
    }
    return nil
  }
}
