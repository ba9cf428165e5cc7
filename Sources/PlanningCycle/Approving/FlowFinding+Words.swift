// SPDX-License-Identifier: Apache-2.0
import Approvals

extension FlowFinding {
  /// What is wrong and what to do, for whoever draws the flow; the step is named beside it.
  func words(_ names: ApprovalNames) -> BilingualText {
    switch code {
    case .noStart: BilingualText("流程没有开始", "the flow has no start")
    case .severalStarts: BilingualText("开始只能有一个，删掉多出来的", "there is one start only: remove this one")
    case .repeatedNode: BilingualText("两个步骤用了同一个编号", "two steps have the same id")
    case .unknownNode: BilingualText("没有连到下一步：从这里拉一条线", "it leads nowhere: draw a line from here")
    case .unreachable: BilingualText("没有路走到这一步：连上它，或者删掉", "no way leads here: connect it, or remove it")
    case .noWayOut: BilingualText("从这里到不了结束", "no end is reached from here")
    case .cycle: BilingualText("会绕回到自己", "it leads back to itself")
    case .emptyBranch: BilingualText("分支没有条件，或只有一条路", "a branch has no condition, or there is only one way")
    case .noOtherwise: BilingualText("没有「其他情况」走哪里", "it says nothing of all other cases")
    case .noApprover: BilingualText("没有选人", "nobody is chosen")
    case .noApproval: BilingualText("有一条路没有任何人审批就结束了", "there is a way to the end on which nobody decides")
    case .unknownRole: BilingualText("没有角色 \(subject)", "there is no role \(subject)")
    case .unknownGroup:
      BilingualText("用户组 \(subject) 不存在或已解散：换一个组", "the group \(subject) is not there, or was dissolved: choose another")
    case .unmannedGroup:
      BilingualText(
        "用户组“\(names.group(subject).chinese)”里的人都已停用：先在「权限 · 组织」里换上在职的人，或换一个组",
        "everybody in the group “\(names.group(subject).english)” left: give it members under Access, Organisation, or choose another")
    case .unknownPerson:
      BilingualText(
        "\(Int64(subject).flatMap { names.known($0)?.chinese } ?? "这个人")没有登录，或已停用：换一个人",
        "\(Int64(subject).flatMap { names.known($0)?.english } ?? "this person") has no login, or it was closed: choose somebody else")
    case .unknownField: BilingualText("单据上没有「\(subject)」", "what is handed in carries no \(subject)")
    case .rightNotPossible:
      BilingualText(
        "「\(FormPart(rawValue: subject)?.label.chinese ?? subject)」不能设成这种权限",
        "“\(FormPart(rawValue: subject)?.label.english ?? subject)” cannot have that right")
    case .limitNotPossible: BilingualText("时限应在 1 小时到 366 天之间", "a limit of time is between an hour and 366 days")
    case .levelNotPossible: BilingualText("上级的级数应在 1 到 20 之间", "the level of a superior is between 1 and 20")
    case .crossedParallel: BilingualText("并行的各条路没有在同一处汇合", "the parallel ways do not come together in one place")
    }
  }
}
