// SPDX-License-Identifier: Apache-2.0
import Calendars
import Commerce

/// Checks that hold a batch against what was known before it.
extension CheckBatch {
  static func freshness(_ rule: QualityRule, _ days: Int, _ months: MonthRows, today: Day) -> RuleOutcome {
    guard let newest = months.newest else { return RuleOutcome(rule: rule, checked: 0, failed: 0, examples: []) }
    let oldest = today.adding(days: -days)
    guard newest < oldest else { return RuleOutcome(rule: rule, checked: 1, failed: 0, examples: []) }
    let example = FailingRow(line: 0, key: "", value: newest.description, expected: oldest.description)
    return RuleOutcome(rule: rule, checked: 1, failed: 1, examples: [example])
  }

  /// Months of the past that a month is held against, and how many of them there must be.
  private static let monthsBefore = 12
  private static let fewestMonths = 6
  /// Days after which a month is over even where nothing later is known.
  private static let daysToClose = 10

  /// Too few counts what was known with what comes, too many what comes alone: rows may be told twice, and neither then raises a false alarm. A month of
  /// which as much was known already is told again and is not looked at.
  static func volume(_ rule: QualityRule, _ low: Int, _ high: Int, _ months: MonthRows, _ context: QualityContext) -> RuleOutcome {
    guard let known = context.history.months,
      let last = [known.months.last?.month, months.months.last?.month].compactMap({ $0 }).max()
    else { return RuleOutcome(rule: rule, checked: 0, failed: 0, examples: []) }
    var (checked, examples) = (0, [FailingRow]())
    for one in months.months {
      let before = known[one.month]?.rows ?? 0
      let isClosed =
        one.month < context.today.monthOf && (one.month < last || one.month.lastDay.adding(days: daysToClose) <= context.today)
      guard isClosed, one.rows > before else { continue }
      var counts = (1...monthsBefore).compactMap { known[one.month.adding(months: -$0)]?.rows }.map(Double.init)
      guard counts.count >= fewestMonths else { continue }
      counts.sort()
      let usual = RobustLevel.middle(counts[...])
      let strays = counts.map { abs($0 - usual) }.sorted()
      // 1.4826 makes the median of distances a standard deviation where counts lie normally.
      let stray = 5 * 1.4826 * RobustLevel.middle(strays[...])
      checked += 1
      let fewest = usual - max(stray, usual * Double(100 - low) / 100)
      let most = usual + max(stray, usual * Double(high - 100) / 100)
      if Double(one.rows + before) < fewest || Double(one.rows) > most {
        let rows = Double(one.rows) > most ? one.rows : one.rows + before
        examples.append(FailingRow(line: 0, key: one.month.description, value: "\(rows)", expected: plainText(usual)))
      }
    }
    return RuleOutcome(
      rule: rule, checked: checked, failed: examples.count, examples: Array(examples.suffix(RuleOutcome.exampleLimit)))
  }

  /// Where the past has too few values of a group, the batch itself is its past: a slip of the pen in a first import stands out all the same.
  static func outlier(
    _ rule: QualityRule, _ measure: QualityMeasure, _ factor: Int, _ table: FactTable, _ history: QualityHistory
  ) -> RuleOutcome {
    let sizes = MeasuredSizes(table, measure)
    let past = sizes.groups.map { group in history.levels[measure]?[group].flatMap { $0.count >= GroupedLevels.fewest ? $0 : nil } }
    let own = past.contains { $0 == nil } ? GroupedLevels(table, measure) : nil
    let levels = zip(sizes.groups, past).map { group, known in
      known ?? own?[group].flatMap { $0.count >= GroupedLevels.fewest ? $0 : nil }
    }
    let limits = levels.map { $0.map { $0.limit(factor: factor) } ?? 0 }
    let medians = levels.map { $0?.median ?? 1 }
    var tally = FailureTally()
    for row in 0..<table.rowCount where sizes.size[row] > 0 {
      let group = Int(sizes.group[row])
      guard limits[group] > 0 else { continue }
      let (size, median) = (sizes.size[row], medians[group])
      if size > median * limits[group] || median > size * limits[group] {
        tally.fail(row, line: table.lines[row])
      } else {
        tally.pass()
      }
    }
    return tally.outcome(rule, table) { (plainText(sizes.size[$0]), plainText(medians[Int(sizes.group[$0])])) }
  }

  /// More than half of the rows that have a past are `factor` times it, and three quarters two fifths of that, all in one direction: no business grows so, a unit
  /// does. A single customer or item that changes moves nothing, nor does another mix of items: every row is held against its own group.
  static func scale(
    _ rule: QualityRule, _ measure: QualityMeasure, _ factor: Int, _ table: FactTable, _ history: QualityHistory
  ) -> RuleOutcome {
    let unchecked = RuleOutcome(rule: rule, checked: 0, failed: 0, examples: [])
    guard let past = history.levels[measure] else { return unchecked }
    let sizes = MeasuredSizes(table, measure)
    let medians = sizes.groups.map { past[$0]?.median ?? 0 }
    var tally = ScaleTally(factor: Double(factor))
    var measured = 0
    for row in 0..<table.rowCount where sizes.size[row] > 0 {
      measured += 1
      let median = medians[Int(sizes.group[row])]
      if median > 0 { tally.add(sizes.size[row], median) }
    }
    guard tally.count >= 5 || (tally.count >= 3 && tally.count == measured) else { return unchecked }
    guard let isUp = tally.direction else { return RuleOutcome(rule: rule, checked: 1, failed: 0, examples: []) }
    var shifted = FailureTally()
    for row in 0..<table.rowCount where sizes.size[row] > 0 {
      let median = medians[Int(sizes.group[row])]
      guard median > 0 else { continue }
      let times = isUp ? sizes.size[row] / median : median / sizes.size[row]
      if times >= Double(factor) { shifted.fail(row, line: table.lines[row]) }
    }
    let rows = shifted.outcome(rule, table) { (plainText(sizes.size[$0]), plainText(medians[Int(sizes.group[$0])])) }
    return RuleOutcome(rule: rule, checked: 1, failed: 1, examples: rows.examples)
  }
}

/// How many rows are many times their past.
private struct ScaleTally {
  let factor: Double
  private(set) var count = 0
  private var (far, near) = ((up: 0, down: 0), (up: 0, down: 0))

  init(factor: Double) { self.factor = factor }

  mutating func add(_ size: Double, _ median: Double) {
    count += 1
    let nearFactor = max(1, factor * 0.4)
    if size >= median * factor { far.up += 1 }
    if median >= size * factor { far.down += 1 }
    if size >= median * nearFactor { near.up += 1 }
    if median >= size * nearFactor { near.down += 1 }
  }

  /// True where the batch is many times its past, false where the past is many times the batch; nil where neither.
  var direction: Bool? {
    if far.up * 2 > count, near.up * 4 >= count * 3 { return true }
    if far.down * 2 > count, near.down * 4 >= count * 3 { return false }
    return nil
  }
}
