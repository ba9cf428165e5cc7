// SPDX-License-Identifier: Apache-2.0
public import Calendars

/// The plan calendar as somebody sees it: rounds with their forms, and where each stands in the one life of a form.
public struct PlanCalendarView: Sendable {
  /// 未编制 · 编制中 · 已上报 · 已审批 · 已下达
  public enum State: String, Sendable, CaseIterable { case notStarted, draft, submitted, approved, released }

  public struct Form: Sendable {
    /// `forecast:EAST`, `budget:sales`
    public let key: String
    public let label: BilingualText
    public let state: State
    /// Handed in as it stands now; nil while it is not.
    public let handedInOn: Day?
    /// Workdays past the due day, of the day it was handed in or of today; 0: in time.
    public let late: Int
    /// Whoever hands it in.
    public let owner: BilingualText?
    /// Who must act next, and in which step.
    public let next: [(person: BilingualText, step: BilingualText?)]
    /// The approval it is in.
    public let approval: Int64?
    public let link: String
    /// Who brought it in from a file.
    public let importedBy: BilingualText?
    /// Of a department's part: its figures are others now than were handed in.
    public let hasMoved: Bool
    /// When somebody was last reminded of it.
    public let remindedOn: Day?

    public var isHandedIn: Bool { handedInOn != nil }
  }

  public struct Round: Sendable {
    public let id: String
    public let kind: PlanRhythm.Kind
    public let label: BilingualText
    /// The month in which it is due.
    public let month: Month
    public let opensOn: Day
    public let due: Day
    public let rule: BilingualText
    public let closesOn: Day
    public let forms: [Form]

    public var handedIn: Int { forms.count { $0.isHandedIn } }
    public var approved: Int { forms.count { $0.state == .approved || $0.state == .released } }
    public var late: Int { forms.count { $0.isHandedIn && $0.late > 0 } }
    public var overdue: Int { forms.count { !$0.isHandedIn && $0.late > 0 } }
  }

  public let today: Day
  /// The one that is shown as a sheet.
  public let month: Month
  /// From a Monday to a Sunday, so that the month's weeks are whole.
  public let days: [(day: Day, isWorkday: Bool)]
  /// Holidays of the year are not published yet.
  public let isPresumed: Bool
  /// nil before there is a calendar.
  public let rhythm: PlanRhythm?
  /// By due day: those about now, and those of the month.
  public let rounds: [Round]
  /// What the reader was reminded of and is still to be done.
  public let todos: [Todo]
  /// All forms and who the roles say hands them in, for whoever may set the calendar.
  public let owners: [(key: String, label: BilingualText, owner: BilingualText?)]
  public let people: [ReviewView.Person]
  public let mayEdit: Bool
}
