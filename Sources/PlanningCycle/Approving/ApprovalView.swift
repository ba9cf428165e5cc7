// SPDX-License-Identifier: Apache-2.0
public import Approvals
public import Calendars

/// An approval as somebody sees it.
public struct ApprovalView: Sendable {
  public struct Line: Sendable {
    public let at: Moment
    /// Nil: time or the flow itself.
    public let by: BilingualText?
    public let act: String
    public let step: BilingualText
    public let person: BilingualText?
    /// In whose place it was done.
    public let behalf: BilingualText?
    public let comment: String
  }

  /// Somebody it lies with.
  public struct Wait: Sendable {
    public let step: BilingualText
    public let person: BilingualText
    public let login: String
    public let since: Moment
  }

  /// Why it cannot go on: a stable word, and what it is about.
  public struct Block: Sendable {
    public let step: BilingualText
    public let reason: String
    public let subject: BilingualText
  }

  /// A figure that is to be approved, hundredths of its unit.
  public struct Figure: Sendable {
    public let label: BilingualText
    public let unit: String
    public let good: String?
    public let cell: String?
    /// nil: nothing stood there.
    public let before: Int64?
    public let after: Int64
    public let months: [(month: Month, before: Int64?, after: Int64)]
  }

  /// What the reader may do.
  public enum Act: String, Sendable, CaseIterable { case approve, amend, sendBack, transfer, add, end, remind, withdraw, resubmit, retry }

  public let id: Int64
  public let purpose: FlowPurpose
  public let title: BilingualText
  /// nil for a forecast.
  public let form: String?
  public let year: Int?
  public let link: String
  public let flow: BilingualText
  public let version: Int
  public let submitter: BilingualText
  public let submittedAt: Moment
  /// What whoever handed it in wrote with it.
  public let reason: String
  /// `running`, `approved`, `returned`, `withdrawn`, `ended`.
  public let status: String
  /// 1, and one more with each time it was handed in again.
  public let round: Int
  /// The task that lies with the reader, its step, since when, and in whose place; nil when none does.
  public let task: (id: Int, step: BilingualText, since: Moment, behalf: BilingualText?)?
  /// Where it lies now, and with whom.
  public let waits: [Wait]
  public let blocks: [Block]
  /// The digest that was handed in, and whether the figures are still those.
  public let content: String
  public let isCurrent: Bool
  public let isOwn: Bool
  /// The reader was told of it 抄送.
  public let isCopied: Bool
  /// The reader decided a step of it.
  public let isDecided: Bool
  public let acts: [Act]
  /// Steps it can be sent back to.
  public let returns: [(node: String, label: BilingualText)]
  /// Parts of the form that are not simply visible to the reader here.
  public let rights: [(part: FormPart, right: ApprovalStep.FieldRight)]
  /// Of a transfer: how much moves, 分.
  public let amount: Int64?
  /// Of a budget: how far its figures will float.
  public let limits: BudgetLimits?
  /// Of one that is not decided yet; the largest money first where it is a change, else in the form's order.
  public let figures: [Figure]
  public let history: [Line]
}

/// Who would get something if it were handed in now.
public struct ApprovalPreview: Sendable {
  public struct Step: Sendable {
    public let step: BilingualText
    public let act: String
    public let person: BilingualText?
  }

  public let flow: BilingualText
  public let steps: [Step]
  public let blocks: [ApprovalView.Block]
  public let wouldPass: Bool
}
