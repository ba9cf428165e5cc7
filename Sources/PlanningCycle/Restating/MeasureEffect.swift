// SPDX-License-Identifier: Apache-2.0
import Access
import Alerting
import Calendars
import Formulas
import Planning
import TradeMeasures

/// Compares two workspaces that stand still.
enum MeasureEffect {
  static func compare(_ before: Workspace, _ after: Workspace) throws -> PlanEffect {
    let difference = EngineDifference(old: before.plan.engine, new: after.plan.engine)
    let totals = PlanComparison(old: before.plan.engine, new: after.plan.engine, renames: [:]).figures()
    let (old, new) = (before.alerts(), after.alerts())
    let (oldKeys, newKeys) = (Swift.Set(old.map(\.id)), Swift.Set(new.map(\.id)))
    guard let known = (before.knowledge, after.knowledge) as? (Knowledge, Knowledge) else { preconditionFailure("both stand still") }
    return PlanEffect(
      before: known.0, after: known.1, comparedCells: difference.compared, inputs: difference.inputs.map { input($0, after.plan) },
      inputCount: difference.inputCount, touched: difference.touched.map { touched($0, after.plan) }, totals: totals,
      figures: try figures(before, after), oldShortfall: before.firstShortfall(), newShortfall: after.firstShortfall(),
      raised: new.filter { !oldKeys.contains($0.id) }, settled: old.filter { !newKeys.contains($0.id) },
      permissions: permissions(after.plan))
  }

  private static func permissions(_ plan: PlanState) -> [String: Permission] {
    var found: [String: Permission] = [:]
    for measure in plan.engine.model.measures {
      if let permission = plan.landing.rights.permission(measure.id) { found[measure.id] = permission }
    }
    return found
  }

  private static func input(_ input: EngineDifference.Input, _ plan: PlanState) -> PlanEffect.Input {
    PlanEffect.Input(
      cell: plan.address(input.measure.id, input.coordinate, input.period).text, label: plan.label(input.measure, input.coordinate),
      period: input.period?.label, unit: input.measure.unit.description, old: input.old, new: input.new, measure: input.measure.id)
  }

  private static func touched(_ found: EngineDifference.Touched, _ plan: PlanState) -> PlanEffect.Touched {
    let section = found.measure.section.map { BilingualText(plan.engine.model.sections[$0]) }
    return PlanEffect.Touched(
      measure: found.measure.id, label: BilingualText(found.measure.names), section: section ?? BilingualText("", ""),
      isInput: found.measure.kind == .input, cells: found.cells, first: found.first, last: found.last)
  }

  /// 口径 of every month in which any differs.
  private static func figures(_ before: Workspace, _ after: Workspace) throws -> [PlanEffect.Figure] {
    let (old, new) = (try before.measureBook(), try after.measureBook())
    return try TradeMeasure.allCases.compactMap { measure in
      let spans = [old.months(measure.side), new.months(measure.side)].compactMap { $0 }
      guard let first = spans.map(\.lowerBound).min(), let last = spans.map(\.upperBound).max() else { return nil }
      let months = Array(first.through(last).suffix(monthLimit))
      let (earlier, later) = (try monthly(measure, months, before, old), try monthly(measure, months, after, new))
      let steps = zip(months, zip(earlier, later)).compactMap { month, values in
        values.0 == values.1 ? nil : PlanEffect.Figure.Step(month: month, old: values.0, new: values.1)
      }
      guard !steps.isEmpty, let definition = new.dictionary.definition(of: measure) else { return nil }
      return PlanEffect.Figure(measure: measure, label: BilingualText(definition.name), months: steps)
    }
  }

  /// The newest months that are compared.
  private static let monthLimit = 120

  private static func monthly(_ measure: TradeMeasure, _ months: [Month], _ workspace: Workspace, _ book: MeasureBook) throws -> [Int64] {
    guard let first = months.first, let last = months.last, book.measures.contains(measure) else { return months.map { _ in 0 } }
    return try workspace.refusing { () throws(MeasureError) in try book.monthly(measure, first...last) }
  }
}

extension Month {
  /// This month and those after it, up to another.
  fileprivate func through(_ last: Month) -> [Month] { (0...max(0, distance(to: last))).map { adding(months: $0) } }
}
