// SPDX-License-Identifier: Apache-2.0
public import Access
import Alerting
public import Calendars

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
  /// How many things it is about, or how far it lies beyond its line, where it is not about money: more is worse.
  public var count: Int64?
  /// The last day on which acting helps; nil when no day presses.
  public var urgentBy: Day?
  /// Codes down to the rows it is about, by dimension; none when it is about the company.
  public var places: [String: [String]] = [:]
  /// Back under its threshold, not yet under its recovery share.
  public var isFaint = false
  /// The right of the figure that a rule looks at; nil where the code says it.
  var asks: Permission? = nil
  /// Whom alone it is for; nil: everybody who may see it.
  var viewer: Viewer? = nil
  /// Names its life where that is not its id.
  var lifeKey: String? = nil
  /// The person it is shown to has taken note of it, and it says nothing new since.
  public var isAcknowledged = false
  /// What else it is to the person it is shown to.
  public var standing = Standing()

  /// Names its life: what people were told and did is of this.
  var key: String { lifeKey ?? id }

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

  /// The one person an alert is for, as they saw the plan when it was found: who sees other rows today may not read figures of those.
  struct Viewer: Sendable, Hashable {
    let person: Int64
    let scope: Scope
    /// What its figures ask for.
    let rights: [Permission]

    func isStill(_ person: Person) -> Bool {
      person.id == self.person && person.scope == scope && rights.allSatisfy { Access.allows(person, $0) }
    }
  }
}

extension Alert {
  /// The right that it asks for; nil: none.
  public var permission: Permission? {
    if let asks { return asks }
    return switch code.prefix(while: { $0 != "." }) {
    case "cash": .viewCash
    case "stock": .viewSupply
    case "budget", "quality": .viewCompany
    default: nil
    }
  }

  /// Whether somebody holds its right, and the rows it is about lie within theirs.
  func isVisible(to person: Person) -> Bool {
    if let viewer { return viewer.isStill(person) }
    return (permission.map { Access.allows(person, $0) } ?? true) && person.scope.admits(row: places)
  }

  /// What is for one person alone is broadcast to nobody.
  func isVisible(to hearing: ChangeHearing) -> Bool {
    viewer == nil && hearing.hears(permission) && hearing.scope.admits(row: places)
  }

  var isOfRule: Bool { code == "rule" }

  var level: AlertLevel {
    AlertLevel(
      severity: AlertSeverity(rawValue: severity.rawValue) ?? .info, money: money, count: count, urgentBy: urgentBy,
      // A rule says by how much it hits, or nothing that could get worse: the same in other words is no news.
      words: money == nil && !isOfRule ? detail.english : "")
  }

  var observation: Observation { Observation(key: key, code: code, level: level, isFaint: isFaint) }
}
