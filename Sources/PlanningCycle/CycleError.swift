// SPDX-License-Identifier: Apache-2.0

/// A request to the workspace that cannot be met, in words for the person who made it.
public struct CycleError: Error, Hashable, Sendable {
  public struct Code: Hashable, Sendable {
    public let text: String
    /// Somebody else was quicker; the request may be made again after a look.
    public let isConflict: Bool

    public init(_ text: String, isConflict: Bool = false) {
      self.text = text
      self.isConflict = isConflict
    }

    public static let cellNotKnown = Code("plan.cell-not-known")
    public static let cellNotEditable = Code("plan.cell-not-editable")
    public static let valueNotReadable = Code("plan.value-not-readable")
    public static let entryRefused = Code("plan.entry-refused")
    public static let overridesHeld = Code("plan.overrides-held")
    public static let changedSince = Code("plan.changed-since", isConflict: true)
    public static let reasonMissing = Code("command.reason-missing")
    public static let commandNotKnown = Code("command.kind-not-known")
    public static let payloadIncomplete = Code("command.payload-incomplete")
    public static let nothingToUndo = Code("command.nothing-to-undo")
    public static let alertNotKnown = Code("alert.not-known")
    public static let snoozeRefused = Code("alert.snooze-refused")
    public static let alertBudgetRefused = Code("alert.budget-refused")
    public static let ruleNotKnown = Code("rule.not-known")
    public static let ruleRefused = Code("rule.refused")
    public static let ruleChanged = Code("rule.changed-since", isConflict: true)
    public static let ruleNotYours = Code("rule.not-yours")
    public static let viewNotKnown = Code("view.not-known")
    public static let viewRefused = Code("view.refused")
    public static let viewChanged = Code("view.changed-since", isConflict: true)
    public static let approvalNotKnown = Code("approvals.not-known")
    public static let approvalNotYours = Code("approvals.not-yours")
    public static let approvalRunning = Code("approvals.running", isConflict: true)
    public static let flowInForce = Code("approvals.flow-in-force")
    public static let flowNotKnown = Code("approvals.flow-not-known")
    public static let flowFaulty = Code("approvals.flow-faulty")
    public static let noFlowInForce = Code("approvals.no-flow-in-force")
    public static let dataNotClosed = Code("data.not-closed")
    public static let delegationNotKnown = Code("approvals.delegation-not-known")
    public static let delegationRefused = Code("approvals.delegation-refused")
    public static let dealNotKnown = Code("deal.not-known")
    public static let budgetChanged = Code("budget.changed-since", isConflict: true)
    public static let budgetLimitNotPossible = Code("budget.limit-not-possible")
    public static let budgetReleased = Code("budget.released-already")
    public static let amendmentNotPossible = Code("approvals.amendment-not-possible")
    public static let budgetTransferNotPossible = Code("budget.transfer-not-possible")
    public static let budgetPartClosed = Code("budget.part-closed")
    public static let budgetNotApproved = Code("budget.not-approved")
    public static let budgetProposalNotKnown = Code("budget.proposal-not-known")
    public static let budgetFormNotKnown = Code("budget.form-not-known")
    public static let targetNotKnown = Code("target.not-known")
    public static let targetRefused = Code("target.refused")
    public static let targetChanged = Code("target.changed-since", isConflict: true)
    public static let meetingRefused = Code("meeting.refused")
    public static let threadNotKnown = Code("thread.not-known")
    public static let threadSubjectNotKnown = Code("thread.subject-not-known")
    public static let threadRefused = Code("thread.refused")
    public static let organisationRefused = Code("organisation.refused")
    public static let calendarRefused = Code("calendar.refused")
    public static let reconciliationNotPossible = Code("reconciliation.not-possible")
    public static let reconciliationRefused = Code("reconciliation.refused")
    public static let reconciliationChanged = Code("reconciliation.changed-since", isConflict: true)
    public static let reviewNotPossible = Code("review.not-possible")
    public static let reviewRefused = Code("review.refused")
    public static let reviewChanged = Code("review.changed-since", isConflict: true)
    public static let ordersChanged = Code("orders.changed-since", isConflict: true)
    public static let orderNotKnown = Code("order.not-known")
    public static let documentNotKnown = Code("document.not-known")
    public static let workspaceNotEmpty = Code("workspace.not-empty")
    public static let templateNotKnown = Code("model.template-not-known")
    public static let modelTooLarge = Code("model.too-large")
    public static let modelUnchanged = Code("model.unchanged")
    public static let modelRefused = Code("workspace.model-refused")
    public static let pathsNotPossible = Code("paths.not-possible")
    public static let pathsSuperseded = Code("paths.superseded", isConflict: true)
    public static let invitationNotKnown = Code("invitation.not-known")
    public static let fileNotReadable = Code("import.file-not-readable")
    public static let heldBatchNotKnown = Code("quality.batch-not-known")
    public static let heldBatchClosed = Code("quality.batch-closed", isConflict: true)
    public static let heldFileDiffers = Code("quality.file-differs", isConflict: true)
    public static let heldOwnerRefused = Code("quality.owner-refused")
    public static let releaseNotYours = Code("quality.release-not-yours")
    public static let qualityRuleNotKnown = Code("quality.rule-not-known")
    public static let qualityRuleRefused = Code("quality.rule-refused")
    public static let qualityChanged = Code("quality.changed-since", isConflict: true)
    public static let billNotKnown = Code("bill.not-known")
    public static let billStepRefused = Code("bill.step-refused")
    public static let transferRefused = Code("cash.transfer-refused")
    public static let transferNotKnown = Code("cash.transfer-not-known")
    public static let measureNotKnown = Code("cash.measure-not-possible")
    public static let scenarioNotKnown = Code("scenario.not-known")
    public static let scenarioNameTaken = Code("scenario.name-taken")
    public static let scenarioNameUnfit = Code("scenario.name-unfit")
    public static let scenarioLimit = Code("scenario.too-many")
    public static let scenarioNotYours = Code("scenario.not-yours")
    public static let scenarioUnchanged = Code("scenario.nothing-to-merge")
    public static let choiceNotNeeded = Code("scenario.choice-not-needed")
    public static let scenarioChanged = Code("scenario.changed-since", isConflict: true)
    public static let codeWrong = Code("access.code-wrong")
    public static let secondFactorSet = Code("access.second-factor-set")
    public static let tokenNotKnown = Code("access.token-not-known")
    public static let channelsRefused = Code("channels.refused")
    public static let channelsChanged = Code("channels.changed-since", isConflict: true)
    public static let channelNotKnown = Code("channels.not-known")
    public static let providerRefused = Code("sign-in.refused")
    public static let providerChanged = Code("sign-in.changed-since", isConflict: true)
    public static let noticesRefused = Code("notices.refused")
    public static let outboxNotKnown = Code("outbox.not-known")
    public static let outboxSent = Code("outbox.sent-already")
    public static let mergeRefused = Code("members.merge-refused")
    public static let mergeNotKnown = Code("members.not-known")
    public static let moveRefused = Code("members.move-refused")
    public static let sourceNotKnown = Code("sources.not-known")
    public static let sourceRefused = Code("sources.refused")
    public static let sourceChanged = Code("sources.changed-since", isConflict: true)
    public static let sheetNotOurs = Code("sheet.not-ours")
    public static let sheetDamaged = Code("sheet.damaged")
    public static let sheetOfAnother = Code("sheet.of-another-company")
    public static let sheetTooLarge = Code("sheet.too-large")
    public static let sheetEmpty = Code("sheet.nothing-to-show")
    public static let uploadNotKnown = Code("import.upload-not-known")
  }

  public struct Parameter: Hashable, Sendable {
    public let name: String
    public let value: String
  }

  public let code: Code
  public let title: BilingualText
  public let detail: BilingualText
  public let hint: BilingualText
  public let parameters: [Parameter]

  public init(
    _ code: Code, _ title: BilingualText, detail: BilingualText = BilingualText("", ""),
    hint: BilingualText = BilingualText("", ""), parameters: KeyValuePairs<String, String> = [:]
  ) {
    self.code = code
    self.title = title
    self.detail = detail
    self.hint = hint
    self.parameters = parameters.map { Parameter(name: $0.key, value: $0.value) }
  }
}
