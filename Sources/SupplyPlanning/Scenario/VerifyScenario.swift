// SPDX-License-Identifier: Apache-2.0
import Calendars

/// What became of a scenario's expectations.
public struct ScenarioVerdict: Sendable {
  /// How many `expect` lines held.
  public var held = 0
  /// The lines that did not hold or could not be read, then findings that nobody expected, all in the order of the text.
  public var failures: [ScenarioFinding] = []
  /// Findings that an `expect finding` line had announced.
  public var expectedFindings: [ScenarioFinding] = []
  /// Remarkable, and not announced.
  public var warnings: [ScenarioFinding] = []

  public var passes: Bool { failures.isEmpty }
}

/// Compares a planned scenario with its `expect` lines.
public func verify(_ planned: PlannedScenario) -> ScenarioVerdict {
  var verdict = ScenarioVerdict()
  var verifier = ScenarioVerifier(planned)
  for statement in planned.scenario.expectations {
    do throws(ScenarioFinding) {
      try verifier.check(statement)
      verdict.held += 1
    } catch {
      verdict.failures.append(error)
    }
  }
  if let missed = verifier.unannouncedWriteOff() {
    verdict.failures.append(missed)
  }
  for (index, finding) in planned.scenario.findings.enumerated() {
    if verifier.expectedFindings.contains(index) {
      verdict.expectedFindings.append(finding)
    } else if finding.isError {
      verdict.failures.append(finding)
    } else {
      verdict.warnings.append(finding)
    }
  }
  verdict.failures.sort { ($0.place, $0.code.rawValue) < ($1.place, $1.code.rawValue) }
  return verdict
}

/// Reads and checks `expect` lines one by one; remembers which findings and write-offs were announced.
struct ScenarioVerifier {
  let planned: PlannedScenario
  var expectedFindings: Set<Int> = []
  var announcedWriteOffs = 0
  var lastWriteOff: ScenarioStatement?

  init(_ planned: PlannedScenario) { self.planned = planned }

  static let rows = Dictionary(uniqueKeysWithValues: GridRow.allCases.map { ($0.rawValue, $0) })
  static let kinds = [
    "planned", "write-off", "spread", "exception", "exceptions", "serves", "load", "age", "excess", "turnover", "days", "safety",
    "economic", "agreement", "finding",
  ]

  mutating func check(_ statement: ScenarioStatement) throws(ScenarioFinding) {
    var reader = ScenarioReader(statement, names: planned.scenario.names)
    let word = try reader.word(("要核对什么", "what is expected"))
    switch ScenarioVocabulary.english(word.text) {
    case _ where word.isQuoted || planned.scenario.names.items[word.text] != nil: try checkRow(statement)
    case "planned": try checkPlanned(&reader)
    case "write-off": try checkWriteOff(&reader, statement)
    case "spread": try checkSpread(&reader)
    case "exception": try checkException(&reader)
    case "exceptions": try compare(Double(planned.exceptions.count), &reader, "exceptions")
    case "serves": try checkServes(&reader)
    case "load": try checkLoad(&reader)
    case "age": try checkAge(&reader)
    case "excess", "turnover", "days": try checkHealth(ScenarioVocabulary.english(word.text), &reader)
    case "safety":
      let item = try reader.item()
      try compare(planned.plan.inputs.policies[Int(item)].safetyStock, &reader, "safety")
    case "economic":
      let item = try reader.item()
      guard case .economic(let lot) = planned.plan.inputs.policies[Int(item)].lotSize.rule else {
        throw failed(word, wanted: "economic", got: "—")
      }
      try compare(lot, &reader, "economic")
    case "agreement": try checkAgreement(&reader)
    case "finding": try checkFinding(&reader)
    default: throw reader.notKnown(word, ScenarioVerifier.kinds + ["ITEM " + GridRow.allCases.map(\.rawValue).joined(separator: "|")])
    }
  }

