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
  /// What it may have brought of sync nodes, where that is known better than by its kind.
  var nodes: NodeTrace?

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

/// Whether a change of one deal can have brought a sync node, and whose rows the deal is of.
struct NodeTrace: Sendable {
  let mayBring: Bool
  let places: [String: [String]]

  func heard(by hearing: ChangeHearing) -> NodeTrace {
    NodeTrace(mayBring: mayBring && hearing.scope.admits(row: places), places: places)
  }
}

extension WorkspaceChange {
  /// Whether sync nodes may be others now: most changes of deals are none of a large one that moved, and with many open screens each question counts.
  public var mayBringNode: Bool {
    nodes?.mayBring ?? ["deal.", "facts.", "meeting."].contains { kind.hasPrefix($0) }
  }

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
      scenario: scenario, news: own, nodes: nodes?.heard(by: hearing))
  }

  /// That somebody said something, and nothing of it: whoever may see the subject asks for it.
  private var talk: WorkspaceChange {
    WorkspaceChange(
      revision: revision, at: at, actor: .system, kind: "thread.changed", label: BilingualText("讨论有更新", "a discussion went on"), reason: "",
      moved: [], spread: [], alerts: [], firstShortfall: nil, scenario: nil)
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
