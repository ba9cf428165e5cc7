// SPDX-License-Identifier: Apache-2.0
import Access
import Calendars
import Commerce
import Planning

/// Why a rule says nothing although it is on: a sentence for its owner.
struct RuleRest: Hashable, Sendable {
  let code: String
  let words: BilingualText

  init(_ code: String, _ chinese: String, _ english: String) {
    self.code = code
    words = BilingualText(chinese, english)
  }

  static let ownerLeft = RuleRest("owner-left", "建规则的人已停用，请别人接手后再保存", "its owner has left: let somebody else save it as theirs")

  static func figureGone(_ name: String) -> RuleRest {
    RuleRest("figure-gone", "现在的模型里没有指标 \(name)", "the model in force has no figure \(name)")
  }

  static func rightLost(_ permission: Permission) -> RuleRest {
    RuleRest(
      "right-lost", "建规则的人不再有“\(permission.label.chinese)”的权限", "its owner no longer holds the right “\(permission.label.english)”")
  }

  static let outsideScope = RuleRest("outside-scope", "所看的范围已不在建规则的人的数据范围内", "what it looks at lies outside its owner's scope now")
  static let memberGone = RuleRest("member-gone", "所看的物料、地区或部门已不存在", "a member it looks at is gone")
  static let noPeriods = RuleRest("window-empty", "时间窗不在计划期内", "its window lies outside the plan")
  static let noBudget = RuleRest("no-budget", "没有可以比较的预算", "there is no budget to compare with")
  static let noCalendar = RuleRest("no-calendar", "还没有设定计划日历", "no plan calendar is set yet")

  static func tooLarge(_ cells: Int) -> RuleRest {
    RuleRest(
      "too-large", "要看 \(cells) 个数，超过 \(RuleLimits.cells) 个；缩小范围或期间",
      "it looks at \(cells) figures, more than \(RuleLimits.cells): narrow it or shorten its window")
  }
}

extension Workspace {
  /// Why a rule rests; nil while it works. Asked of the store only after people or facts changed.
  func rest(of rule: AlertRule) throws -> RuleRest? {
    try ruleShelf.rest(rule, people: rules.peopleChangedIn, derived: derivedIn) {
      guard rule.owner != Person.localOperator.id else { return rest(of: rule, for: nil) }
      guard let owner = try store.person(id: rule.owner)?.person, owner.isActive else { return .ownerLeft }
      return rest(of: rule, for: owner)
    }
  }

  /// - Parameter owner: nil for whoever runs the program beside its data.
  private func rest(of rule: AlertRule, for owner: Person?) -> RuleRest? {
    let sight = owner.map { plan.sight(of: $0) }
    switch rule.content.condition {
    case .lateData:
      if let owner, !Access.allows(owner, .viewCompany) { return .rightLost(.viewCompany) }
      return nil
    case .missing(let pattern, _):
      guard rhythms.standing != nil else { return nil }
      if let owner, !planForms.contains(where: { $0.matches(pattern) && sees(owner, $0) }), !pattern.hasPrefix("reconciliation") {
        return .outsideScope
      }
      return nil
    case .threshold, .deviation, .trend: break
    }
    guard let figure = rule.content.condition.figure, let found = plan.ruleFigure(figure.name) else {
      return .figureGone(rule.content.condition.figure?.name ?? "")
    }
    var all = [found]
    if case .threshold(_, _, _, _, let name?) = rule.content.condition {
      guard let share = plan.ruleFigure(name) else { return .figureGone(name) }
      all.append(share)
    }
    for one in all {
      if let owner, let needed = plan.permission(of: one), !Access.allows(owner, needed) { return .rightLost(needed) }
      if let sight, !sight.sees(one) { return .outsideScope }
    }
    if case .deviation(_, _, .budget, _, _, _) = rule.content.condition, plan.budgetEngine == nil { return .noBudget }
    guard case .measure = found.source else { return nil }
    guard (try? plan.rulePlaces(figure, found, nil)) != nil else { return .memberGone }
    guard let places = try? plan.rulePlaces(figure, found, sight), !places.isEmpty else { return .outsideScope }
    guard let targets = RuleTargets(rule.content.condition, plan, sight, on: planningDay) else { return .memberGone }
    if found.axis != .none, targets.periods.isEmpty { return .noPeriods }
    return targets.cellCount > RuleLimits.cells ? .tooLarge(targets.cellCount) : nil
  }
}
