// SPDX-License-Identifier: Apache-2.0
import Calendars
import SupplyPlanning
import Testing

/// Sees: a write-off that piece-by-piece matching would not make. Does not see: a rule that both read wrongly.
@Suite("Write-offs against matching piece by piece")
struct ConsumptionOracleTests {
  /// One forecast piece that may be taken.
  struct Piece {
    let item: Int32
    let first: Day
    let last: Day
    let line: Int
    let number: Int
    let source: String
    var owner: Int?
  }

  let first = day("2026-03-02")

  func randomInputs(_ dice: inout Dice) -> DemandInputs {
    var inputs = DemandInputs(days: first...first.adding(days: 59), itemCount: 2)
    for item in 0..<2 {
      var scheme = ConsumptionScheme()
      (scheme.backwardDays, scheme.forwardDays) = (dice.next(20), dice.next(20))
      scheme.direction = ConsumptionDirection.allCases[dice.next(5)]
      if dice.next(2) == 0 { scheme.forecastSources = ["b", "a"] }
      if dice.next(2) == 0 { scheme.orderSources = ["y", "x"] }
      inputs.schemes[item] = scheme
    }
    for _ in 0..<dice.next(8) {
      let start = first.adding(days: dice.next(50))
      inputs.forecasts.append(
        ForecastLine(
          item: Int32(dice.next(2)), days: start...start.adding(days: dice.next(9)), quantity: Double(dice.next(12)),
          source: ["a", "b"][dice.next(2)]))
    }
    for _ in 0..<dice.next(9) {
      let entered = first.adding(days: -dice.next(10))
      inputs.orders.append(
        DemandOrder(
          item: Int32(dice.next(2)), day: first.adding(days: dice.next(55)), quantity: Double(dice.next(14)),
          source: ["x", "y"][dice.next(2)],
          enteredOn: entered, cancelledOn: dice.next(4) == 0 ? entered.adding(days: dice.next(8)) : nil))
    }
    return inputs
  }

  /// What each order holds of each line in the end, and how many pieces of each line are left.
  func matched(_ inputs: DemandInputs) -> (held: [[Int]: Int], left: [Int: Int]) {
    var pieces: [Piece] = []
    for (line, forecast) in inputs.forecasts.enumerated() {
      for number in 0..<Int(forecast.quantity) {
        pieces.append(
          Piece(
            item: forecast.item, first: forecast.days.lowerBound, last: forecast.days.upperBound, line: line, number: number,
            source: forecast.source))
      }
    }
    let days = Set(inputs.orders.flatMap { [$0.enteredOn!] + [$0.cancelledOn].compactMap { $0 } }).sorted()
    for today in days {
      for index in pieces.indices {
        if let owner = pieces[index].owner, inputs.orders[owner].cancelledOn == today { pieces[index].owner = nil }
      }
      let open = inputs.orders.indices.filter {
        inputs.orders[$0].enteredOn! <= today && (inputs.orders[$0].cancelledOn ?? .init(ordinal: .max)) > today
      }
      let turns = open.map { number -> (Int, Day, Int) in
        let order = inputs.orders[number]
        let sources = inputs.schemes[Int(order.item)]!.orderSources
        return (sources.firstIndex(of: order.source) ?? 0, order.day, number)
      }.sorted { $0 < $1 }
      for (_, _, number) in turns {
        let held = pieces.count { $0.owner == number }
        for _ in held..<max(held, Int(inputs.orders[number].quantity)) {
          guard let best = best(inputs.orders[number], inputs.schemes[Int(inputs.orders[number].item)]!, pieces) else { break }
          pieces[best].owner = number
        }
      }
    }
    var result: [[Int]: Int] = [:]
    var left: [Int: Int] = [:]
    for piece in pieces {
      if let owner = piece.owner { result[[piece.line, owner], default: 0] += 1 } else { left[piece.line, default: 0] += 1 }
    }
    return (result, left)
  }

  private func best(_ order: DemandOrder, _ scheme: ConsumptionScheme, _ pieces: [Piece]) -> Int? {
    if scheme.direction == .none { return nil }
    var best: (key: (Int, Int, Int, Day, Int), index: Int)?
    for (index, piece) in pieces.enumerated() where piece.owner == nil && piece.item == order.item {
      var (turn, gap) = (0, 0)
      if piece.last < order.day {
        (turn, gap) = (scheme.direction == .forwardThenBackward ? 2 : 1, piece.last.distance(to: order.day))
        if gap > scheme.backwardDays || scheme.direction == .forward { continue }
      } else if piece.first > order.day {
        (turn, gap) = (scheme.direction == .backwardThenForward ? 2 : 1, order.day.distance(to: piece.first))
        if gap > scheme.forwardDays || scheme.direction == .backward { continue }
      }
      let rank = scheme.forecastSources.firstIndex(of: piece.source) ?? 0
      let key = (rank, turn, gap, piece.first, piece.line)
      if best == nil || key < best!.key { best = (key, index) }
    }
    return best?.index
  }

  @Test("1,000 random schemes: every order holds what matching gives it, and rows sum to what is gone", arguments: 0..<10)
  func equal(seed: Int) {
    var dice = Dice(state: UInt64(9_000 + seed))
    for number in 0..<100 {
      let inputs = randomInputs(&dice)
      let ledger = planDemand(inputs) { _ in 1 }.ledger
      var held: [[Int]: Int] = [:]
      for row in ledger.rows { held[[Int(row.line), Int(row.order)], default: 0] += Int(row.quantity) }
      let wanted = matched(inputs)
      #expect(held.filter { $0.value != 0 } == wanted.held, "seed \(seed), case \(number)")
      for (position, part) in ledger.parts.enumerated() {
        #expect(Int(ledger.left[position]) == wanted.left[Int(part.line)] ?? 0)
      }
    }
  }
}
