// SPDX-License-Identifier: Apache-2.0

/// The words of a notice's clause that mean something; all else is passed over.
enum NoticeTokens: Equatable {
  /// Year and month are nil where the text leaves them out.
  case date(year: Int?, month: Int?, day: Int)
  /// 至, -, ~: the next date ends a range.
  case to
  /// 1 Monday … 7 Sunday.
  case weekday(Int)
  case off
  case work
  /// 共9天, 放假1天.
  case count(Int)
  /// 鼓励: what follows is no rule.
  case advice

  var isDate: Bool {
    if case .date = self { return true }
    return false
  }

  static func scan(_ clause: String) -> [NoticeTokens] {
    let characters = Array(clause)
    var tokens: [NoticeTokens] = []
    var position = 0
    var year: Int?
    var month: Int?
    func follows(_ word: String) -> Bool {
      position + word.count <= characters.count
        && characters[position..<(position + word.count)].elementsEqual(word)
    }
    while position < characters.count {
      if let (number, end) = number(in: characters, at: position) {
        position = end
        guard position < characters.count else { break }
        switch characters[position] {
        case "年": year = number
        case "月": month = number
        case "日", "号":
          tokens.append(.date(year: year, month: month, day: number))
          (year, month) = (nil, nil)
        case "天": tokens.append(.count(number))
        default: continue
        }
        position += 1
      } else if follows("放假") {
        tokens.append(.off)
        position += 2
      } else if follows("上班") {
        tokens.append(.work)
        position += 2
      } else if follows("鼓励") {
        tokens.append(.advice)
        return tokens
      } else if follows("星期") || follows("周") {
        position += follows("周") ? 1 : 2
        guard position < characters.count, let index = weekdayNames.firstIndex(of: characters[position])
        else { continue }
        tokens.append(.weekday(min(index, 6) + 1))
        position += 1
      } else {
        if "至到-~—–".contains(characters[position]), !tokens.isEmpty { tokens.append(.to) }
        position += 1
      }
    }
    return tokens
  }

  /// 天 and 日 both end the week.
  private static let weekdayNames: [Character] = ["一", "二", "三", "四", "五", "六", "日", "天"]

  private static func number(in characters: [Character], at start: Int) -> (value: Int, end: Int)? {
    var value = 0
    var position = start
    while position < characters.count, let digit = characters[position].asciiValue,
      (0x30...0x39).contains(digit)
    {
      value = min(value * 10 + Int(digit - 0x30), 1_000_000)
      position += 1
    }
    return position > start ? (value, position) : nil
  }
}
