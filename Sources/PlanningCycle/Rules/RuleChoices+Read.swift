// SPDX-License-Identifier: Apache-2.0
public import Access
import Commerce
import Formulas
import Planning

extension Workspace {
  /// What a rule can be made of: figures, members, kinds of data and forms that somebody sees, and examples to begin with.
  public func ruleChoices(_ proof: Authorized<To.ViewPlan>) -> RuleChoices {
    let (person, sight) = (proof.person, plan.sight(of: proof.person))
    let forms = planForms + plan.catalogue.regions.map { PlanForm.reconciliation($0.code) }
    let seen = forms.filter { sees(person, $0) }
    let kinds = ["forecast", "budget", "reconciliation"].filter { kind in seen.contains { $0.matches(kind) } }
    return RuleChoices(
      figures: figureChoices(sight), members: memberChoices(sight),
      data: Access.allows(person, .viewCompany) ? FactKind.allCases.map { .init(id: $0.rawValue, label: $0.label) } : [],
      forms: (kinds + seen.map(\.key)).map { .init(id: $0, label: formWords($0)) }, templates: templates(for: person))
  }

  private func figureChoices(_ sight: PlanSight) -> [RuleChoices.Figure] {
    let known = KnownFigure.allCases.map(\.rawValue)
    let shown = plan.engine.model.measures.filter { !$0.isHidden && $0.kind != .assertion }.map(\.id)
    return (known + shown).compactMap { name in
      guard let found = plan.ruleFigure(name), sight.sees(found) else { return nil }
      let section = found.measure?.section.map { BilingualText(plan.engine.model.sections[$0]) }
      return RuleChoices.Figure(
        id: found.id, label: found.label, section: section ?? BilingualText("常用", "Often used"), unit: found.unit, isMoney: found.isMoney,
        isPercent: found.isPercent, axis: found.axis == .month ? "month" : found.axis == .day ? "day" : "none",
        dimensions: found.dimensions,
        each: found.eachOf, bases: bases(found), addsUp: found.addsUp, needsMembers: found.needsMembers, good: found.measure?.sense.shown)
    }
  }

  private func bases(_ found: FoundFigure) -> [RuleBase] {
    guard found.measure != nil, found.axis != .none else { return [] }
    return RuleBase.allCases.filter { base in
      switch base {
      case .budget: plan.budgetEngine != nil && BuildBudget.measures.contains(found.id)
      case .lastForecast: RuleLens.forecastMeasures.contains(found.id) && !plan.pastForecasts.months(of: .salesForecast).isEmpty
      case .lastYear: found.axis == .month
      }
    }
  }

  private func memberChoices(_ sight: PlanSight) -> [(dimension: String, label: BilingualText, members: [RuleChoices.Member])] {
    let members = plan.members
    let all: [(String, [Int64])] = [
      ("Item", members.families + members.items), ("Region", members.regions), ("Department", members.departments),
      ("Supplier", sight.isEverything && sight.allows(.viewPurchases) ? members.suppliers : []),
    ]
    return all.filter { !$0.1.isEmpty }.map { dimension, ids in
      let own = sight.members(dimension)
      let isElsewhere = !sight.isEverything && own == nil && dimension == "Department"
      return (
        dimension, plan.shownName(dimension),
        ids.filter { id in !isElsewhere && (own?.contains(id) ?? true) }.map { id in
          let member = plan.memberName(dimension, id)
          return RuleChoices.Member(code: member.code, name: member.name)
        }
      )
    }
  }
}
