// SPDX-License-Identifier: Apache-2.0
public import Access
public import Calendars
import Journal

extension Workspace {
  /// Saves a rule, a new one or another form of one; whoever saves it owns it from then on.
  ///
  /// - Parameters:
  ///   - id: of the rule; nil for a new one.
  ///   - seen: the event it was saved with when it was looked at; nil when that does not matter.
  /// - Throws: `CycleError.ruleRefused` with every reason; `ruleNotKnown`, `ruleNotYours`, `ruleChanged`; `StoreError`.
  public func saveRule(
    _ proof: Authorized<To.ViewPlan>, _ id: Int64? = nil, _ draft: RuleDraft, seen: Int64? = nil, context: CommandContext
  ) throws -> CommandOutcome {
    if let earlier = try outcome(of: context) { return earlier }
    var known: AlertRule?
    if let id { known = try editable(id, for: proof.person, seen: seen) }
    var draft = draft
    // The house's own stay everybody's.
    if known?.isOfHouse == true { draft.isShared = true }
    let checked = try check(draft, for: proof.person, instead: id)
    guard let content = checked.content else { throw Self.ruleRefused(checked.problems) }
    var payload: [String: CanonicalValue] = ["content": content.canonical]
    if let known { payload["rule"] = .integer(known.id) }
    return try recordDecision(RuleLedger.saved, payload, Self.ruleWords("保存了一条提醒规则", "an alert rule was saved"), context)
  }

  /// Removes a rule; one of the house is put back as it was made.
  ///
  /// - Throws: `CycleError.ruleNotKnown`, `ruleNotYours`; `StoreError`.
  public func removeRule(_ proof: Authorized<To.ViewPlan>, _ id: Int64, context: CommandContext) throws -> CommandOutcome {
    if let earlier = try outcome(of: context) { return earlier }
    let rule = try editable(id, for: proof.person, seen: nil)
    let words =
      rule.isOfHouse
      ? Self.ruleWords("一条内置提醒规则恢复了默认", "a built-in alert rule was put back as it was")
      : Self.ruleWords("删除了一条提醒规则", "an alert rule was removed")
    return try recordDecision(RuleLedger.removed, ["rule": .integer(rule.id)], words, context)
  }

  /// Lets a rule say nothing before a day, or speak again.
  ///
  /// - Parameter until: nil: it speaks at once.
  /// - Throws: `CycleError.ruleRefused` for a day that is past or more than a year away; `ruleNotKnown`, `ruleNotYours`; `StoreError`.
  public func pauseRule(_ proof: Authorized<To.ViewPlan>, _ id: Int64, until day: Day?, context: CommandContext) throws -> CommandOutcome {
    if let earlier = try outcome(of: context) { return earlier }
    let rule = try editable(id, for: proof.person, seen: nil)
    if let day, day <= planningDay || day > planningDay.adding(days: 366) {
      throw Self.ruleRefused([
        RuleProblem(
          "until",
          BilingualText("暂停到 \(day)，应在今天 \(planningDay) 之后一年内", "paused until \(day), not within a year after today, \(planningDay)"))
      ])
    }
    let words =
      day == nil ? Self.ruleWords("恢复了一条提醒规则", "an alert rule speaks again") : Self.ruleWords("暂停了一条提醒规则", "an alert rule was paused")
    var payload: [String: CanonicalValue] = ["rule": .integer(rule.id)]
    payload["until"] = day.map { .day($0) }
    return try recordDecision(RuleLedger.paused, payload, words, context)
  }

  /// Takes back what one did to a rule, or does it again; not over what somebody did since.
  func reverseRule(_ event: Event, mark: String, words: BilingualText, context: CommandContext) throws -> CommandOutcome {
    guard let id = rules.rule(of: event) else {
      throw CycleError(.nothingToUndo, BilingualText("没有可撤销的操作", "there is nothing to undo"))
    }
    let newest = rules.newest(id)
    guard mark == "undoes" ? newest == event.sequence : (newest ?? 0) < event.sequence else { throw Self.ruleChanged() }
    let content = RuleContent(event.payload["content"])
    if content?.isShared ?? rules[id]?.content.isShared ?? false { try Access.require(context.person, .approve) }
    return try recordReversal(
      of: event, as: mark == "undoes" ? RuleLedger.reverted : RuleLedger.restored, mark: mark, words: words, context: context)
  }

  /// A rule that one may change: one's own, and a shared one with the right to approve.
  private func editable(_ id: Int64, for person: Person, seen: Int64?) throws -> AlertRule {
    guard let rule = rules[id], rule.owner == person.id || rule.content.isShared else { throw Self.ruleNotKnown(id) }
    guard !rule.content.isShared || Access.allows(person, .approve) else {
      throw CycleError(
        .ruleNotYours, BilingualText("这条规则不能由您修改", "this rule is not yours to change"),
        detail: BilingualText("共享的规则由有审批权限的人修改", "a shared rule is changed by whoever holds the right to approve"),
        hint: BilingualText("另存一条自己的规则", "save one of your own"))
    }
    if let seen, seen != rule.savedIn { throw Self.ruleChanged() }
    return rule
  }

  /// Everybody hears of the event; what it is about is the owner's.
  private static func ruleWords(_ chinese: String, _ english: String) -> BilingualText { BilingualText(chinese, english) }

  static func ruleNotKnown(_ id: Int64) -> CycleError {
    CycleError(
      .ruleNotKnown, BilingualText("没有这条提醒规则", "there is no such alert rule"),
      detail: BilingualText("规则 \(id) 不存在、已删除，或不是您的", "rule \(id) is not there, was removed, or is not yours"),
      hint: BilingualText("回到列表看看", "look at the list"), parameters: ["rule": "\(id)"])
  }

  private static func ruleChanged() -> CycleError {
    CycleError(
      .ruleChanged, BilingualText("这条规则已被改过", "the rule was changed meanwhile"),
      hint: BilingualText("看过现在的规则再改", "look at it as it is now and try again"))
  }

  static func ruleRefused(_ problems: [RuleProblem]) -> CycleError {
    var parameters: KeyValuePairs<String, String> = ["fields": problems.map(\.field).joined(separator: ",")]
    let unlike = problems.compactMap(\.unlike).first
    if let bridge = unlike?.bridge {
      parameters = [
        "fields": problems.map(\.field).joined(separator: ","), "from": bridge.from, "to": bridge.to, "bridge": bridge.address,
      ]
    }
    // What is refused for that alone has a name of its own.
    return CycleError(
      unlike != nil && problems.count == 1 ? .figuresUnlike : .ruleRefused, BilingualText("规则不能这样保存", "the rule cannot be saved so"),
      detail: BilingualText.joined(problems.map(\.words)), hint: BilingualText("改正后再保存", "correct it and save again"),
      parameters: parameters)
  }
}
