// SPDX-License-Identifier: Apache-2.0
import Approvals

extension CycleError {
  /// A refusal of an approval, in both languages.
  init(_ refusal: ApprovalRefusal) {
    let isConflict = refusal.code == .contentChanged || refusal.code == .taskNotOpen || refusal.code == .closed
    self.init(
      Code(refusal.code.text, isConflict: isConflict), BilingualText(Self.chinese(refusal.code), refusal.detail),
      hint: BilingualText(Self.chineseHint(refusal.code), refusal.hint), parameters: ["subject": refusal.subject])
  }

  private static func chinese(_ code: ApprovalRefusal.Code) -> String {
    switch code {
    case .closed: "这个审批已经结束"
    case .notReturned: "这个审批没有被退回"
    case .notBlocked: "没有卡住：正等人审批"
    case .taskNotOpen: "这一步已有人处理，或还没轮到"
    case .notYours: "这一步不在您这里"
    case .ownDocument: "提交人和编制人不能审批自己的单据，换一个身份也不行"
    case .contentChanged: "现在的数和提交时的不同"
    case .notSubmitter: "只有提交人可以这样做"
    case .personNotKnown: "没有这个人"
    case .personLeft: "这个人的登录已停用"
    case .alreadyAsked: "这个人已经在这一步"
    case .nodeNotPassed: "这一步还没有人审批过，不能退到那里"
    case .otherBranch: "那一步在并行的另一条分支里"
    case .parallelNeedsAll: "这一步是或签，并加一个人不起作用"
    case .reasonMissing: "请写明原因"
    case .remindedAlready: "一小时内已经催过"
    case .partNotEditable: "这一步不能改这一项"
    case .nothingChanged: "和提交的一样，没有改动"
    default: "流程定义有错"
    }
  }

  private static func chineseHint(_ code: ApprovalRefusal.Code) -> String {
    switch code {
    case .contentChanged: "退回提交人或撤回，按新的数重新提交"
    case .notYours: "请那位同事审批或转办"
    case .ownDocument, .personNotKnown, .personLeft, .alreadyAsked: "换一个人"
    case .parallelNeedsAll: "改为前加签或后加签"
    case .nodeNotPassed, .otherBranch: "选一个审批过的步骤，或退回提交人"
    case .reasonMissing: "原因会留在记录里"
    case .partNotEditable: "退回提交人，写明应该怎样提交"
    case .nothingChanged: "直接同意，或改得更小"
    case .notBlocked, .remindedAlready: "可以催办，或直接找人"
    default: "刷新后再看"
    }
  }
}
