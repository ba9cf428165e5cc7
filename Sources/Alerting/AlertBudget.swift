// SPDX-License-Identifier: Apache-2.0
public import Calendars

/// How much one person is told at once. What does not fit is left for the digest and stands in the log; nothing is lost.
public struct AlertBudget: Hashable, Sendable {
  public let perDay: Int
  /// In any seven days in a row.
  public let perWeek: Int
  /// Places of both that only critical alerts may take: a grave one takes the place of a lesser one, and the budget still holds.
  public let reserved: Int

  public static let standard = AlertBudget(perDay: 3, perWeek: 5, reserved: 1)

  public init(perDay: Int, perWeek: Int, reserved: Int) {
    precondition(perDay >= 0 && perWeek >= 0 && reserved >= 0, "a budget counts alerts")
    self.perDay = perDay
    self.perWeek = perWeek
    self.reserved = reserved
  }

  /// An alert that somebody may see, with where it stands now.
  public struct Candidate: Sendable {
    public let life: AlertLife
    public let rank: AlertRank
    /// Minor units; nought when it is not about money.
    public let money: Int64

    /// - Parameters:
    ///   - level: what it says now, which may be less than what was told.
    ///   - large: what the company calls a large sum, minor units.
    public init(_ life: AlertLife, _ level: AlertLevel, on day: Day, large: Int64) {
      self.life = life
      rank = AlertRank(key: life.key, level, on: day, large: large)
      money = level.money ?? 0
    }
  }

  /// What one look means for one person.
  public struct Decision: Sendable {
    public var now: [Candidate] = []
    public var left: [Candidate] = []
    public var digest: [Candidate] = []
    public var isEmpty: Bool { now.isEmpty && left.isEmpty && digest.isEmpty }
  }

  /// Chooses what a person is told: by rank as far as the budget goes, the rest is left; with the digest comes what was left before.
  ///
  /// - Parameters:
  ///   - candidates: what the person may see, in any order.
  ///   - notes: theirs.
  ///   - day: on which the budget is spent.
  ///   - hour: of today's digest once it has come; nil before, and on days without one.
  /// - Returns: `now` and `left` by rank, `digest` by money, the largest sum first.
  public func decide(_ candidates: [Candidate], _ notes: AlertNotes, on day: Day, digestFrom hour: Moment?) -> Decision {
    var decision = Decision()
    var places = min(perDay - notes.toldAtOnce(on: day), perWeek - notes.toldInWeek(endingOn: day))
    let isDigestDue = hour.map { notes.isDigestDue(on: day, from: $0) } ?? false
    for one in candidates.filter({ notes.waits(for: $0.life, on: day) }).sorted(by: { $0.rank < $1.rank }) {
      if !notes.isFresh(one.life, on: day) {
        if isDigestDue { decision.digest.append(one) }
      } else if places > (one.rank.isCritical ? 0 : reserved) {
        decision.now.append(one)
        places -= 1
      } else if isDigestDue, notes.isOld(one.life) {
        // Put off until today, and no place for it: the digest of today has one.
        decision.digest.append(one)
      } else {
        decision.left.append(one)
      }
    }
    decision.digest.sort { ($1.money, $0.rank) < ($0.money, $1.rank) }
    return decision
  }
}