  func failed(_ word: ScenarioWord, wanted: String, got: String) -> ScenarioFinding {
    failed(at: word.place, word.text, wanted: wanted, got: got)
  }

  func failed(at place: ScenarioPlace, _ subject: String, wanted: String, got: String) -> ScenarioFinding {
    ScenarioFinding(
      .expectationFailed, at: place, subject, "期望 \(wanted)，实际 \(got)", "expected \(wanted), got \(got)",
      hint: ("核对规则或改正期望", "check the rule, or correct the expectation"))
  }

  /// Whether a number is the one that was written, to the decimals that were written.
  static func equals(_ value: Double, _ word: ScenarioWord) -> Bool? {
    guard let wanted = ScenarioReader.value(word.text) else { return nil }
    let isPercent = word.text.hasSuffix("%")
    let digits = word.text.drop { $0 != "." }.dropFirst().count { $0 != "%" } + (isPercent ? 2 : 0)
    let half = word.text.contains(".") || isPercent ? 0.5 * power(10, -digits) : 0
    return abs(value - wanted) <= half + 1e-6 * max(1, abs(wanted)) * (half == 0 ? 1 : 1e-3)
  }

  private static func power(_ base: Double, _ exponent: Int) -> Double {
    var result = 1.0
    for _ in 0..<abs(exponent) { result *= base }
    return exponent < 0 ? 1 / result : result
  }

  /// The next word is the number that `value` should be.
  func compare(_ value: Double, _ reader: inout ScenarioReader, _ subject: String) throws(ScenarioFinding) {
    let place = reader.place
    let word = try reader.word(("数", "a number"))
    guard let equal = ScenarioVerifier.equals(value, word) else {
      throw ScenarioFinding(
        .notANumber, at: place, word.text, "这里应是数", "a number is wanted here", hint: ("写成 120、12.5 或 5%", "write 120, 12.5 or 5%"))
    }
    if !equal { throw failed(at: place, subject, wanted: word.text, got: SupplyReport.number(value)) }
  }

  /// `expect ITEM ROW v v v …`, `expect ITEM ROW weekly v v …`, `expect ITEM ROW on DAY v DAY v …`.
  private func checkRow(_ statement: ScenarioStatement) throws(ScenarioFinding) {
    var reader = ScenarioReader(statement, names: planned.scenario.names)
    let item = try reader.item()
    let rowWord = try reader.word(("行", "a row"))
    guard let row = ScenarioVerifier.rows[ScenarioVocabulary.english(rowWord.text)] else {
      throw reader.notKnown(rowWord, GridRow.allCases.map(\.rawValue))
    }
    var values = planned.row(row, of: item)
    if reader.takes("on") { return try checkDays(values, row, &reader) }
    if reader.takes("weekly") { values = planned.bucketed(values, row) }
    let all = SupplyReport.numbers(values)
    let count = statement.words.count - (statement.words.firstIndex { $0 == reader.peeked } ?? statement.words.count)
    guard count == values.count else { throw failed(rowWord, wanted: "\(count)", got: "\(values.count) (\(all))") }
    for value in values { try compare(value, &reader, "\(rowWord.text) (\(all))") }
  }

  /// Days that are named hold what is said; for flows all other days hold nothing.
  private func checkDays(_ values: [Double], _ row: GridRow, _ reader: inout ScenarioReader) throws(ScenarioFinding) {
    var named: Set<Int> = []
    let place = reader.place
    while !reader.isAtEnd {
      let word = reader.peeked?.text ?? ""
      let place = reader.place
      let day = Int(planned.scenario.planDay(try reader.day()))
      guard values.indices.contains(day) else { throw failed(at: place, word, wanted: word, got: "—") }
      named.insert(day)
      try compare(values[day], &reader, word)
    }
    guard row != .stock else { return }
    for (day, value) in values.enumerated() where !named.contains(day) && abs(value) > 1e-6 {
      throw failed(at: place, planned.scenario.text(planDay: Int32(day)), wanted: "0", got: SupplyReport.number(value))
    }
  }
}
