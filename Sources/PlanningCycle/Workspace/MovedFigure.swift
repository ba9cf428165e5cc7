// SPDX-License-Identifier: Apache-2.0
public import Access
import Alerting
public import Calendars
public import Journal

/// One total that a change moved: a measure of the whole company in one month.
public struct MovedFigure: Sendable, Hashable {
  /// The cell of the table it stands in.
  public let cell: String
  public let label: BilingualText
  public let month: Month
  public let unit: String
  /// In hundredths of the unit (分 for money), as shown.
  public let old: Int64
  public let new: Int64
  /// Favourable sense: `up`, `down` or nil.
  public let good: String?
  public let isMoney: Bool
  /// The right its measure asks for; nil: none.
  public let permission: Permission?

  public var change: Int64 { new - old }
}

/// What a command did, as every screen hears of it.
public struct WorkspaceChange: Sendable {
  public let revision: Int64
  public let at: Moment
  public let actor: Actor
  public let kind: String
  public let label: BilingualText
  public let reason: String
  /// Money first, largest change first.
  public let moved: [MovedFigure]
  /// How an entry at a total was spread over its parts.
  public let spread: [SpreadPart]
  public let alerts: [Alert]
  public let firstShortfall: CashShortfall?
  /// The scenario it is about; nil for the plan.
  public var scenario: Int64?
  /// What became of alerts; of changes that are about nothing else.
  public var news: [AlertNews] = []

  /// Whether somebody hears of it at all: of what became of alerts they hear when they may see one of them.
  public func concerns(_ hearing: ChangeHearing) -> Bool {
    kind != AlertLedger.changed || news.contains { $0.alert.isVisible(to: hearing) }
  }
}

/// What one person may hear of changes. Many hear the same.
public struct ChangeHearing: Hashable, Sendable {
  let permissions: Swift.Set<Permission>
  let scope: Scope
  var isNarrowed: Bool { !scope.isEverything }

  public init(_ person: Person) {
    permissions = Swift.Set(Access.permissions(of: person))
    scope = person.scope
  }

  func hears(_ permission: Permission?) -> Bool { permission.map { permissions.contains($0) } ?? true }
}

extension WorkspaceChange {
  /// What is told of it: figures and alerts of the measures the person may see. Somebody who is narrowed to some rows hears that the plan
  /// changed and by whom, and asks for their own rows; whose row it was, and by how much the company moved, they do not hear.
  public func heard(by hearing: ChangeHearing) -> WorkspaceChange {
    guard !ThreadLedger.holds(kind) else { return talk }
    let seesCash = hearing.hears(.viewCash)
    let own = news.filter { $0.alert.isVisible(to: hearing) }
    return WorkspaceChange(
      revision: revision, at: at, actor: actor, kind: kind,
      label: news.isEmpty ? (hearing.isNarrowed ? BilingualText("计划有变动", "the plan changed") : label) : AlertNews.label(own),
      reason: hearing.isNarrowed ? "" : reason,
      moved: hearing.isNarrowed ? [] : moved.filter { hearing.hears($0.permission) }, spread: hearing.isNarrowed ? [] : spread,
      alerts: hearing.isNarrowed ? [] : alerts.filter { hearing.hears($0.permission) }, firstShortfall: seesCash ? firstShortfall : nil,
      scenario: scenario, news: own)
  }

  /// That somebody said something, and nothing of it: whoever may see the subject asks for it.
  private var talk: WorkspaceChange {
    WorkspaceChange(
      revision: revision, at: at, actor: .system, kind: "thread.changed", label: BilingualText("讨论有更新", "a discussion went on"), reason: "",
      moved: [], spread: [], alerts: [], firstShortfall: nil, scenario: nil)
  }
}

extension Alert {
  /// The right that it asks for; nil: none.
  public var permission: Permission? {
    switch code.prefix(while: { $0 != "." }) {
    case "cash": .viewCash
    case "stock": .viewSupply
    case "budget": .viewCompany
    default: nil
    }
  }
}

public struct SpreadPart: Sendable, Hashable {
  public let label: BilingualText
  public let old: Double
  public let new: Double
}

/// The first day on which the bank balance lies under the minimum line.
public struct CashShortfall: Sendable, Hashable {
  public let day: Day
  /// 分.
  public let balance: Int64
  public let minimum: Int64
  /// Weeks from the planning day, the first is 1.
  public let week: Int
  public var gap: Int64 { minimum - balance }
}

/// Something somebody should look at.
public struct Alert: Sendable, Hashable {
  public enum Severity: String, Sendable { case critical, warning, info }

  public let id: String
  public let code: String
  public let severity: Severity
  public let title: BilingualText
  public let detail: BilingualText
  /// 分; nil when it is not about money.
  public let money: Int64?
  public let since: Day
  /// Hash route of the screen that shows it.
  public let link: String
  public let cell: String?
  /// How many things it is about, where it is not about money.
  public var count: Int64?
  /// The last day on which acting helps; nil when no day presses.
  public var urgentBy: Day?
  /// Codes down to the rows it is about, by dimension; none when it is about the company.
  public var places: [String: [String]] = [:]
  /// Back under its threshold, not yet under its recovery share.
  public var isFaint = false
  /// The person it is shown to has taken note of it, and it says nothing new since.
  public var isAcknowledged = false
  /// What else it is to the person it is shown to.
  public var standing = Standing()

  /// Put aside by the person: acknowledged, or until a day.
  public var isAside: Bool { isAcknowledged || standing.snoozedUntil != nil }

  /// Where an alert stands for one person.
  public struct Standing: Sendable, Hashable {
    public enum State: String, Sendable { case raised, worse }

    /// 1 is to be looked at first; nought outside of a list.
    public var rank = 0
    public var state = State.raised
    /// nil until it is written down.
    public var raisedOn: Day?
    /// When they were told of its newest news, at once or in a digest.
    public var toldAt: Moment?
    public var snoozedUntil: Day?
    /// Its newest news was not told yet, or was told today.
    public var isNew = false
  }
}
