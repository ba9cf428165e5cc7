// SPDX-License-Identifier: Apache-2.0
import Formulas
import Planning

extension ModelTrial {
  /// Calculates the candidate on today's inputs and compares it with the plan in force.
  ///
  /// - Throws: `PlanningError` when the members do not fit it.
  public func preview() throws -> ModelPreview {
    let next = try build(includesBudget: false)
    let difference = ModelDifference(from: present.model.text, to: parsed, renames: renames)
    let comparison = PlanComparison(old: present.engine, new: next.engine, renames: renames)
    let cells = comparison.cells()
    let lost = comparison.lost()
    return ModelPreview(
      added: difference.added.map { named($0, next.engine) }, removed: difference.removed.map { named($0, present.engine) },
      renamed: difference.renamed.map { from, to in
        ModelPreview.Renamed(from: from, to: to.id, name: to.name, cells: comparison.filledCells(of: from))
      },
      changed: difference.changed.map {
        ModelPreview.Changed(id: $0.id, name: $0.name, parts: $0.parts, before: $0.before, after: $0.after)
      },
      figures: comparison.figures(), checks: checks(next), lost: lost,
      removedDimensions: difference.removedDimensions.map(\.name), screens: screens(), comparedCells: cells.compared,
      changedCells: cells.changed)
  }

  private func named(_ measure: ModelOutline.Measure, _ engine: PlanEngine) -> ModelPreview.Named {
    ModelPreview.Named(
      id: measure.id, name: measure.name, unit: measure.unit, value: engine.yearValue(measure.id, year))
  }

  private func checks(_ next: PlanState) -> [ModelPreview.Check] {
    let failedBefore = Swift.Set(present.engine.checks().filter { !$0.passes }.map { renames[$0.name] ?? $0.name })
    return next.engine.checks().filter { !$0.passes }.compactMap { check in
      guard let index = next.engine.model.measure(named: check.name), let first = check.failures.first else { return nil }
      let measure = next.engine.model.measures[index]
      let label = next.label(measure, first.coordinate)
      let period = first.period?.label
      return ModelPreview.Check(
        id: check.name, name: BilingualText(measure.names), unit: measure.unit.description, failures: check.failureCount,
        isNew: !failedBefore.contains(check.name),
        place: BilingualText(
          label.chinese + (period.map { " · " + $0.chinese } ?? ""), label.english + (period.map { " · " + $0.english } ?? "")),
        value: first.value.finite)
    }
  }

  /// Measures that screens read by id and the candidate does not have; a renamed one is one of them.
  private func screens() -> [ModelPreview.Screen] {
    let kept = Swift.Set(checked.measures.map(\.id))
    var order: [String] = []
    var missing: [String: [BilingualText]] = [:]
    for measure in present.engine.model.measures where !kept.contains(measure.id) {
      for screen in ScreenNeeds.screens(of: measure.id) {
        if missing[screen] == nil { order.append(screen) }
        missing[screen, default: []].append(BilingualText(measure.names))
      }
    }
    return order.map { ModelPreview.Screen(route: $0, measures: missing[$0] ?? []) }
  }
}

extension PlanEngine {
  /// The company's value of a year: of the year for a measure with time, else the one it has; nil without one.
  func yearValue(_ id: String, _ year: Int) -> Double? {
    guard let index = model.measure(named: id) else { return nil }
    let period: PlanPeriod? = model.measures[index].axis == .none ? nil : .year(year)
    return (try? value(id, at: .total, period: period)) ?? nil
  }
}
