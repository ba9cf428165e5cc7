// SPDX-License-Identifier: Apache-2.0
import Forecasting

/// What moved each period of a series and of its forecast, as lines of text: `unique_id,ds,base,<driver>…,calendar,total`.
///
/// Base, drivers and calendar add up to the total; a driver that is not used has 0. Values of the past are the observed ones.
public struct ContributionLines: Sendable {
  private let names: [String]

  /// - Parameter names: drivers of the file, in their order.
  public init(_ names: [String]) { self.names = names }

  public var heading: String {
    (["unique_id", "ds", "base"] + names.map(DelimitedText.quoted) + ["calendar", "total"]).joined(separator: ",") + "\n"
  }

  /// - Parameters:
  ///   - first: which period of the series the first value belongs to.
  ///   - drivers: those that are used, by their place among the names.
  func lines(
    _ identifier: String, _ grid: PeriodGrid, first: Int, base: [Double], drivers: [Int: [Double]], calendar: [Double]
  ) -> String {
    let name = DelimitedText.quoted(identifier) + ","
    var lines = ""
    lines.reserveCapacity(base.count * (40 + 20 * names.count))
    for index in base.indices {
      lines += name + grid.label(at: first + index).text + "," + DelimitedText.number(base[index])
      var total = base[index]
      for place in names.indices {
        let share = drivers[place]?[index] ?? 0
        total += share
        lines += "," + DelimitedText.number(share)
      }
      total += calendar[index]
      lines += "," + DelimitedText.number(calendar[index]) + "," + DelimitedText.number(total) + "\n"
    }
    return lines
  }
}
