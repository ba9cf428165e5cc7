// SPDX-License-Identifier: Apache-2.0
import Access
import Calendars
import Commerce
import Planning

extension Workspace {
  /// Alerts of shared rules as whoever sees the whole company is told of them; each asks for the right of its figure.
  func sharedRuleAlerts(_ plan: PlanState) -> [Alert] {
    rules.watching.filter { isForCompany($0, plan) }.flatMap { rule in
      let permission = self.permission(of: rule, plan)
      return Self.told((try? hits(of: rule, plan, nil)) ?? [], rule).map { alert in
        var alert = alert
        alert.asks = permission
        return alert
      }
    }
  }

  /// Alerts of rules that one person is told of besides those of the company: their own, and the shared ones that look at each person's own rows.
  func personalRuleAlerts(_ plan: PlanState, for person: Person) -> [Alert] {
    let (isNarrowed, sight) = (!person.scope.isEverything, plan.sight(of: person))
    return rules.watching.filter { concerns($0, person) && (isNarrowed || !isForCompany($0, plan)) }.flatMap { rule in
      let viewer = Alert.Viewer(person: person.id, scope: person.scope, rights: rights(of: rule, plan))
      return Self.told((try? hits(of: rule, plan, for: person, sight)) ?? [], rule).map { alert in
        var alert = alert
        alert.viewer = viewer
        return alert
      }
    }
  }

  /// The hits of a rule as one person sees them; none of a rule that rests, pauses or is off.
  func hits(of rule: AlertRule, _ plan: PlanState, for person: Person, _ sight: PlanSight) throws -> [Alert] {
    switch rule.content.condition {
    case .lateData where !Access.allows(person, .viewCompany): return []
    case .missing(let pattern, let days):
      guard try isAwake(rule) else { return [] }
      return try missing(rule, pattern, days: days).filter { sees(person, $0.form) }.map(\.alert)
    default: return try hits(of: rule, plan, sight)
    }
  }

  /// Own rules are their owner's. Of a shared one somebody who is narrowed is told where it looks at members or at shares; a number that was meant
  /// for a total of the company says nothing about a part of it.
  func concerns(_ rule: AlertRule, _ person: Person) -> Bool {
    if rule.owner == person.id { return true }
    guard rule.content.isShared else { return false }
    guard !person.scope.isEverything, case .threshold(let figure, _, _, _, let share) = rule.content.condition, share == nil,
      let found = plan.ruleFigure(figure.name)
    else { return true }
    let scoped = Swift.Set(MeasureRights.dimensions.values)
    return !plan.open(figure, found).contains { scoped.contains($0) }
  }

  private func isForCompany(_ rule: AlertRule, _ plan: PlanState) -> Bool {
    guard rule.content.isShared else { return false }
    if case .missing = rule.content.condition { return false }
    guard case .threshold(let figure, _, _, _, let name?) = rule.content.condition, let found = plan.ruleFigure(figure.name),
      let share = plan.ruleFigure(name)
    else { return true }
    // An alert names one right: where it takes two, each person is asked for both.
    return plan.permission(of: found) == plan.permission(of: share)
  }

  private func permission(of rule: AlertRule, _ plan: PlanState) -> Permission? {
    if case .lateData = rule.content.condition { return .viewCompany }
    return rule.content.condition.figure.flatMap { plan.ruleFigure($0.name) }.flatMap { plan.permission(of: $0) }
  }

  /// What the figures of a rule ask for.
  private func rights(of rule: AlertRule, _ plan: PlanState) -> [Permission] {
    var names = rule.content.condition.figure.map { [$0.name] } ?? []
    if case .threshold(_, _, _, _, let share?) = rule.content.condition { names.append(share) }
    let needed = names.compactMap { plan.ruleFigure($0) }.compactMap { plan.permission(of: $0) }
    if case .lateData = rule.content.condition { return [.viewCompany] }
    return needed
  }

  private func isAwake(_ rule: AlertRule) throws -> Bool { try rule.speaks(on: planningDay) && rest(of: rule) == nil }

  /// Every hit, in plan order. Of the running plan only places are looked at that moved since; of a branch all are.
  func hits(of rule: AlertRule, _ plan: PlanState, _ sight: PlanSight?) throws -> [Alert] {
    guard try isAwake(rule) else { return [] }
    guard plan.engine === self.plan.engine else { return try look(at: rule, plan, sight).hits.flatMap { $0 } }
    let key = RuleShelf.Key(rule: rule.id, savedIn: rule.savedIn, viewer: sight?.key)
    if var known = ruleShelf.entry(key), known.day == environment.today(), known.derivedIn == derivedIn {
      if let imports = known.imports {
        if imports == facts.imports { return known.hits.flatMap { $0 } }
      } else if known.revision == revision {
        return known.hits.flatMap { $0 }
      } else if !isReader, let touched = tableChanges.touched(after: known.revision, through: revision, plan) {
        refresh(&known, rule, plan, sight, touched)
        known.revision = revision
        ruleShelf.keep(known, key)
        return known.hits.flatMap { $0 }
      }
    }
    let entry = try look(at: rule, plan, sight)
    ruleShelf.keep(entry, key)
    return entry.hits.flatMap { $0 }
  }

