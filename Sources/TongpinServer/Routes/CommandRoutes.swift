// SPDX-License-Identifier: Apache-2.0
import Access
import Calendars
import HTTPTypes
import Journal
import PlanningCycle
import Quantities
import Wire

extension Route {
  static let commandPath = "/api/v1/commands"

  static let commands: [Route] = [
    .values(.post, commandPath, To.ViewPlan.self, bodyLimit: 5 << 20, "Every change: one command, one event") {
      proof, input, workspace in
      let body = try input.json()
      guard let key = body["id"]?.text, !key.isEmpty, key.utf8.count <= 200, let name = body["kind"]?.text else {
        throw Problem.request("request.body-incomplete", zh: "命令需要 id 和 kind", en: "a command needs id and kind")
      }
      guard let kind = CommandKind(rawValue: name) else { throw notKnown(name) }
      try kind.require(proof.person)
      let context = CommandContext(
        person: proof.person, key: key, expectedRevision: body["expectedRevision"]?.whole,
        reason: String((body["reason"]?.text ?? "").prefix(1_000)), at: workspace.environment.now(),
        fingerprint: Digest.sha256(input.body))
      let payload = body["payload"] ?? .object([])
      let outcome = try workspace.carryOut(for: proof.person) { try apply(kind, payload, context, proof, workspace) }
      return { outcome.json }
    },
    .route(.get, "/api/v1/commands/{id}", To.ViewPlan.self, "What became of a command") { proof, input, workspace in
      guard let outcome = try workspace.outcome(actor: proof.person.id, key: input.path["id"] ?? "") else {
        throw Problem("command.not-known", status: 404, title: ("没有这个命令", "there is no such command"))
      }
      return outcome.json
    },
  ]

  private static func apply(
    _ kind: CommandKind, _ payload: JSON, _ context: CommandContext, _ proof: Authorized<To.ViewPlan>, _ workspace: Workspace
  ) throws -> CommandOutcome {
    let scenario = payload["scenario"]?.whole
    switch kind {
    case .editCells: return try editCells(payload, context, proof, workspace)
    case .applyMeasures:
      return try workspace.applyMeasures(
        try Access.authorize(proof.person, to: To.ViewCash.self), (payload["measures"]?.elements ?? []).compactMap(\.text),
        name: payload["name"]?.text, context: context)
    case .planBillStep: return try planBillStep(payload, context, workspace)
    case .overrideForecast:
      return try workspace.overrideForecast(
        try Access.authorize(proof.person, to: To.EditForecast.self), try typedOverride(payload), context: context)
    case .updateDeal: return try updateDeal(payload, context, proof.person, workspace)
    case .changeFirmOrder:
      return try workspace.changeFirmOrder(
        try Access.authorize(proof.person, to: To.EditSupply.self), try firmOrder(payload), context: context)
    case .releaseOrders:
      return try workspace.releaseOrders(
        try Access.authorize(proof.person, to: To.EditSupply.self), try orderChoices(payload), context: context)
    case .changeOrder:
      return try workspace.changeOrder(
        try Access.authorize(proof.person, to: To.EditSupply.self), try orderChange(payload), context: context)
    case .changeModel:
      return try workspace.changeModel(
        try Access.authorize(proof.person, to: To.EditModel.self), text: try text(payload, "text"), context: context)
    case .undo:
      return try scenario.map { try workspace.undoInScenario(proof, $0, context: context) } ?? workspace.undoLast(proof, context: context)
    case .redo:
      return try scenario.map { try workspace.redoInScenario(proof, $0, context: context) } ?? workspace.redoLast(proof, context: context)
    case .refreshForecasts:
      return try workspace.refreshForecasts(try Access.authorize(proof.person, to: To.RunCycle.self), context: context)
    case .acknowledgeAlert, .snoozeAlert: return try applyToAlert(kind, payload, context, proof, workspace)
    case .createScenario, .renameScenario, .rebaseScenario, .mergeScenario, .discardScenario:
      return try applyToScenario(kind, payload, context, proof, workspace)
    case .approveBudget, .withdrawBudget, .decideBudget: return try applyToBudget(kind, payload, context, workspace)
    case .submitBudget, .handInPart, .submitChange, .submitRelease, .submitTransfer, .submitForecast, .submitData, .takeApprovalStep,
      .bindFlow,
      .saveFlow:
      return try applyToApproval(kind, payload, context, workspace)
    case .delegateApprovals, .endDelegation: return try applyToDelegation(kind, payload, context, workspace)
    case .setUnit, .appointPerson, .endAppointment, .setGroup: return try applyToOrganisation(kind, payload, context, workspace)
    case .setTarget, .lockTarget: return try applyToTarget(kind, payload, context, proof, workspace)
    case .setNotices: return try setNotices(payload, context, proof, workspace)
    case .acknowledgeReport: return try acknowledgeReport(payload, context, proof, workspace)
    case .setRhythm: return try applyToCalendar(payload, context, proof, workspace)
    case .setPair, .signReconciliation: return try applyToReconciliation(kind, payload, context, proof, workspace)
    case .setAlertBudget: return try setAlertBudget(payload, context, proof, workspace)
    case .setLargeDeal: return try setLargeDeal(payload, context, proof, workspace)
    case .decideInMeeting, .markDecision, .holdMeeting: return try applyToMeeting(kind, payload, context, proof, workspace)
    case .startThread, .replyToThread, .editComment, .settleThread, .acknowledgeMention:
      return try applyToThread(kind, payload, context, proof, workspace)
    case .saveReview, .signReview, .closeReview, .reopenReview, .markReviewAction:
      return try applyToReview(kind, payload, context, proof, workspace)
    case .saveAlertRule, .removeAlertRule, .pauseAlertRule: return try applyToRule(kind, payload, context, proof, workspace)
    case .saveView, .removeView, .orderViews: return try applyToView(kind, payload, context, proof, workspace)
    case .releaseHeldBatch, .discardHeldBatch, .assignHeldBatch, .saveQualityRule, .removeQualityRule:
      return try applyToQuality(kind, payload, context, workspace)
    case .planTransfer, .cancelTransfer: return try applyToTransfer(kind, payload, context, workspace)
    case .mergeMembers, .separateMembers, .keepMembersApart, .proposeMembersAgain, .moveMember, .withdrawMemberMove:
      return try applyToMembers(kind, payload, context, workspace)
    case .saveSource, .pauseSource, .removeSource, .runSource: return try applyToSource(kind, payload, context, proof, workspace)
    }
  }

