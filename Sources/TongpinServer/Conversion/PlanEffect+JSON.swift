// SPDX-License-Identifier: Apache-2.0
import PlanningCycle
import TradeMeasures
import Wire

extension PlanEffect {
  /// Totals that are told; all are counted.
  static let totalLimit = 200

  var json: JSON {
    .object([
      .init("before", before.json), .init("after", after.json), .init("comparedCells", JSON(comparedCells)),
      .init("touchedCells", JSON(touchedCells)), .init("inputCount", JSON(inputCount)), .init("inputs", JSON(inputs) { $0.json }),
      .init("touched", JSON(touched) { $0.json }), .init("totalCount", JSON(totals.count)),
      .init("totals", JSON(Array(totals.prefix(Self.totalLimit))) { $0.json }), .init("figures", JSON(figures) { $0.json }),
      .init("shortfall", .object([.init("old", oldShortfall?.json ?? .null), .init("new", newShortfall?.json ?? .null)])),
      .init("raised", JSON(raised) { $0.liveJSON }), .init("settled", JSON(settled) { $0.liveJSON }),
    ])
  }
}

extension Knowledge {
  var json: JSON { .object([.init("event", .integer(event)), .init("day", .day(day))]) }
}

extension PlanEffect.Input {
  fileprivate var json: JSON {
    let decimals = unit == "%" ? 6 : 2
    return .object([
      .init("cell", .string(cell)), .init("label", .text(label)), .init("period", period.map { .text($0) } ?? .null),
      .init("unit", .string(unit)), .init("old", .figure(old, decimals: decimals)), .init("new", .figure(new, decimals: decimals)),
    ])
  }
}

extension PlanEffect.Touched {
  fileprivate var json: JSON {
    .object([
      .init("measure", .string(measure)), .init("label", .text(label)), .init("section", .text(section)), .init("isInput", JSON(isInput)),
      .init("cells", JSON(cells)), .init("first", first.map { .month($0) } ?? .null), .init("last", last.map { .month($0) } ?? .null),
    ])
  }
}

extension PlanEffect.Figure {
  fileprivate var json: JSON {
    .object([
      .init("measure", .string(measure.rawValue)), .init("label", .text(label)),
      .init(
        "months",
        JSON(months) {
          .object([
            .init("month", .month($0.month)), .init("old", .money($0.old)), .init("new", .money($0.new)),
            .init("change", .money($0.change)),
          ])
        }),
    ])
  }
}
