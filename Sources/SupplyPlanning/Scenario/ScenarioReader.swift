// SPDX-License-Identifier: Apache-2.0
import Calendars

/// Reads one statement word by word; the first thing that cannot be read is thrown as a finding.
struct ScenarioReader {
  let statement: ScenarioStatement
  let names: ScenarioNames
  private var next = 1

  init(_ statement: ScenarioStatement, names: ScenarioNames) {
    self.statement = statement
    self.names = names
  }

  var isAtEnd: Bool { next >= statement.words.count }
  var peeked: ScenarioWord? { isAtEnd ? nil : statement.words[next] }
  /// Where the next word stands, or the statement when there is none.
  var place: ScenarioPlace { peeked?.place ?? statement.place }

  /// The next word; `what` names it when it is missing.
  mutating func word(_ what: (chinese: String, english: String)) throws(ScenarioFinding) -> ScenarioWord {
    guard let word = peeked else {
      throw ScenarioFinding(
        .valueMissing, at: statement.words[next - 1].place, statement.words[next - 1].text, "后面缺少\(what.chinese)",
        "\(what.english) is missing after it", hint: ("补上\(what.chinese)", "add \(what.english)"))
    }
    next += 1
    return word
  }

  /// The next word as an option in its English form; nil at the end. Quoted words are no options.
  mutating func option() throws(ScenarioFinding) -> (name: String, word: ScenarioWord)? {
    guard let word = peeked else { return nil }
    next += 1
    return (word.isQuoted ? word.text : ScenarioVocabulary.english(word.text), word)
  }

  /// Takes the next word when it is `option`.
  mutating func takes(_ option: String) -> Bool {
    guard let word = peeked, !word.isQuoted, ScenarioVocabulary.english(word.text) == option else { return false }
    next += 1
    return true
  }

  /// Requires `option` next.
  mutating func expects(_ option: String) throws(ScenarioFinding) {
    let word = try word(("“\(option)”", "\"\(option)\""))
    guard ScenarioVocabulary.english(word.text) == option else { throw notKnown(word, [option]) }
  }

  func notKnown(_ word: ScenarioWord, _ known: [String]) -> ScenarioFinding {
    let list = known.joined(separator: ", ")
    return ScenarioFinding(
      .optionNotKnown, at: word.place, word.text, "“\(statement.keyword)”不认识这个词", "\"\(statement.keyword)\" does not know this word",
      hint: ("可以写：\(list)", "one of: \(list)"))
  }

  mutating func number(_ what: (chinese: String, english: String) = ("数", "a number")) throws(ScenarioFinding) -> Double {
    let word = try word(what)
    guard let value = ScenarioReader.value(word.text) else {
      throw ScenarioFinding(
        .notANumber, at: word.place, word.text, "这里应是\(what.chinese)", "\(what.english) is wanted here",
        hint: ("写成 120、12.5 或 5%", "write 120, 12.5 or 5%"))
    }
    return value
  }

  /// A number that is not below zero and below 10¹².
  mutating func quantity(_ what: (chinese: String, english: String) = ("数量", "a quantity")) throws(ScenarioFinding) -> Double {
    let place = place
    let text = peeked?.text ?? ""
    let value = try number(what)
    guard value >= 0, value < 1e12 else {
      throw ScenarioFinding(
        .quantityNotUsable, at: place, text, "\(what.chinese)应在 0 与 10¹² 之间", "\(what.english) lies between 0 and 10¹²",
        hint: ("改正这个数", "correct the number"))
    }
    return value
  }

  /// A whole number of days, of orders, …: 0...100,000.
  mutating func whole(_ what: (chinese: String, english: String) = ("天数", "a number of days")) throws(ScenarioFinding) -> Int {
    let place = place
    let text = peeked?.text ?? ""
    let value = try number(what)
    guard value >= 0, value <= 100_000, value == value.rounded() else {
      throw ScenarioFinding(
        .quantityNotUsable, at: place, text, "\(what.chinese)应是 0 到 100000 的整数", "\(what.english) is a whole number from 0 to 100,000",
        hint: ("改正这个数", "correct the number"))
    }
    return Int(value)
  }

  /// A day of the plan: a period's number, or a date.
  mutating func day() throws(ScenarioFinding) -> Day {
    let word = try word(("日期", "a day"))
    if let day = names.day(word.text) { return day }
    throw ScenarioFinding(
      .notADay, at: word.place, word.text, names.isByPeriod ? "这里应是期号" : "这里应是日期",
      names.isByPeriod ? "a period is wanted here" : "a day is wanted here",
      hint: names.isByPeriod ? ("写成 1、2、3", "write 1, 2, 3") : ("写成 2026-02-28", "write 2026-02-28"))
  }

  mutating func item() throws(ScenarioFinding) -> Int32 { try position(names.items, ("物料", "an item"), "item") }

  /// The position of a name that another statement introduces.
  mutating func position(
    _ table: [String: Int32], _ what: (chinese: String, english: String), _ statement: String
  ) throws(ScenarioFinding) -> Int32 {
    let word = try word(what)
    guard let position = table[word.text] else {
      throw ScenarioFinding(
        .nameNotKnown, at: word.place, word.text, "没有这个\(what.chinese)", "there is no such \(statement)",
        hint: ("用 \(statement) 语句声明它，或改正名字", "declare it with \"\(statement)\", or correct the name"))
    }
    return position
  }

  /// `12.5`, `5%`, `-3`; nil for anything else, infinities included.
  static func value(_ text: String) -> Double? {
    let isPercent = text.hasSuffix("%")
    let digits = isPercent ? text.dropLast() : Substring(text)
    guard digits.utf8.allSatisfy({ ($0 >= 0x30 && $0 <= 0x39) || $0 == 0x2E || $0 == 0x2D }), let value = Double(digits) else {
      return nil
    }
    return isPercent ? value / 100 : value
  }
}

/// Names that statements of a scenario may refer to, known before any of them is read in full.
struct ScenarioNames: Sendable {
  var items: [String: Int32] = [:]
  var schemes: [String: Int32] = [:]
  var fences: [String: Int32] = [:]
  var resources: [String: Int32] = [:]
  var isByPeriod = true
  /// Day 1 of a plan by periods: a Monday, so that weeks of seven periods are weeks.
  static let firstPeriod = Day(ordinal: 11_323)

  func day(_ text: String) -> Day? {
    guard isByPeriod else { return Day(iso: text) }
    guard let number = Int(text), (-100_000...100_000).contains(number) else { return nil }
    return ScenarioNames.firstPeriod.adding(days: number - 1)
  }
}
