// SPDX-License-Identifier: Apache-2.0
public import Access
import Calendars
public import Formulas
import Planning

/// The model in force, for everybody who may see the plan.
public struct ModelView: Sendable {
  public let text: String
  /// The event that brought it; 0 for the standard model.
  public let changedIn: Int64
  /// The text is the one that the program brings along.
  public let isStandard: Bool
  public let outline: ModelOutline
  public let findings: [TextFinding]
  public let mayChange: Bool
  public let year: Int
  /// The company's value this year, by measure, of those the person may see: nothing but prices and rates for somebody who is narrowed.
  public let values: [String: Double]
}

/// What a text declares and everything that is wrong with it.
public struct ModelCheck: Sendable {
  public let outline: ModelOutline
  /// In text order.
  public let findings: [TextFinding]
  public let isUsable: Bool
}

extension Workspace {
  public func readModel(_ proof: Authorized<To.ViewPlan>) -> ModelView {
    let year = planningDay.year
    let sight = plan.sight(of: proof.person)
    var values: [String: Double] = [:]
    for measure in plan.engine.model.measures where sight.sees(measure.id) && (sight.isEverything || sight.isShared(measure.id)) {
      values[measure.id] = plan.engine.yearValue(measure.id, year)
    }
    return ModelView(
      text: plan.model.text, changedIn: plan.model.history.newest,
      isStandard: ModelInForce.canonical(plan.model.text) == ModelInForce.canonical(environment.modelText),
      outline: ModelOutline(ModelText.parse(plan.model.text), notes: environment.englishNotes),
      findings: plan.engine.model.findings,
      mayChange: Access.allows(proof.person, .editModel) && proof.scope.isEverything, year: year, values: values)
  }

  /// What reads texts of the model without taking them: for the editor, while somebody types.
  public func modelChecker(_ proof: Authorized<To.ViewPlan>) -> ModelChecker {
    ModelChecker(operators: plan.sources.operators, notes: environment.englishNotes)
  }
}

/// Says what a text declares and what is wrong with it; needs no workspace, so that it keeps nobody waiting.
public struct ModelChecker: Sendable {
  let operators: [any PlanOperator]
  let notes: [String: String]

  public func check(_ text: String) -> ModelCheck {
    let (parsed, checked) = ModelInForce.check(text, operators: operators)
    return ModelCheck(outline: ModelOutline(parsed, notes: notes), findings: checked.findings, isUsable: checked.isUsable)
  }
}
