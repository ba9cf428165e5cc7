// SPDX-License-Identifier: Apache-2.0

/// What whoever is asked makes of a part of the form: never more than what was handed in.
public enum ApprovalAmendment: Hashable, Sendable {
  /// Of a transfer, 分.
  case amount(Int64)
  /// Of a budget; nil: every change of a figure is proposed.
  case limit(BudgetLimit?)

  public var part: FormPart {
    switch self {
    case .amount: .amount
    case .limit: .limits
    }
  }
}

extension ApprovalSubject {
  /// What it becomes.
  ///
  /// - Throws: `CycleError.amendmentNotPossible` for more than was handed in, and where there is no such part.
  func amended(_ amendment: ApprovalAmendment) throws(CycleError) -> ApprovalSubject {
    switch (self, amendment) {
    case (.transfer(let key, let transfer), .amount(let amount)):
      guard amount > 0, amount <= transfer.amount else { throw Self.more(.amount) }
      return .transfer(key, BudgetTransfer(from: transfer.from, to: transfer.to, amount: amount))
    case (.budget(let key, let basis, let limits), .limit(let limit)):
      guard limit?.isPossible ?? true, Self.isWithin(limit, limits.form) else { throw Self.more(.limits) }
      return .budget(key, basis, BudgetLimits(limit, lines: limits.lines))
    default: throw Self.more(amendment.part)
    }
  }

  /// None is the narrowest; a share and an amount cannot be held against each other.
  private static func isWithin(_ new: BudgetLimit?, _ old: BudgetLimit?) -> Bool {
    switch (new, old) {
    case (nil, _): true
    case (.share(let new)?, .share(let old)?): new <= old
    case (.amount(let new)?, .amount(let old)?): new <= old
    default: false
    }
  }

  private static func more(_ part: FormPart) -> CycleError {
    CycleError(
      .amendmentNotPossible, BilingualText("不能这样改「\(part.label.chinese)」", "“\(part.label.english)” cannot become that"),
      detail: BilingualText("审批时只能改小，不能超过提交的", "whoever decides may give less than was handed in, not more or something else"),
      hint: BilingualText("改成更小的数，或退回提交人", "make it less, or send it back to whoever handed it in"), parameters: ["part": part.rawValue])
  }
}
