// SPDX-License-Identifier: Apache-2.0
import Access
import Approvals

extension Workspace {
  /// Whoever answers for a form is asked as that. The flow named the person when the form was handed in; with the role goes the say, also that of
  /// whoever stands in. What may still be done with the step is to give it to somebody, or to send it back.
  ///
  /// - Throws: `approvals.not-yours`.
  func refuseFormerOwner(_ step: ApprovalStepTaken, _ known: ApprovalLedger.Case, _ person: Person) throws {
    guard case .approve(let number, _) = step, known.run.tasks.indices.contains(number), let key = known.subject.key,
      case .person(let owner)? = known.run.document.fields["owner"], case let task = known.run.tasks[number],
      case .approve(let asked, _)? = known.definition.flow.node(task.node)?.kind, asked.approvers.contains(.field("owner")),
      (known.run.behalf(of: number, by: person.id) ?? task.assignee) == owner
    else { return }
    let roles: [Role] = [BudgetForm.named(key.form)?.owner, .generalManager].compactMap(\.self)
    guard let record = try store.person(id: owner)?.person, !roles.contains(record.role) else { return }
    let (zh, en) = (roles.map(\.label.chinese).joined(separator: "或"), roles.map(\.label.english).joined(separator: " or "))
    throw CycleError(
      .approvalNotYours,
      BilingualText("这张表已不由\(record.name)负责", "\(record.login) answers for this form no more"),
      detail: BilingualText("这一步由\(zh)审批", "this step is for the \(en)"),
      hint: BilingualText("转办给现在的负责人，或退回后重新提交", "transfer it to whoever answers now, or send it back to be handed in again"))
  }
}
