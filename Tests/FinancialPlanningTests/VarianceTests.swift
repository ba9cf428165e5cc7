// SPDX-License-Identifier: Apache-2.0
import FinancialPlanning
import NumericalMethods
import Testing

/// Sees: a residual, a factor that takes what is another's, a figure that depends on the order of factors, parts that do not add up to their group.
/// Does not see: whether a customer was rightly called lost, or a festival's weight rightly learnt.
@Suite("Variance by factor")
struct VarianceTests {
  private typealias Side = VarianceCell.Side
  private let may = VarianceCalendar(workdays: 20, festivalWeight: 1)

  /// Pieces at a price 含税 in 分, 13 % in it.
  private func side(_ pieces: Int, at price: Int64, tax: Int64 = 13) -> Side {
    let gross = Int64(pieces) * price
    return Side(quantity: Double(pieces), gross: gross, net: (gross * 100 + (100 + tax) / 2) / (100 + tax))
  }

  private func only(_ cell: VarianceCell, _ base: VarianceCalendar, _ actual: VarianceCalendar) -> VarianceSplit {
    AttributeVariance.split([cell], base: base, actual: actual)[0].sales
  }

  @Test("One cause alone takes the whole difference")
  func oneCause() {
    let plan = side(100, at: 113_00)
    #expect(only(VarianceCell(base: plan, actual: side(120, at: 113_00)), may, may)[.volume] == 2_000_00)
    #expect(only(VarianceCell(base: plan, actual: side(100, at: 101_70)), may, may)[.price] == -1_000_00)
    #expect(only(VarianceCell(base: plan, actual: side(100, at: 113_00, tax: 9)), may, may)[.taxRate] == 366_97)
    var lost = VarianceCell(base: plan, actual: side(70, at: 113_00))
    lost.lost = 30
    #expect(only(lost, may, may)[.lostCustomers] == -3_000_00)
    var new = VarianceCell(base: plan, actual: side(130, at: 113_00))
    new.new = 30
    #expect(only(new, may, may)[.newCustomers] == 3_000_00)
    var slipped = VarianceCell(base: plan, actual: side(60, at: 113_00))
    slipped.slippedOut = 40
    #expect(only(slipped, may, may)[.timing] == -4_000_00)
    let january = VarianceCalendar(workdays: 18, festivalWeight: 1)
    #expect(only(VarianceCell(base: plan, actual: side(90, at: 113_00)), may, january)[.workingDays] == -1_000_00)
    let festival = VarianceCalendar(workdays: 20, festivalWeight: 0.8)
    #expect(only(VarianceCell(base: plan, actual: side(80, at: 113_00)), may, festival)[.springFestival] == -2_000_00)
    #expect(only(VarianceCell(base: plan, actual: Side(net: 5)), may, may)[.rest] == 5 - 10_000_00, "an amount without pieces has no price")
  }

  @Test("Dear items for cheap ones at the same volume are mix; a row without pieces is the rest")
  func mixAndRest() {
    let cells = [
      VarianceCell(base: side(50, at: 113_00), actual: side(70, at: 113_00), cost: 60_00),
      VarianceCell(base: side(50, at: 226_00), actual: side(30, at: 226_00), cost: 150_00),
      VarianceCell(base: Side(net: 7_77), actual: Side()),
    ]
    let results = AttributeVariance.split(cells, base: may, actual: may)
    var (sales, margin) = (VarianceSplit(), VarianceSplit())
    for result in results {
      sales += result.sales
      if let part = result.margin { margin += part }
    }
    #expect(sales[.mix] == -2_000_00 && sales[.volume] == 0 && sales[.rest] == -7_77 && sales.total == -2_007_77)
    #expect(margin[.mix] == 20 * 40_00 - 20 * 50_00 && margin.total == margin[.mix], "20 pieces earn 40 instead of 50")
    #expect(results[2].margin == nil, "what it costs is not known")
  }

  @Test(
    "Random companies: every figure is the mean over all 362,880 orders of its factors, nothing is left over, and sides change only signs")
  func allOrders() {
    var random = RandomStream(seed: 20_261_128)
    for company in 0..<6 {
      let (cells, calendars) = draw(&random)
      let results = AttributeVariance.split(cells, base: calendars.0, actual: calendars.1)
      let turned = AttributeVariance.split(cells.map(\.turned), base: calendars.1, actual: calendars.0)
      for (index, cell) in cells.enumerated() {
        let exact = Orders.mean { Self.sales(cells, index, calendars, $0) }
        #expect(results[index].sales.total == cell.actual.net - cell.base.net, "company \(company)")
        for (factor, value) in zip(VarianceFactor.allCases, exact) {
          #expect(abs(Double(results[index].sales[factor]) - value) < 1.001, "company \(company), \(factor)")
          let back = turned[index].sales[factor.turned]
          #expect(abs(results[index].sales[factor] + back) <= 2, "company \(company), \(factor) the other way round")
        }
        let earned = cell.margin(cell.actual).flatMap { now in cell.margin(cell.base).map { now - $0 } }
        #expect(results[index].margin?.total == earned)
      }
    }
  }

