// SPDX-License-Identifier: Apache-2.0
package import Access

/// Every kind of command, and which rights it asks for before anything of it is read. A kind that is not here does not exist.
package enum CommandKind: String, CaseIterable, Sendable {
  case editCells = "edit-cells"
  case applyMeasures = "apply-measures"
  case planBillStep = "plan-bill-step"
  case overrideForecast = "override-forecast"
  case updateDeal = "update-deal"
  case changeFirmOrder = "change-firm-order"
  case releaseOrders = "release-orders"
  case changeOrder = "change-order"
  case changeModel = "change-model"
  case undo
  case redo
  case refreshForecasts = "refresh-forecasts"
  case acknowledgeAlert = "acknowledge-alert"
  case snoozeAlert = "snooze-alert"
  case setAlertBudget = "set-alert-budget"
  case approveBudget = "approve-budget"
  case withdrawBudget = "withdraw-budget"
  case decideBudget = "decide-budget"
  case submitBudget = "submit-budget"
  case handInPart = "hand-in-part"
  case submitChange = "submit-change"
  case submitRelease = "submit-release"
  case submitTransfer = "submit-transfer"
  case submitForecast = "submit-forecast"
  case submitData = "submit-data"
  case takeApprovalStep = "take-approval-step"
  case delegateApprovals = "delegate-approvals"
  case endDelegation = "end-delegation"
  case setUnit = "set-unit"
  case appointPerson = "appoint-person"
  case endAppointment = "end-appointment"
  case setGroup = "set-group"
  case bindFlow = "bind-flow"
  case saveFlow = "save-flow"
  case createScenario = "create-scenario"
  case renameScenario = "rename-scenario"
  case rebaseScenario = "rebase-scenario"
  case mergeScenario = "merge-scenario"
  case discardScenario = "discard-scenario"
  case setTarget = "set-target"
  case lockTarget = "lock-target"
  case setRhythm = "set-rhythm"
  case setPair = "set-pair"
  case signReconciliation = "sign-reconciliation"
  case setLargeDeal = "set-large-deal"
  case decideInMeeting = "decide-in-meeting"
  case markDecision = "mark-decision"
  case holdMeeting = "hold-meeting"
  case startThread = "start-thread"
  case replyToThread = "reply-to-thread"
  case editComment = "edit-comment"
  case settleThread = "settle-thread"
  case acknowledgeMention = "acknowledge-mention"
  case acknowledgeReport = "acknowledge-report"
  case saveReview = "save-review"
  case signReview = "sign-review"
  case closeReview = "close-review"
  case reopenReview = "reopen-review"
  case markReviewAction = "mark-review-action"
  case planTransfer = "plan-transfer"
  case cancelTransfer = "cancel-transfer"
  case saveAlertRule = "save-alert-rule"
  case removeAlertRule = "remove-alert-rule"
  case pauseAlertRule = "pause-alert-rule"
  case saveView = "save-view"
  case removeView = "remove-view"
  case orderViews = "order-views"
  case setNotices = "set-notices"
  case mergeMembers = "merge-members"
  case separateMembers = "separate-members"
  case keepMembersApart = "keep-members-apart"
  case proposeMembersAgain = "propose-members-again"
  case moveMember = "move-member"
  case withdrawMemberMove = "withdraw-member-move"
  case saveSource = "save-source"
  case pauseSource = "pause-source"
  case removeSource = "remove-source"
  case runSource = "run-source"
  case releaseHeldBatch = "release-held-batch"
  case discardHeldBatch = "discard-held-batch"
  case assignHeldBatch = "assign-held-batch"
  case saveQualityRule = "save-quality-rule"
  case removeQualityRule = "remove-quality-rule"

  /// Alternatives; within one, all are needed. What is changed is asked after again where it is known: which measure, whose row, whose
  /// scenario, which form.
  package var rights: [[Permission]] {
    switch self {
    case .editCells: [[.editForecast], [.editDriver], [.editCash]]
    case .applyMeasures, .planBillStep, .planTransfer, .cancelTransfer: [[.viewCash, .editCash], [.viewCash, .editDriver]]
    case .overrideForecast: [[.editForecast]]
    case .updateDeal: [[.editDeal]]
    case .changeFirmOrder, .releaseOrders, .changeOrder: [[.editSupply]]
    case .changeModel: [[.editModel]]
    case .refreshForecasts: [[.runCycle]]
    case .approveBudget, .withdrawBudget, .decideBudget, .saveReview, .closeReview, .reopenReview, .decideInMeeting, .holdMeeting,
      .setRhythm, .setLargeDeal, .setPair, .setAlertBudget:
      [[.approve]]
    case .submitBudget, .submitRelease: [[.viewCompany, .editBudget]]
    case .submitChange, .submitTransfer, .handInPart: [[.editBudget]]
    case .submitForecast: [[.editForecast]]
    case .submitData, .saveSource, .pauseSource, .removeSource, .runSource, .mergeMembers, .separateMembers, .keepMembersApart,
      .proposeMembersAgain, .moveMember, .withdrawMemberMove:
      [[.importFacts]]
    case .releaseHeldBatch, .saveQualityRule, .removeQualityRule: [[.releaseData]]
    // Who brought it in, who has to look at it, and who may release; which of them it is, the batch itself says.
    case .discardHeldBatch, .assignHeldBatch: [[.viewCompany]]
    // Whoever is asked decides; who that is, and who may see it, the approval itself says.
    case .takeApprovalStep: [[.viewPlan]]
    case .bindFlow, .saveFlow, .setUnit, .appointPerson, .endAppointment, .setGroup: [[.manageUsers]]
    case .createScenario, .rebaseScenario, .mergeScenario: [[.editForecast], [.editDeal], [.editDriver], [.editCash]]
    case .setTarget, .lockTarget: [[.approve], [.editForecast]]
    // Whoever sees something may talk about it; what that is, the thread itself says.
    case .startThread, .replyToThread, .settleThread: [[.viewPlan]]
    // One's own rules; a shared one asks for the right to approve, which the rule itself says.
    case .saveAlertRule, .removeAlertRule, .pauseAlertRule: [[.viewPlan]]
    // One's own: the newest change, a note, a scenario, a signature, an action, a decision, a comment, a report that was read, how one is told, who decides in one's place, one's views.
    case .undo, .redo, .acknowledgeAlert, .snoozeAlert, .renameScenario, .discardScenario, .signReview, .markReviewAction, .markDecision,
      .signReconciliation, .editComment, .acknowledgeMention, .acknowledgeReport, .delegateApprovals,
      .endDelegation, .setNotices, .saveView, .removeView, .orderViews:
      [[.viewPlan]]
    }
  }

  package func isOpen(to person: Person) -> Bool {
    rights.contains { $0.allSatisfy { Access.allows(person, $0) } }
  }

  /// - Throws: `AccessError` when no alternative is held; it names the first.
  func require(_ person: Person) throws(AccessError) {
    guard !isOpen(to: person) else { return }
    for permission in rights[0] { try Access.require(person, permission) }
  }
}
