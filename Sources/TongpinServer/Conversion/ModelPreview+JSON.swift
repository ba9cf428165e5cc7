// SPDX-License-Identifier: Apache-2.0
import PlanningCycle
import Wire

extension ModelPreview {
  /// - Parameter revision: of the inputs it was calculated on.
  func json(revision: Int64) -> JSON {
    .object([
      .init("revision", .integer(revision)),
      .init("added", JSON(added) { $0.json }), .init("removed", JSON(removed) { $0.json }),
      .init(
        "renamed",
        JSON(renamed) {
          .object([
            .init("from", .string($0.from)), .init("to", .string($0.to)), .init("name", .text($0.name)),
            .init("cells", JSON($0.cells)),
          ])
        }),
      .init("changed", JSON(changed) { $0.json }), .init("figures", JSON(figures) { $0.json }),
      .init("checks", JSON(checks) { $0.json }),
      .init(
        "lost",
        JSON(lost) {
          .object([
            .init("id", .string($0.id)), .init("name", .text($0.name)), .init("cause", .string($0.cause.rawValue)),
            .init("cells", JSON($0.cells)), .init("entered", JSON($0.entered)),
          ])
        }),
      .init("removedDimensions", JSON(removedDimensions) { .text($0) }),
      .init(
        "screens",
        JSON(screens) {
          .object([.init("route", .string($0.route)), .init("measures", JSON($0.measures) { .text($0) })])
        }),
      .init("comparedCells", JSON(comparedCells)), .init("changedCells", JSON(changedCells)),
    ])
  }
}

extension ModelPreview.Named {
  fileprivate var json: JSON {
    .object([
      .init("id", .string(id)), .init("name", .text(name)), .init("unit", .string(unit)),
      .init("value", .figure(value, decimals: unit == "%" ? 6 : 2)),
    ])
  }
}

extension ModelPreview.Changed {
  fileprivate var json: JSON {
    .object([
      .init("id", .string(id)), .init("name", .text(name)), .init("parts", JSON(parts) { .string($0) }),
      .init("before", before.map { .text($0) } ?? .null), .init("after", after.map { .text($0) } ?? .null),
    ])
  }
}

extension ModelPreview.Figure {
  var json: JSON {
    let decimals = isPercent ? 6 : 2
    func steps(_ steps: [ModelPreview.Step]) -> JSON {
      JSON(steps) { step in
        .object([
          .init("id", .string(step.column)), .init("label", .text(step.label)), .init("old", .figure(step.old, decimals: decimals)),
          .init("new", .figure(step.new, decimals: decimals)), .init("change", .figure(step.change, decimals: decimals)),
        ])
      }
    }
    return .object([
      .init("id", .string(id)), .init("name", .text(name)), .init("unit", .string(unit)), .init("good", JSON(good)),
      .init("money", JSON(isMoney)), .init("years", steps(years)), .init("quarters", steps(quarters)),
      .init("months", steps(months)),
    ])
  }
}

extension ModelPreview.Check {
  fileprivate var json: JSON {
    .object([
      .init("id", .string(id)), .init("name", .text(name)), .init("unit", .string(unit)), .init("failures", JSON(failures)),
      .init("isNew", JSON(isNew)), .init("place", .text(place)), .init("value", .figure(value)),
    ])
  }
}
