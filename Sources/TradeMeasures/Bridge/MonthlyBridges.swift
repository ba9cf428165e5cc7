// SPDX-License-Identifier: Apache-2.0
public import Calendars

/// The bridges of every pair of measures of a side for each of many months, from one pass over the links.
public struct MonthlyBridges: Sendable {
  public let side: TradeSide
  public let months: ClosedRange<Month>
  public let slice: MeasureSlice
  private let book: MeasureBook
  private let totals: [[Int64]]
  /// By step, month and item.
  private let amounts: [[Int64]]
  private let counts: [[Int32]]

  init(_ book: MeasureBook, _ side: TradeSide, _ months: ClosedRange<Month>, _ slice: MeasureSlice) throws(MeasureError) {
    let periods = try Periods(months, each: true)
    let sideBook = book.side(side)
    let mask = SliceMask(slice, sideBook)
    self.book = book
    self.side = side
    self.months = months
    self.slice = slice
    totals = TradeStage.allCases.map { sideBook.totals($0, periods, mask) }
    var amounts: [[Int64]] = []
    var counts: [[Int32]] = []
    for step in TradeStep.allCases {
      var sums = [Int64](repeating: 0, count: periods.count * BridgeItem.count)
      var numbers = [Int32](repeating: 0, count: periods.count * BridgeItem.count)
      sideBook.visit(step, periods, mask) { share, _ in
        let place = Int(share.period) * BridgeItem.count + Int(share.kind.rawValue) * 3 + Int(share.side.rawValue)
        sums[place] += share.amount
        numbers[place] += 1
      }
      amounts.append(sums)
      counts.append(numbers)
    }
    self.amounts = amounts
    self.counts = counts
  }

  /// - Throws: as `MeasureBook.bridge`; `periodTooLong` for a month that was not asked for.
  public func bridge(from: TradeMeasure, to: TradeMeasure, _ month: Month) throws(MeasureError) -> Bridge {
    try book.check(from, to)
    guard from.side == side, months.contains(month) else { throw .periodTooLong }
    let place = months.lowerBound.distance(to: month)
    var sums = ItemSums()
    for section in WaySection.way(from: from.stage, to: to.stage) {
      let first = place * BridgeItem.count
      for item in 0..<BridgeItem.count where counts[section.step.rawValue][first + item] != 0 {
        let amount = amounts[section.step.rawValue][first + item]
        sums.add(section.isForward ? amount : -amount, Int(counts[section.step.rawValue][first + item]), at: item)
      }
    }
    return Bridge(
      from: from, to: to, months: month...month, slice: slice, currency: book.currency, fromTotal: totals[from.stage.rawValue][place],
      toTotal: totals[to.stage.rawValue][place], lines: sums.lines, standIns: book.standIns(from, to))
  }
}

extension MeasureBook {
  /// - Throws: `MeasureError.periodTooLong`.
  public func monthlyBridges(
    _ side: TradeSide, _ months: ClosedRange<Month>, _ slice: MeasureSlice = .everything
  ) throws(MeasureError) -> MonthlyBridges {
    try MonthlyBridges(self, side, months, slice)
  }
}
