// SPDX-License-Identifier: Apache-2.0
public import Approvals

/// A part of the form that an approval shows, for the rights of single steps (字段权限).
///
/// The figures themselves are none: nobody signs what he cannot see.
public enum FormPart: String, Hashable, Sendable, CaseIterable {
  /// What whoever handed it in wrote with it.
  case reason
  /// What others wrote with their decisions: hidden, each judges by himself.
  case opinions
  /// What stood there before.
  case before
  /// The figures by month.
  case months
  /// Of a budget: how far its figures will float.
  case limits
  /// Of a transfer: how much moves.
  case amount

  public var label: BilingualText {
    switch self {
    case .reason: BilingualText("提交说明", "Words of whoever handed it in")
    case .opinions: BilingualText("他人意见", "What others wrote")
    case .before: BilingualText("原来的数", "What stood there before")
    case .months: BilingualText("各月明细", "Figures by month")
    case .limits: BilingualText("浮动范围", "How far figures float")
    case .amount: BilingualText("调剂金额", "Amount of the transfer")
    }
  }

  /// What a step may do with it besides showing it.
  public var rights: [ApprovalStep.FieldRight] {
    switch self {
    case .reason, .opinions, .before, .months: [.visible, .hidden]
    case .limits, .amount: [.visible, .editable]
    }
  }
}

extension FlowPurpose {
  /// The parts of its form that a step may hide or change.
  public var parts: [FormPart] {
    switch self {
    case .budget: [.reason, .opinions, .before, .limits]
    case .change: [.reason, .opinions, .before, .months]
    case .release: [.reason, .opinions]
    case .transfer: [.reason, .opinions, .before, .months, .amount]
    case .forecast, .data: [.reason, .opinions, .before]
    }
  }
}
