// SPDX-License-Identifier: Apache-2.0

/// How much rests on few: the share of the largest ones and the Herfindahl-Hirschman index.
///
/// Members at or below zero hold no share. The index is Σ (share in %)², 10,000 where one holds all, 10,000 ÷ n where n hold alike.
public struct Concentration: Hashable, Sendable {
  public struct Entry: Hashable, Sendable {
    public let member: SalesMember
    public let value: Int64
    public let share: Double
    public let cumulativeShare: Double
  }

  /// The largest first, alike ones by code.
  public let entries: [Entry]
  public let index: Double
  /// How many alike ones would be as concentrated: 10,000 ÷ index; nil for none.
  public let effectiveCount: Double?

  public init(_ values: [(member: SalesMember, value: Int64)]) {
    let sorted = values.filter { $0.value > 0 }.sorted { ($1.value, $0.member.code) < ($0.value, $1.member.code) }
    let whole = sorted.reduce(Int128(0)) { $0 + Int128($1.value) }
    var before = Int128(0)
    var squares = 0.0
    entries = sorted.map { member, value in
      before += Int128(value)
      let share = Double(value) / Double(whole)
      squares += share * share
      return Entry(member: member, value: value, share: share, cumulativeShare: Double(before) / Double(whole))
    }
    index = squares * 10_000
    effectiveCount = squares > 0 ? 1 / squares : nil
  }

  /// The share of the `count` largest, 前 n 大占比; 0 for none.
  public func share(ofTop count: Int) -> Double { count > 0 ? entries.prefix(count).last?.cumulativeShare ?? 0 : 0 }
}

extension SalesBooks {
  /// Concentration of a measure that adds up over the members of a dimension, customers unless said.
  ///
  /// - Throws: `SalesAnalysisError.measureNotDaily` for measures that do not add up; what `analyse` throws.
  public func concentration(
    of measure: SalesMeasure = .orderedInclTax, over dimension: SalesDimension = .customer, _ question: SalesQuestion
  ) throws(SalesAnalysisError) -> Concentration {
    guard measure.isAdditive, !dimension.isTime else {
      throw SalesAnalysisError(
        .measureNotDaily, measure.rawValue, "集中度需要可累加的指标和非时间维度。",
        "concentration needs a measure that adds up and a dimension other than time")
    }
    var ask = question
    (ask.measures, ask.dimensions) = ([measure], [dimension])
    return Concentration(
      try analyse(ask).rows.compactMap { row in
        guard case .member(let member) = row.keys[0], let value = row.figures[0].whole else { return nil }
        return (member, value)
      })
  }
}
