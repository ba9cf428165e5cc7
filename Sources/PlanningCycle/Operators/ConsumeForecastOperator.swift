// SPDX-License-Identifier: Apache-2.0
import Calendars
public import Planning
import SupplyPlanning

/// `consume_forecast(forecast, even, orders, weight, spreading, rounding, backward, forward, forward_first, fence)`:
/// the forecast that is left beside the orders.
///
/// Results: left, written off by orders, and dropped within the demand time fence, by day. `even` is the same forecast by day as it comes; a row
/// without spreading, windows and fence gets it back bit for bit. Missing windows: orders write nothing off.
public struct ConsumeForecastOperator: PlanOperator {
  public init() {}

  enum Argument: Int { case forecast, even, orders, weight, spreading, rounding, backward, forward, forwardFirst, fence }
  enum Result: Int { case left, writtenOff, dropped }

  public let signature = OperatorSignature(
    name: "consume_forecast",
    arguments: [
      OperatorArgument("forecast", axis: .month),
      OperatorArgument("even", axis: .day, unit: .sameAs("forecast")),
      OperatorArgument("orders", axis: .day, unit: .sameAs("forecast")),
      OperatorArgument("weight", rows: .dimensions([]), axis: .day),
      OperatorArgument("spreading", axis: .none),
      OperatorArgument("rounding", axis: .none, defaultValue: 0),
      OperatorArgument("backward", axis: .none),
      OperatorArgument("forward", axis: .none),
      OperatorArgument("forward_first", axis: .none, defaultValue: 0),
      OperatorArgument("fence", axis: .none, defaultValue: 0),
    ],
    results: [
      OperatorResult("left", unit: .sameAs("forecast")), OperatorResult("written_off", unit: .sameAs("forecast")),
      OperatorResult("dropped", unit: .sameAs("forecast")),
    ],
    axis: .day)

  /// An order may write off any day its windows reach, and what it leaves passes to the next: the whole row.
  public func dirtyImage(of slices: [OperatorSlice], argument: Int, shape: OperatorShape) -> OperatorDirtyImage {
    argument == Argument.weight.rawValue ? .everything : wholeRows(of: slices, shape: shape)
  }

  public func evaluate(_ frame: OperatorFrame, rows: [Int], periods: Range<Int>) {
    let count = frame.shape.periodCount
    for row in rows {
      let left = frame.result(Result.left.rawValue, row: row)
      let writtenOff = frame.result(Result.writtenOff.rawValue, row: row)
      let dropped = frame.result(Result.dropped.rawValue, row: row)
      guard !policy(of: row, frame).isPlain else {
        left.update(from: frame.argument(Argument.even.rawValue, row: row), count: count)
        writtenOff.update(repeating: 0, count: count)
        dropped.update(repeating: 0, count: count)
        continue
      }
      let consumed = consumed(row: row, frame)
      for day in 0..<count {
        (left[day], writtenOff[day], dropped[day]) = (consumed.left[day], consumed.writtenOff[day], consumed.dropped[day])
      }
    }
  }

  /// What is left is what was expected, less what each order took and what the fence leaves out.
  public func contributions(to cell: OperatorCell, frame: OperatorFrame) -> [OperatorContribution] {
    let (row, day) = (cell.row, cell.period)
    let consumed = consumed(row: row, frame)
    var result: [OperatorContribution] = []
    func add(_ argument: Argument, _ period: Int, _ amount: Double) {
      guard amount != 0 else { return }
      result.append(OperatorContribution(argument: argument.rawValue, row: row, period: period, amount: amount))
    }
    let sign: Double = cell.result == Result.writtenOff.rawValue ? 1 : -1
    if cell.result != Result.writtenOff.rawValue {
      let isSpread = policy(of: row, frame).spreading != nil
      let month = frame.shape.calendar.index(of: frame.shape.calendar.day(at: day).monthOf)
      add(isSpread ? .forecast : .even, isSpread ? month ?? 0 : day, consumed.expected[day])
    }
    for write in consumed.ledger.rows where position(of: write, consumed, frame) == day {
      add(.orders, consumed.orderDays[Int(write.order)], sign * write.quantity)
    }
    if cell.result == Result.left.rawValue { add(.fence, 0, -consumed.dropped[day]) }
    return result
  }

  private func position(of write: WriteOff, _ consumed: ConsumedForecast, _ frame: OperatorFrame) -> Int {
    frame.shape.calendar.firstDay.distance(to: consumed.ledger.parts[Int(write.part)].day)
  }

  private func policy(of row: Int, _ frame: OperatorFrame) -> ForecastPolicy {
    func value(_ argument: Argument) -> Double { frame.argument(argument.rawValue, row: row)[0] }
    return ForecastPolicy(
      spreading: value(.spreading), rounding: value(.rounding), backward: value(.backward), forward: value(.forward),
      forwardFirst: value(.forwardFirst), fence: value(.fence))
  }

  private func consumed(row: Int, _ frame: OperatorFrame) -> ConsumedForecast {
    let calendar = frame.shape.calendar
    func days(_ argument: Argument) -> [Double] {
      let cells = frame.argument(argument.rawValue, row: row)
      return (0..<frame.shape.periodCount).map { present(cells[$0]) }
    }
    let forecast = frame.argument(Argument.forecast.rawValue, row: row)
    let weights = frame.argument(Argument.weight.rawValue, row: 0)
    return consumeForecast(
      firstDay: calendar.firstDay,
      months: (0..<calendar.monthCount).map { (calendar.days(ofMonthAt: $0), present(forecast[$0])) },
      daily: days(.even), orders: days(.orders), policy: policy(of: row, frame)
    ) { present(weights[$0]) }
  }
}

extension ForecastPolicy {
  /// A policy from cells: missing windows write nothing off, a spreading code that there is not leaves the forecast as it comes.
  init(spreading: Double, rounding: Double, backward: Double, forward: Double, forwardFirst: Double, fence: Double) {
    var scheme: ConsumptionScheme?
    if !backward.isNaN || !forward.isNaN {
      scheme = ConsumptionScheme()
      scheme?.backwardDays = max(0, whole(backward))
      scheme?.forwardDays = max(0, whole(forward))
      scheme?.direction = whole(forwardFirst) != 0 ? .forwardThenBackward : .backwardThenForward
    }
    self.init(
      spreading: spreading.isNaN ? nil : ForecastSpreading(rawValue: whole(spreading)),
      rounding: SpreadRounding(rawValue: whole(rounding)) ?? .none, scheme: scheme, fenceDays: Int32(clamping: whole(fence)))
  }
}
