// SPDX-License-Identifier: Apache-2.0
import FinancialPlanning
import Quantities
import Testing

/// Sees: parts that follow the wrong driver, a lost 分, variances that do not add up. Does not see: whether a rate is a good one.
@Suite("Flexible budgets")
struct FlexibleBudgetTests {
  private func rate(_ text: String) -> FixedPoint { FixedPoint(text)! }

  @Test("Each kind of part follows its driver")
  func parts() {
    var volume = FlexibleBudget.Volume(revenue: 100_000_000, units: 12_345_0000, heads: 26_0000, lastYear: 5_000_001)
    func amount(_ parts: [FlexibleBudget.Part]) -> Int64? { FlexibleBudget(parts).amount(at: volume) }
    #expect(amount([.fixed(1_234)]) == 1_234)
    #expect(amount([.rate(rate("0.019"), of: .revenue)]) == 1_900_000, "1.9 % of a million")
    #expect(amount([.rate(rate("3.5"), of: .units)]) == 4_320_750, "3.50 a piece for 12,345 pieces")
    #expect(amount([.rate(rate("420"), of: .heads)]) == 1_092_000)
    #expect(amount([.rate(rate("1.03"), of: .lastYear)]) == 5_150_001, "rounded once, half away from zero")
    let warehouse = FlexibleBudget.Part.step(800_000, every: 5_000_0000, of: .units)
    #expect(amount([warehouse]) == 2_400_000, "the third hall is begun")
    volume.units = 10_000_0000
    #expect(FlexibleBudget([warehouse]).amount(at: volume) == 1_600_000, "a full hall is no begun one")
    volume.units = 0
    #expect(FlexibleBudget([warehouse]).amount(at: volume) == 0)
    #expect(amount([.fixed(10), .rate(rate("0.5"), of: .revenue)]) == 50_000_010)
    #expect(amount([.step(1, every: 0, of: .units)]) == nil && amount([.fixed(.max), .fixed(1)]) == nil)
  }

  @Test("Freight of 1.9 % with a budget of 200,000 on ten million: eleven million came, 230,000 was spent")
  func variance() throws {
    let freight = FlexibleBudget([.rate(rate("0.019"), of: .revenue)])
    let variance = try #require(
      FlexedVariance(
        budget: 20_000_000, variable: freight, budgeted: [.init(revenue: 400_000_000), .init(revenue: 600_000_000)],
        came: [.init(revenue: 1_100_000_000)],
        actual: 23_000_000))
    #expect(variance.flexed == 21_900_000, "10,000 of it are fixed, 1.9 % of eleven million follow")
    #expect(variance.volume == 1_900_000 && variance.spending == 1_100_000 && variance.total == 3_000_000)
  }

  @Test("Volume and spending add up to the whole difference for any figures, and so do sums over departments")
  func addsUp() throws {
    var state: UInt64 = 20_261_128
    func next(_ bound: Int64) -> Int64 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int64(state >> 33) % bound
    }
    var whole = FlexedVariance(budget: 0, flexed: 0, actual: 0)
    var (volume, spending) = (Int64(0), Int64(0))
    for _ in 0..<500 {
      let rule = FlexibleBudget([
        .rate(FixedPoint(mantissa: next(100_000), scale: 6), of: .revenue), .rate(FixedPoint(mantissa: next(9_999), scale: 2), of: .units),
        .step(next(1_000_000), every: 1 + next(10_000_000), of: .heads),
      ])
      let one = try #require(
        FlexedVariance(
          budget: next(1_000_000_000), variable: rule,
          budgeted: [.init(revenue: next(10_000_000_000), units: next(1_000_000_000), heads: next(1_000_000))],
          came: [.init(revenue: next(10_000_000_000), units: next(1_000_000_000), heads: next(1_000_000))], actual: next(1_000_000_000)))
      #expect(one.volume + (one.spending ?? 0) == one.total)
      whole = whole + one
      volume += one.volume
      spending += one.spending ?? 0
    }
    #expect(whole.volume == volume && whole.spending == spending && volume + spending == whole.total)
  }

  @Test("Steps begin anew each month, rates are rounded once: 300 and 700 pieces at 90 yuan every 500 are three steps, not two")
  func months() {
    let shift = FlexibleBudget([.step(9_000, every: 5_000_000, of: .units), .rate(rate("0.333"), of: .units)])
    let months = [FlexibleBudget.Volume(units: 3_000_000), .init(units: 7_000_000)]
    #expect(shift.amount(over: months) == 60_300, "270 for three shifts, 333 for the pieces")
    #expect(shift.amount(over: []) == 0)
    #expect(shift.amount(over: [.init(units: .max), .init(units: 1)]) == nil)
  }

  @Test("What was spent is not known: the volume's part still is")
  func unknown() {
    let variance = FlexedVariance(budget: 100, flexed: 130, actual: nil)
    #expect(variance.volume == 30 && variance.spending == nil && variance.total == nil)
    #expect((variance + FlexedVariance(budget: 1, flexed: 1, actual: 1)).actual == nil)
  }
}
