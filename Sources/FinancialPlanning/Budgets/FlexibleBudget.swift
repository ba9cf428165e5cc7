// SPDX-License-Identifier: Apache-2.0
public import Quantities

/// 弹性预算 of one kind of expense: what may be spent at a volume, a fixed part and parts that follow drivers.
///
/// amount = Σ fixed + Σ rate × driver + Σ step × ⌈driver ÷ step size⌉; every part is rounded once, half away from zero, to the 分.
/// Source: 财政部 管理会计应用指引第 203 号——弹性预算 (2018), 公式法: 总成本 = 固定成本 + 单位变动成本 × 业务量.
public struct FlexibleBudget: Hashable, Sendable {
  public enum Driver: String, Hashable, Sendable, CaseIterable {
    /// 营业收入, 不含税; a rate is a share.
    case revenue
    /// Pieces shipped; a rate is 元 a piece.
    case units
    /// People; a rate is 元 a head.
    case heads
    /// The same month's expense of last year; a rate is a share: 1.03 is three per cent more.
    case lastYear
  }

  public enum Part: Hashable, Sendable {
    /// 分.
    case fixed(Int64)
    case rate(FixedPoint, of: Driver)
    /// So many 分 for every begun `size` of the driver, in the driver's own minor units.
    case step(Int64, every: Int64, of: Driver)
  }

  /// What came, or what was budgeted to come.
  public struct Volume: Hashable, Sendable {
    /// 分.
    public var revenue: Int64
    /// Pieces × 10⁴.
    public var units: Int64
    /// People × 10⁴.
    public var heads: Int64
    /// 分.
    public var lastYear: Int64

    public init(revenue: Int64 = 0, units: Int64 = 0, heads: Int64 = 0, lastYear: Int64 = 0) {
      self.revenue = revenue
      self.units = units
      self.heads = heads
      self.lastYear = lastYear
    }

    subscript(_ driver: Driver) -> Int64 {
      get { self[keyPath: Self.path(driver)] }
      set { self[keyPath: Self.path(driver)] = newValue }
    }

    private static func path(_ driver: Driver) -> WritableKeyPath<Volume, Int64> {
      switch driver {
      case .revenue: \.revenue
      case .units: \.units
      case .heads: \.heads
      case .lastYear: \.lastYear
      }
    }
  }

  public let parts: [Part]

  public init(_ parts: [Part]) { self.parts = parts }

  /// 分 that may be spent at a volume; nil when it does not fit 64 bits, or a step has no size.
  public func amount(at volume: Volume) -> Int64? {
    var sum: Int64 = 0
    for part in parts {
      guard let value = Self.amount(part, at: volume) else { return nil }
      let (next, overflows) = sum.addingReportingOverflow(value)
      if overflows { return nil }
      sum = next
    }
    return sum
  }

  /// 分 over months: rates take the sum of the months, rounded once; steps are begun anew in each.
  ///
  /// - Returns: nil as ``amount(at:)``, or when the months do not fit 64 bits.
  public func amount(over months: [Volume]) -> Int64? {
    var whole = Volume()
    for driver in Driver.allCases {
      for month in months {
        let (sum, overflows) = whole[driver].addingReportingOverflow(month[driver])
        if overflows { return nil }
        whole[driver] = sum
      }
    }
    func isStep(_ part: Part) -> Bool { if case .step = part { true } else { false } }
    let steps = FlexibleBudget(parts.filter(isStep))
    guard var sum = FlexibleBudget(parts.filter { !isStep($0) }).amount(at: whole) else { return nil }
    for month in months {
      guard let value = steps.amount(at: month) else { return nil }
      let (next, overflows) = sum.addingReportingOverflow(value)
      if overflows { return nil }
      sum = next
    }
    return sum
  }

  private static func amount(_ part: Part, at volume: Volume) -> Int64? {
    switch part {
    case .fixed(let amount): return amount
    case .rate(let rate, let driver):
      // Money times a share stays 分; 元 a piece times pieces × 10⁴ is 元 × 10⁴.
      let isShare = driver == .revenue || driver == .lastYear
      let product = Int128(rate.mantissa) * Int128(volume[driver])
      let divisor = Int128(Rounding.powerOfTen(rate.scale)) * (isShare ? 1 : 100)
      return Rounding.divide(product, by: divisor).flatMap { Int64(exactly: $0) }
    case .step(let amount, let size, let driver):
      guard size > 0 else { return nil }
      let (whole, rest) = max(0, volume[driver]).quotientAndRemainder(dividingBy: size)
      return Int64(exactly: Int128(amount) * (Int128(whole) + (rest > 0 ? 1 : 0)))
    }
  }
}

/// A static budget, the budget at the volume that came, and what was spent: why they differ, to the last 分.
public struct FlexedVariance: Hashable, Sendable {
  /// 静态预算, 分.
  public let budget: Int64
  /// 弹性预算: the budget at the volume that came, 分.
  public let flexed: Int64
  /// 分; nil where what was spent is not known.
  public let actual: Int64?

  /// - Parameters:
  ///   - budget: as approved, 分; what the variable parts leave of it at the budgeted volume is fixed.
  ///   - variable: parts that follow volume.
  ///   - budgeted: by month.
  ///   - came: by month.
  /// - Returns: nil when an amount does not fit 64 bits.
  public init?(
    budget: Int64, variable: FlexibleBudget, budgeted: [FlexibleBudget.Volume], came: [FlexibleBudget.Volume], actual: Int64?
  ) {
    guard let planned = variable.amount(over: budgeted), let allowed = variable.amount(over: came),
      let flexed = Int64(exactly: Int128(budget) + Int128(allowed) - Int128(planned))
    else { return nil }
    self.init(budget: budget, flexed: flexed, actual: actual)
  }

  public init(budget: Int64, flexed: Int64, actual: Int64?) {
    self.budget = budget
    self.flexed = flexed
    self.actual = actual
  }

  /// 业务量差异: what the volume moved the budget by.
  public var volume: Int64 { flexed - budget }
  /// 支出差异: what was spent beyond what the volume allows.
  public var spending: Int64? { actual.map { $0 - flexed } }
  /// Their sum.
  public var total: Int64? { actual.map { $0 - budget } }

  public static func + (left: FlexedVariance, right: FlexedVariance) -> FlexedVariance {
    FlexedVariance(
      budget: left.budget + right.budget, flexed: left.flexed + right.flexed,
      actual: left.actual.flatMap { a in right.actual.map { a + $0 } })
  }
}
