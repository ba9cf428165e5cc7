// SPDX-License-Identifier: Apache-2.0
import Access
import Commerce
import Formulas
import Planning
import Quantities

extension Workspace {
  /// Reads a rule as typed, for somebody who may see what it looks at; or says everything that is wrong with it.
  ///
  /// - Parameter id: the rule it takes the place of; nil for a new one.
  /// - Throws: `StoreError`.
  func check(_ draft: RuleDraft, for person: Person, instead id: Int64? = nil) throws -> (content: RuleContent?, problems: [RuleProblem]) {
    var reading = RuleReading(plan: plan, sight: plan.sight(of: person), today: planningDay)
    let name = reading.name(draft)
    let severity = Alert.Severity(rawValue: draft.severity)
    if severity == nil {
      reading.add("severity", "没有这种严重程度：\(draft.severity)", "there is no severity \(draft.severity): critical, warning or info")
    }
    let recovery = reading.recovery(draft)
    if draft.isShared, !Access.allows(person, .approve) {
      reading.add(
        "isShared", "共享给大家需要“\(Permission.approve.label.chinese)”的权限", "to share it takes the right “\(Permission.approve.label.english)”")
    }
    if id.map({ $0 > 0 }) ?? true {
      checkCounts(&reading, for: person, instead: id, isShared: draft.isShared)
    }
    var condition: RuleCondition?
    switch draft.kind {
    case "threshold": condition = reading.threshold(draft)
    case "deviation": condition = reading.deviation(draft)
    case "trend": condition = reading.trend(draft)
    case "lateData": condition = lateData(draft, &reading, person)
    case "missing": condition = missing(draft, &reading, person)
    default: reading.add("kind", "没有这种规则：\(draft.kind)", "there is no such kind of rule: \(draft.kind)")
    }
    if let condition { reading.bound(condition) }
    guard reading.problems.isEmpty, let condition, let severity, let recovery else { return (nil, reading.problems) }
    return (
      RuleContent(name: name, isShared: draft.isShared, isOn: draft.isOn, severity: severity, recovery: recovery, condition: condition), []
    )
  }

  private func checkCounts(_ reading: inout RuleReading, for person: Person, instead id: Int64?, isShared: Bool) {
    let others = rules.standing.filter { $0.id != id }
    if others.count >= RuleLimits.company {
      reading.add(
        "rule", "全公司已有 \(others.count) 条规则，最多 \(RuleLimits.company) 条；先删除不用的",
        "the company has \(others.count) rules, at most \(RuleLimits.company): remove one that nobody needs first")
    }
    let own = others.count { $0.owner == person.id }
    if own >= RuleLimits.person {
      reading.add(
        "rule", "您已有 \(own) 条规则，每人最多 \(RuleLimits.person) 条；先删除不用的",
        "you have \(own) rules, at most \(RuleLimits.person) a person: remove one that you do not need first")
    }
  }

  private func lateData(_ draft: RuleDraft, _ reading: inout RuleReading, _ person: Person) -> RuleCondition? {
    if !Access.allows(person, .viewCompany) {
      reading.add("data", "导入的数据是全公司的，您只看其中一部分", "imports are about the whole company, and you see a part of it")
    }
    guard let kind = FactKind(name: draft.data) else {
      reading.add("data", "没有这种数据：\(draft.data)", "there is no such kind of data: \(draft.data)")
      return nil
    }
    return reading.number(draft.days, "days", 1...RuleLimits.lateDays).map { .lateData(kind.rawValue, days: $0) }
  }

  private func missing(_ draft: RuleDraft, _ reading: inout RuleReading, _ person: Person) -> RuleCondition? {
    let forms = planForms + plan.catalogue.regions.map { PlanForm.reconciliation($0.code) }
    if !forms.contains(where: { $0.matches(draft.form) }) {
      reading.add("form", "没有这种表单：\(draft.form)", "there is no such form: \(draft.form)")
      return nil
    }
    if !forms.contains(where: { $0.matches(draft.form) && sees(person, $0) }) {
      reading.add("form", "您看不到这张表单", "this form is not yours to see")
    }
    return reading.number(draft.days, "days", 0...RuleLimits.overdueWorkdays).map { .missing(form: draft.form, days: $0) }
  }
}
