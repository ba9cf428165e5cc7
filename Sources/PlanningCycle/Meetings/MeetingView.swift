// SPDX-License-Identifier: Apache-2.0
public import Calendars

/// 产销协同会: what sales and finance look at together each week, since they last met.
public struct MeetingView: Sendable {
  /// A figure now, and as it stood at the last meeting.
  public struct Figure: Sendable {
    public let key: String
    public let label: BilingualText
    /// 分.
    public let now: Int64?
    public let before: Int64?
  }

  /// Agreed forecast beside the budget, orders 不含税, 分.
  public struct Comparison: Sendable {
    public let key: String
    public let label: BilingualText
    public let forecast: Int64?
    public let budget: Int64?
    public var difference: Int64? { forecast.flatMap { forecast in budget.map { forecast - $0 } } }
  }

  public enum DealMove: String, Sendable, CaseIterable { case won, slipped, lost }

  public struct MovedDeal: Sendable {
    public let move: DealMove
    public let code: String
    public let name: BilingualText
    public let owner: BilingualText?
    public let region: BilingualText?
    /// 含税, 分.
    public let amount: Int64
    /// Expected closing days; the day it was decided.
    public let from: Day?
    public let to: Day?
  }

  public struct Change: Sendable {
    public let event: Int64
    public let at: Moment
    public let by: BilingualText
    public let label: BilingualText
    public let reason: String
  }

  public struct Decision: Sendable {
    public let event: Int64
    public let words: String
    public let owner: BilingualText
    public let due: Day
    public let isDone: Bool
    public let isOverdue: Bool
    public let mayMark: Bool
  }

  public let today: Day
  public let company: BilingualText
  /// The day of the last meeting, or a week ago.
  public let since: Day
  /// When it was closed and by whom; nil before the first.
  public let lastAt: Moment?
  public let lastBy: BilingualText?
  public let figures: [Figure]
  /// Months to come, then regions over all of those.
  public let months: [Comparison]
  public let regions: [Comparison]
  /// Largest first.
  public let deals: [MovedDeal]
  public let dealCount: Int
  /// Newest first; none for somebody who is narrowed.
  public let changes: [Change]
  public let changeCount: Int
  /// Not acknowledged, most money first.
  public let alerts: [Alert]
  /// Change proposals nobody decided; nil for who may not see the company.
  public let openProposals: Int?
  /// Of reviews.
  public let actions: [Todo]
  /// Open ones, and those done since the last meeting.
  public let decisions: [Decision]
  public let people: [ReviewView.Person]
  public let mayDecide: Bool
}
