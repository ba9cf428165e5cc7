// SPDX-License-Identifier: Apache-2.0
public import Access
import Calendars
import Commerce
import Journal
import Planning

extension Workspace {
  /// 提醒规则: one's own and those everybody shares, as far as what they look at is one's to see; with what each says now.
  ///
  /// - Throws: `StoreError`.
  public func alertRules(_ proof: Authorized<To.ViewPlan>) throws -> RuleList {
    let person = proof.person
    let seen = rules.standing.filter { sees(person, $0) }
    let ofHouse = rules.ofHouse.filter { sees(person, $0) }
    return RuleList(
      today: planningDay, rules: try seen.map { try view($0, for: person) }, ofHouse: try ofHouse.map { try view($0, for: person) },
      companyCount: person.scope.isEverything ? rules.rules.count : seen.count,
      ownCount: seen.count { $0.owner == person.id }, mayShare: Access.allows(person, .approve))
  }

  /// One rule, with what it would have said of the months before.
  ///
  /// - Throws: `CycleError.ruleNotKnown`; `StoreError`.
  public func alertRule(_ proof: Authorized<To.ViewPlan>, _ id: Int64) throws -> (view: RuleView, history: RuleHistory) {
    guard let rule = rules[id], sees(proof.person, rule) else { throw Self.ruleNotKnown(id) }
    return (try view(rule, for: proof.person), try history(of: rule, for: proof.person))
  }

  /// What a rule as typed would say now, and of the months before; or what is wrong with it. Nothing is kept.
  ///
  /// - Parameter id: the rule that would be changed; nil for a new one.
  /// - Throws: `StoreError`.
  public func previewRule(_ proof: Authorized<To.ViewPlan>, _ draft: RuleDraft, instead id: Int64? = nil) throws -> RulePreview {
    let person = proof.person
    var draft = draft
    // A rule has its name when it is saved.
    if draft.name.isEmpty, draft.englishName.isEmpty { (draft.name, draft.englishName) = ("提醒", "Alert") }
    draft.isOn = true
    let checked = try check(draft, for: person, instead: id)
    guard let content = checked.content else {
      return RulePreview(problems: checked.problems, sentence: nil, hits: [], hitCount: 0, cellCount: 0, history: nil)
    }
    let rule = AlertRule(id: id ?? 0, owner: person.id, login: person.login, savedIn: 0, content: content)
    let hits = try newHits(of: rule, for: person)
    let targets = RuleTargets(content.condition, plan, plan.sight(of: person), on: planningDay)
    return RulePreview(
      problems: [], sentence: sentence(of: content.condition), hits: Self.folded(hits, rule), hitCount: hits.count,
      cellCount: targets?.cellCount ?? 1, history: try history(of: rule, for: person))
  }

  /// Of a rule that nobody saved: looked for now, and not kept.
  private func newHits(of rule: AlertRule, for person: Person) throws -> [Alert] {
    let sight = plan.sight(of: person)
    switch rule.content.condition {
    case .lateData(let kind, let days): return try lateDataHits(rule, kind, days: days)
    case .missing(let pattern, let days): return try missing(rule, pattern, days: days).filter { sees(person, $0.form) }.map(\.alert)
    case .threshold(let figure, _, _, _, _) where figure.name == KnownFigure.overdue.rawValue: return try overdueHits(rule, plan)
    case .threshold, .deviation, .trend:
      guard let targets = RuleTargets(rule.content.condition, plan, sight, on: planningDay) else { return [] }
      let evaluation = evaluation(of: rule, targets, plan, sight)
      return targets.places.flatMap { evaluation.hits(at: $0) }
    }
  }

  private func view(_ rule: AlertRule, for person: Person) throws -> RuleView {
    let hits = concerns(rule, person) ? try hits(of: rule, plan, for: person, plan.sight(of: person)) : []
    return RuleView(
      rule: rule, sentence: sentence(of: rule.content.condition), draft: RuleDraft(rule.content, plan),
      owner: name(of: Actor(id: rule.owner, login: rule.login)), isMine: rule.owner == person.id,
      mayEdit: rule.content.isShared ? Access.allows(person, .approve) : rule.owner == person.id, rest: try rest(of: rule)?.words,
      hits: Self.folded(hits, rule), hitCount: hits.count)
  }

  /// Whether somebody may know of a rule: their own; of a shared one the figure, the data or a form has to be theirs to see.
  private func sees(_ person: Person, _ rule: AlertRule) -> Bool {
    guard rule.owner != person.id else { return true }
    guard rule.content.isShared, concerns(rule, person) else { return false }
    switch rule.content.condition {
    case .lateData: return Access.allows(person, .viewCompany)
    case .missing(let pattern, _):
      return (planForms + plan.catalogue.regions.map { .reconciliation($0.code) }).contains { $0.matches(pattern) && sees(person, $0) }
    case .threshold(let figure, _, _, _, let share):
      let sight = plan.sight(of: person)
      guard share.map({ plan.ruleFigure($0).map { sight.sees($0) } ?? false }) ?? true else { return false }
      return sees(figure, sight)
    case .deviation(let figure, _, _, _, _, _), .trend(let figure, _, _, _, _): return sees(figure, plan.sight(of: person))
    }
  }

  private func sees(_ figure: RuleFigure, _ sight: PlanSight) -> Bool {
    guard let found = plan.ruleFigure(figure.name) else { return sight.isEverything }
    guard sight.sees(found) else { return false }
    return found.measure == nil || !((try? plan.rulePlaces(figure, found, sight)) ?? []).isEmpty
  }
}