  private func refresh(_ entry: inout RuleShelf.Entry, _ rule: AlertRule, _ plan: PlanState, _ sight: PlanSight?, _ touched: TouchedRows) {
    guard let targets = entry.targets, !targets.reads.isDisjoint(with: touched.changed) else { return }
    let evaluation = evaluation(of: rule, targets, plan, sight)
    for (index, place) in targets.places.enumerated() where evaluation.mayHaveMoved(place, touched) {
      entry.hits[index] = evaluation.hits(at: place)
      ruleShelf.count(1)
    }
  }

  func evaluation(of rule: AlertRule, _ targets: RuleTargets, _ plan: PlanState, _ sight: PlanSight?) -> RuleEvaluation {
    RuleEvaluation(
      rule: rule, targets: targets, lens: RuleLens(plan: plan, sight: sight), today: planningDay,
      words: RuleWords(currency: settings.currency))
  }

  private func look(at rule: AlertRule, _ plan: PlanState, _ sight: PlanSight?) throws -> RuleShelf.Entry {
    func entry(_ targets: RuleTargets?, _ hits: [[Alert]], imports: Int? = nil) -> RuleShelf.Entry {
      RuleShelf.Entry(day: environment.today(), revision: revision, derivedIn: derivedIn, imports: imports, targets: targets, hits: hits)
    }
    switch rule.content.condition {
    case .lateData(let kind, let days): return entry(nil, [try lateDataHits(rule, kind, days: days)], imports: facts.imports)
    case .missing(let pattern, let days): return entry(nil, [try missing(rule, pattern, days: days).map(\.alert)])
    case .threshold(let figure, _, _, _, _) where figure.name == KnownFigure.overdue.rawValue:
      let isSeen = sight.map { $0.isEverything && $0.allows(.viewCash) } ?? true
      return entry(nil, isSeen ? [try overdueHits(rule, plan)] : [], imports: facts.imports)
    case .threshold, .deviation, .trend:
      guard let targets = RuleTargets(rule.content.condition, plan, sight, on: planningDay), targets.cellCount <= RuleLimits.cells
      else { return entry(nil, []) }
      let evaluation = evaluation(of: rule, targets, plan, sight)
      ruleShelf.count(targets.places.count)
      return entry(targets, targets.places.map { evaluation.hits(at: $0) })
    }
  }

  /// Hits as alerts: one that many things have in common is few alerts. Forms that are missing are one, whoever is asked once asks for all of them.
  static func told(_ hits: [Alert], _ rule: AlertRule) -> [Alert] {
    guard case .missing = rule.content.condition, hits.count > RuleLimits.told,
      let first = hits.min(by: { ($0.since, $0.id) < ($1.since, $1.id) })
    else { return folded(hits, rule, singles: RuleLimits.told) }
    // Behind the name of the rule stands whose form it is.
    let names = hits.prefix(RuleLimits.told).map { hit in
      BilingualText(
        hit.title.chinese.split(separator: "：").last.map(String.init) ?? hit.title.chinese,
        hit.title.english.split(separator: ": ").last.map(String.init) ?? hit.title.english)
    }
    return [
      Alert(
        id: "rule-\(rule.id)|more", code: "rule", severity: rule.content.severity,
        title: BilingualText("\(rule.content.name.chinese)：\(hits.count) 份", "\(rule.content.name.english): \(hits.count) forms"),
        detail: BilingualText(
          names.map(\.chinese).joined(separator: "、") + " 等；" + first.detail.chinese,
          names.map(\.english).joined(separator: ", ") + " and others; " + first.detail.english),
        money: nil, since: first.since, link: first.link, cell: nil, count: Int64(hits.count))
    ]
  }

  /// The largest by money as alerts of their own, and one line for all others.
  static func folded(_ hits: [Alert], _ rule: AlertRule, singles: Int = RuleLimits.singles) -> [Alert] {
    let sorted = hits.sorted { left, right in
      ((right.money ?? 0), left.since, left.id) < ((left.money ?? 0), right.since, right.id)
    }
    guard sorted.count > singles else { return sorted }
    let rest = sorted.dropFirst(singles)
    let counted = rule.content.condition.figure?.each?.counted(rest.count) ?? BilingualText("\(rest.count) 处", "\(rest.count) places")
    let money = rest.compactMap(\.money)
    return Array(sorted.prefix(singles)) + [
      Alert(
        id: "rule-\(rule.id)|more", code: "rule", severity: rule.content.severity,
        title: BilingualText("\(rule.content.name.chinese)：还有 \(counted.chinese)", "\(rule.content.name.english): \(counted.english) more"),
        detail: BilingualText("其余在提醒规则里查看", "the others are on the screen of alert rules"),
        money: money.isEmpty ? nil : money.reduce(0, &+), since: rest.map(\.since).min() ?? sorted[0].since,
        link: "#/rules?rule=\(rule.id)",
        cell: nil)
    ]
  }
}

extension RuleEvaluation {
  /// Whether a change may have moved what the rule reads at a place.
  func mayHaveMoved(_ place: RulePlace, _ touched: TouchedRows) -> Bool {
    let model = lens.plan.engine.model
    let each = rule.content.condition.figure?.each
    return targets.reads.contains { index in
      guard touched.changed.contains(index) || touched.measures[index] != nil else { return false }
      // Of days it is known that they moved, not whose.
      guard model.measures[index].axis == .month, let id = place.id, [.item, .family, .department].contains(each) else { return true }
      return touched.contains(index, id)
    }
  }
}
