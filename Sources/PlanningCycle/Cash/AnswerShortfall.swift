// SPDX-License-Identifier: Apache-2.0
public import Access
import Calendars
import Formulas
import Planning
import Quantities

extension Workspace {
  /// Measures applied at once at most.
  public static let measureLimit = 40

  /// The first shortfall, what leads there, and what can be done about it: each measure calculated on a branch of the plan.
  ///
  /// - Parameters:
  ///   - scenario: nil for the plan.
  ///   - chosen: ids of measures to calculate together; nil for none.
  /// - Throws: `CycleError.measureNotKnown` for one that is not possible (any more) or that shares a bill with another; `scenarioNotKnown`; `StoreError`.
  public func answerShortfall(
    _ proof: Authorized<To.ViewCash>, chosen: [String]? = nil, scenario: Int64? = nil
  ) throws -> ShortfallAnswer {
    let answer = try AnswerShortfall(try cashBook(proof, scenario: scenario))
    let priced = try answer.priced()
    return ShortfallAnswer(
      minimum: answer.minimum, shortfall: answer.shortfall, lowest: answer.lowest, lead: answer.lead(), measures: priced,
      suggested: try answer.suggested(priced), chosen: try chosen.map { try answer.combined(try answer.measures($0)) })
  }
}

/// Prices measures against the shortfall of one cash plan.
struct AnswerShortfall {
  let book: CashBook
  let minimum: Int64
  let shortfall: CashShortfall?
  let lowest: CashLow
  private let expenses: Int64

  init(_ book: CashBook) throws {
    self.book = book
    minimum = hundredths(try book.plan.engine.value("minimum_cash", at: .total, period: nil) ?? 0)
    shortfall = book.plan.firstShortfall(from: book.today)
    lowest = Self.lowest(book.balance, book, minimum)
    expenses = try Self.expenses(book.plan.engine)
  }

  /// Within thirteen weeks from the day the plan is seen from, the first of the lowest days.
  private static func lowest(_ balance: [Int64], _ book: CashBook, _ minimum: Int64) -> CashLow {
    let start = min(max(0, book.days.first.distance(to: book.today)), max(0, balance.count - 1))
    let window = balance.indices.filter { $0 >= start && $0 < start + 91 }
    let place = window.min { (balance[$0], $0) < (balance[$1], $1) } ?? 0
    return CashLow(day: book.days.first.adding(days: place), balance: balance.isEmpty ? 0 : balance[place], minimum: minimum)
  }

  private static func expenses(_ engine: PlanEngine) throws(PlanningError) -> Int64 {
    hundredths(try engine.values("financial_expenses", at: .total).reduce(0) { $0 + ($1.finite ?? 0) })
  }

  var finder: FindMeasures? { shortfall.map { FindMeasures(book, $0, need: max($0.gap, lowest.gap)) } }

  /// Everything that is possible and helps, cheapest first.
  func priced() throws -> [PricedMeasure] {
    guard let finder, let shortfall else { return [] }
    let first = book.days.first.distance(to: shortfall.day)
    let low = book.days.first.distance(to: lowest.day)
    var result: [PricedMeasure] = []
    for measure in finder.all() {
      let after = try calculated([measure])
      let priced = PricedMeasure(
        measure: measure, effect: after.balance[first] - book.balance[first], effectAtLowest: after.balance[low] - book.balance[low],
        cost: after.cost)
      if priced.effect > 0 { result.append(priced) }
    }
    let order = Dictionary(uniqueKeysWithValues: CashMeasure.Kind.allCases.enumerated().map { ($1, $0) })
    func rate(_ one: PricedMeasure) -> Double { Double(one.cost) / Double(one.effect) }
    return result.sorted { left, right in
      let (a, b) = (rate(left), rate(right))
      if a != b { return a < b }
      return (order[left.measure.kind] ?? 0, right.measure.amount, left.measure.id) < (
        order[right.measure.kind] ?? 0, left.measure.amount, right.measure.id
      )
    }
  }

  /// Adds the cheapest that still helps until no day of the thirteen weeks lies under the line; a line of credit is drawn for what is still missing only.
  /// What closes less than a hundredth of the gap is not worth the trouble it makes.
  func suggested(_ priced: [PricedMeasure]) throws -> MeasureCombination {
    var taken: [CashMeasure] = []
    var used: Swift.Set<String> = []
    var best = try combined([])
    for one in priced where best.lowest.gap > 0 && taken.count < Workspace.measureLimit {
      guard used.isDisjoint(with: one.measure.uses) else { continue }
      var measure = one.measure
      if measure.kind == .draw, let finder {
        let left = FindMeasures.rounded(best.lowest.gap)
        measure = finder.draws(amount: left).first { $0.uses == one.measure.uses } ?? measure
      }
      let next = try combined(taken + [measure])
      guard best.lowest.gap - next.lowest.gap > lowest.gap / 100 else { continue }
      taken.append(measure)
      used.formUnion(measure.uses)
      best = next
    }
    return best
  }