  private func draw(_ random: inout RandomStream) -> ([VarianceCell], (VarianceCalendar, VarianceCalendar)) {
    func whole(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &random) }
    let cells = (0..<whole(2...4)).map { _ in
      var cell = VarianceCell(
        base: side(whole(0...1) * whole(1...900), at: Int64(whole(1_000...90_000)), tax: 13),
        actual: side(whole(1...900), at: Int64(whole(1_000...90_000)), tax: [9, 13][whole(0...1)]), cost: Double(whole(500...40_000)))
      cell.lost = Double(whole(0...Int(cell.base.quantity) / 3))
      cell.slippedOut = Double(whole(0...Int(cell.base.quantity) / 3))
      cell.new = Double(whole(0...Int(cell.actual.quantity) / 3))
      cell.slippedIn = Double(whole(0...Int(cell.actual.quantity) / 3))
      return cell
    }
    func calendar() -> VarianceCalendar { VarianceCalendar(workdays: whole(15...23), festivalWeight: Double(whole(60...140)) / 100) }
    return (cells, (calendar(), calendar()))
  }

  /// What a cell would have sold had only the factors in `moved` come as they came; written from the definition, not from the kernel.
  private static func sales(
    _ cells: [VarianceCell], _ index: Int, _ calendars: (VarianceCalendar, VarianceCalendar), _ moved: Set<VarianceFactor>
  ) -> Double {
    let cell = cells[index]
    func core(_ cell: VarianceCell, _ isActual: Bool) -> Double {
      isActual ? cell.actual.quantity - cell.new - cell.slippedIn : cell.base.quantity - cell.lost - cell.slippedOut
    }
    let (before, after) = (cells.reduce(0) { $0 + core($1, false) }, cells.reduce(0) { $0 + core($1, true) })
    let days = moved.contains(.workingDays) ? calendars.1.workdays : calendars.0.workdays
    let weight = moved.contains(.springFestival) ? calendars.1.festivalWeight : calendars.0.festivalWeight
    let perDay =
      moved.contains(.volume)
      ? after / (Double(calendars.1.workdays) * calendars.1.festivalWeight)
      : before / (Double(calendars.0.workdays) * calendars.0.festivalWeight)
    let usesActualMix = (moved.contains(.mix) && after > 0) || before == 0
    let share = usesActualMix ? core(cell, true) / after : core(cell, false) / before
    var pieces = perDay * Double(days) * weight * share
    pieces += moved.contains(.lostCustomers) ? 0 : cell.lost
    pieces += moved.contains(.newCustomers) ? cell.new : 0
    pieces += moved.contains(.timing) ? cell.slippedIn : cell.slippedOut
    let priced = moved.contains(.price) || cell.base.quantity == 0 ? cell.actual : cell.base
    let taxed = moved.contains(.taxRate) || cell.base.gross == 0 ? cell.actual : cell.base
    return pieces * (Double(priced.net) / priced.quantity * factor(priced)) / factor(taxed)
  }

  /// 1 + the tax rate, to four digits.
  private static func factor(_ side: Side) -> Double {
    (Double(side.gross) / Double(side.net) * 10_000).rounded(.toNearestOrAwayFromZero) / 10_000
  }
}

/// Every order of the nine factors, by brute force.
private enum Orders {
  private static let factors = VarianceFactor.allCases.filter { $0 != .rest }

  /// The mean of what each factor moves, in the order of `VarianceFactor.allCases`; nought for the rest.
  static func mean(_ value: (Set<VarianceFactor>) -> Double) -> [Double] {
    let known = (0..<(1 << factors.count)).map { setting in
      value(Set(factors.indices.filter { setting & (1 << $0) != 0 }.map { factors[$0] }))
    }
    var (sums, count) = ([Double](repeating: 0, count: factors.count), 0.0)
    var order = Array(factors.indices)
    func visit(_ depth: Int) {
      guard depth < order.count else {
        count += 1
        var before = 0
        for factor in order {
          sums[factor] += known[before | (1 << factor)] - known[before]
          before |= 1 << factor
        }
        return
      }
      for next in depth..<order.count {
        order.swapAt(depth, next)
        visit(depth + 1)
        order.swapAt(depth, next)
      }
    }
    visit(0)
    precondition(count == 362_880, "every order was met")
    return sums.map { $0 / count } + [0]
  }
}

extension VarianceCell {
  /// What came as what was expected, and the other way round.
  fileprivate var turned: VarianceCell {
    var other = VarianceCell(base: actual, actual: base, cost: cost)
    (other.lost, other.new, other.slippedOut, other.slippedIn) = (new, lost, slippedIn, slippedOut)
    return other
  }
}

extension VarianceFactor {
  fileprivate var turned: VarianceFactor {
    switch self {
    case .newCustomers: .lostCustomers
    case .lostCustomers: .newCustomers
    default: self
    }
  }
}