  private static func notKnown(_ kind: String) -> CycleError {
    let known = CommandKind.allCases.map(\.rawValue)
    return CycleError(
      .commandNotKnown, BilingualText("没有这种命令", "there is no such command"),
      detail: BilingualText("kind = \(kind)", "kind = \(kind)"),
      hint: BilingualText("可用：" + known.joined(separator: "、"), "known are " + known.joined(separator: ", ")))
  }

  private static func editCells(
    _ payload: JSON, _ context: CommandContext, _ proof: Authorized<To.ViewPlan>, _ workspace: Workspace
  ) throws -> CommandOutcome {
    let (cells, holds) = try typedCells(payload)
    if let scenario = payload["scenario"]?.whole {
      return try workspace.editScenario(proof, scenario, cells, holds: holds, context: context)
    }
    return try workspace.editCells(proof, cells, holds: holds, context: context)
  }

  static func typedOverride(_ payload: JSON) throws -> TypedOverride {
    TypedOverride(
      item: try text(payload, "item"), region: try text(payload, "region"), month: try text(payload, "month"),
      value: payload["value"]?.decimalText,
      spread: TypedCell.Spreading(rawValue: payload["spread"]?.text ?? "reconciled") ?? .reconciled)
  }

  static func typedCells(_ payload: JSON) throws -> (cells: [TypedCell], holds: [String]) {
    let cells = try (payload["cells"]?.elements ?? []).map { cell in
      TypedCell(
        cell: try text(cell, "cell"), value: cell["value"]?.decimalText ?? "",
        spread: TypedCell.Spreading(rawValue: cell["spread"]?.text ?? "proportional") ?? .proportional)
    }
    return (cells, (payload["holds"]?.elements ?? []).compactMap(\.text))
  }

  private static func firmOrder(_ payload: JSON) throws -> FirmOrderChange {
    _ = try text(payload, "due")
    guard let due = try day(payload, "due") else {
      throw Problem.request("request.field-missing", zh: "缺少 due", en: "due is missing", parameters: ["name": .string("due")])
    }
    return FirmOrderChange(
      item: try text(payload, "item"), from: try day(payload, "from"), due: due, quantity: payload["quantity"]?.decimalText ?? "")
  }

  private static func updateDeal(
    _ payload: JSON, _ context: CommandContext, _ person: Person, _ workspace: Workspace
  ) throws -> CommandOutcome {
    try workspace.updateDeal(
      try Access.authorize(person, to: To.EditDeal.self), code: try text(payload, "deal"),
      version: payload["version"]?.whole, change: try dealChange(payload), context: context)
  }

  static func dealChange(_ payload: JSON) throws -> DealChange {
    var change = DealChange(stage: payload["stage"]?.text, isCommitted: payload["isCommitted"]?.flag)
    change.closesOn = try day(payload, "closesOn")
    change.deliversOn = try day(payload, "deliversOn")
    if let amount = payload["amountInclTax"]?.decimalText {
      guard let parsed = Amount(amount, .cny), parsed.minorUnits >= 0 else {
        throw Problem.request("request.amount-not-readable", zh: "金额 \(amount) 无法读取", en: "the amount \(amount) cannot be read")
      }
      change.amountInclTax = parsed.minorUnits
    }
    return change
  }

  static func text(_ payload: JSON, _ name: String) throws -> String {
    guard let value = payload[name]?.text, !value.isEmpty else {
      throw Problem.request("request.field-missing", zh: "缺少 \(name)", en: "\(name) is missing", parameters: ["name": .string(name)])
    }
    return value
  }

  static func day(_ payload: JSON, _ name: String) throws -> Day? {
    guard let text = payload[name]?.text else { return nil }
    guard let day = Day(iso: text) else {
      throw Problem.request(
        "request.day-not-known", zh: "\(name) 不是存在的日期：\(text)", en: "\(name) is no day that exists: \(text)",
        parameters: ["name": .string(name), "value": .string(text)])
    }
    return day
  }
}

extension CommandOutcome {
  fileprivate var json: JSON {
    .object([
      .init("outcome", .string("applied")), .init("isRepeat", JSON(isRepeat)), .init("revision", .integer(revision)),
      .init("event", .integer(event)), .init("label", .text(label)), .init("moved", JSON(moved) { $0.json }),
      .init("spread", JSON(spread) { $0.json }), .init("missed", JSON(missed) { $0.json }),
    ])
  }
}