  func combined(_ measures: [CashMeasure]) throws -> MeasureCombination {
    let after = try calculated(measures)
    return MeasureCombination(
      ids: measures.map(\.id), cost: after.cost, shortfall: after.plan.firstShortfall(from: book.today),
      lowest: Self.lowest(after.balance, book, minimum))
  }

  private func calculated(_ measures: [CashMeasure]) throws -> (plan: PlanState, balance: [Int64], cost: Int64) {
    guard !measures.isEmpty else { return (book.plan, book.balance, 0) }
    let branch = book.plan.branched()
    _ = try branch.engine.apply(try branch.edits(of: measures.flatMap(\.inputs), event: 0))
    let balance = try branch.engine.values("cash_balance", at: .total).map { hundredths($0) }
    return (branch, balance, try Self.expenses(branch.engine) - expenses)
  }

  /// The measures of these names as they are possible now.
  ///
  /// - Throws: `CycleError.measureNotKnown`.
  func measures(_ ids: [String]) throws(CycleError) -> [CashMeasure] {
    guard ids.count <= Workspace.measureLimit else { throw Self.notKnown("\(ids.count)") }
    let known = Dictionary((finder?.all() ?? []).map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    var used: Swift.Set<String> = []
    var result: [CashMeasure] = []
    for id in ids {
      guard let measure = known[id] ?? draw(id), used.isDisjoint(with: measure.uses) else { throw Self.notKnown(id) }
      used.formUnion(measure.uses)
      result.append(measure)
    }
    return result
  }

  /// `draw:BANK=12300000.00`: so much of a line, when so much is free.
  private func draw(_ id: String) -> CashMeasure? {
    guard let text = id.split(separator: "=").last, let amount = Amount(String(text), .cny) else { return nil }
    return finder?.draws(amount: amount.minorUnits).first { $0.id == id }
  }

  private static func notKnown(_ id: String) -> CycleError {
    CycleError(
      .measureNotKnown, BilingualText("这项措施现在不可行", "this measure is not possible now"),
      detail: BilingualText(
        "“\(id)”不在可行的措施里，或与另一项用了同一张票据", "\"\(id)\" is not among what is possible, or uses the same bill as another"),
      hint: BilingualText("重新打开资金缺口，再选一次", "open the shortfall again and choose once more"), parameters: ["measure": id])
  }

  /// The four weeks before the shortfall, from their highest day on.
  func lead() -> ShortfallAnswer.Lead? {
    guard let shortfall else { return nil }
    let end = book.days.first.distance(to: shortfall.day)
    let window = max(0, end - 28)..<end
    let top = window.max { (book.balance[$0], $0) < (book.balance[$1], $1) } ?? max(0, end - 1)
    let range = min(top + 1, end)...end
    let lines = zip(Workspace.cashLines, book.amounts).map { line, amounts in
      (key: line.name, amount: amounts[range].reduce(0, +) * Int64(line.sign))
    }.filter { $0.amount != 0 }.sorted { $0.amount < $1.amount }
    let days = book.days.first.adding(days: range.lowerBound)...shortfall.day
    let payments = book.entries().filter { days.contains($0.day) && $0.amount < 0 && $0.source != .transfer }.sorted {
      $0.amount < $1.amount
    }.prefix(8)
    return ShortfallAnswer.Lead(
      from: days.lowerBound, opening: range.lowerBound == 0 ? book.opening : book.balance[range.lowerBound - 1], closing: book.balance[end],
      lines: lines, payments: Array(payments))
  }
}

extension PlanState {
  /// Additions to day cells as inputs of the engine, what stands there included.
  func edits(of inputs: [CashInput], event: Int64) throws(PlanningError) -> [InputEdit] {
    struct Cell: Hashable {
      let measure: String
      let members: [String: Int64]
      let day: Day
    }
    var changes: [Cell: Double] = [:]
    var order: [Cell] = []
    for input in inputs {
      guard let id = landing.id(input.measure) else { continue }
      let cell = Cell(measure: id, members: input.members, day: input.day)
      if changes[cell] == nil { order.append(cell) }
      changes[cell, default: 0] += input.change
    }
    var edits: [InputEdit] = []
    for cell in order {
      let coordinate = Coordinate(cell.members)
      let now = try engine.value(cell.measure, at: coordinate, period: .day(cell.day)) ?? 0
      // Whole 分 and pieces stay whole: what was added and taken away again leaves nothing.
      let sum = ((now + (changes[cell] ?? 0)) * 10_000).rounded() / 10_000
      edits.append(
        InputEdit(measure: cell.measure, coordinate: coordinate, period: .day(cell.day), value: sum, source: .person(event: event)))
    }
    return edits
  }
}
