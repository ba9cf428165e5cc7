// SPDX-License-Identifier: Apache-2.0
public import Access
import Commerce
import DataQuality
import Journal

extension Workspace {
  /// Saves a rule of one's own, or how one that comes along stands: what of it holds a batch, whether it is looked at, who looks at what it stops. Of one that comes
  /// along the check itself stays.
  ///
  /// - Parameter id: of the rule; nil for a new one.
  /// - Throws: `CycleError.qualityRuleRefused` with every reason; `qualityRuleNotKnown`, `heldOwnerRefused`; `StoreError`.
  public func saveQualityRule(
    _ proof: Authorized<To.ReleaseData>, _ id: String?, _ draft: QualityRuleDraft, context: CommandContext
  ) throws -> CommandOutcome {
    if let earlier = try outcome(of: context) { return earlier }
    let known = try id.map { try knownQualityRule($0) }
    let owner = draft.owner.isEmpty ? nil : try qualityOwner(draft.owner).id
    var draft = draft
    if let known, known.isShipped { draft.take(known.rule) }
    let (read, problems) = draft.read(id: id ?? "")
    guard let read else { throw Self.qualityRuleRefused(problems) }
    if known == nil, ledgers.quality.ownCount >= QualityLedger.ruleLimit {
      throw Self.qualityRuleRefused([
        QualityRuleProblem(
          part: "form",
          words: BilingualText("最多 \(QualityLedger.ruleLimit) 条自定义规则", "there are at most \(QualityLedger.ruleLimit) rules of one's own"))
      ])
    }
    let rule =
      known.map {
        $0.isShipped
          ? QualityRule(id: read.id, kind: read.kind, check: $0.rule.check, severity: read.severity, tolerated: read.tolerated) : read
      }
      ?? read
    let standing = StandingRule(rule, name: draft.name, isOn: draft.isOn, owner: owner)
    var payload: [String: CanonicalValue] = ["content": standing.canonical]
    payload["rule"] = id.map { .text($0) }
    let words = rule.condition
    return try recordDecision(
      QualityLedger.ruleSaved, payload,
      BilingualText("保存质量规则：\(words.chinese)", "quality rule saved: \(words.english)"), context)
  }

  /// Removes a rule of one's own; one that comes along is put back as it came.
  ///
  /// - Throws: `CycleError.qualityRuleNotKnown`; `StoreError`.
  public func removeQualityRule(_ proof: Authorized<To.ReleaseData>, _ id: String, context: CommandContext) throws -> CommandOutcome {
    if let earlier = try outcome(of: context) { return earlier }
    let known = try knownQualityRule(id)
    let condition = known.rule.condition
    let words =
      known.isShipped
      ? BilingualText("质量规则恢复默认：\(condition.chinese)", "quality rule put back: \(condition.english)")
      : BilingualText("删除质量规则：\(condition.chinese)", "quality rule removed: \(condition.english)")
    return try recordDecision(QualityLedger.ruleRemoved, ["rule": .text(id)], words, context)
  }

  private func knownQualityRule(_ id: String) throws -> StandingRule {
    guard let rule = ledgers.quality.rule(id) else {
      throw CycleError(
        .qualityRuleNotKnown, BilingualText("没有这条质量规则", "there is no such quality rule"), detail: BilingualText(name: id),
        hint: BilingualText("在数据质量里选", "choose one under data quality"), parameters: ["rule": id])
    }
    return rule
  }

  private static func qualityRuleRefused(_ problems: [QualityRuleProblem]) -> CycleError {
    CycleError(
      .qualityRuleRefused, BilingualText("这条规则还不完整", "the rule is not complete yet"),
      detail: BilingualText.joined(problems.map(\.words)), hint: BilingualText("改正后再保存", "correct it and save again"),
      parameters: ["part": problems.first?.part ?? ""])
  }
}

extension QualityRuleDraft {
  /// Of a rule that comes along only how it stands is read; in the place of its check, which nobody writes anew, stands one that can be read.
  fileprivate mutating func take(_ rule: QualityRule) {
    (kind, form) = (rule.kind.rawValue, QualityCheck.Form.required.rawValue)
    field = FactSchema.of(rule.kind).fields[0].name
  }
}
