// SPDX-License-Identifier: Apache-2.0
import Calendars
import Journal
import PlanningCycle

/// Sign-ins that were refused, on their way to the trail: at most one entry for a login and minute, however many there are.
struct RefusedSignIns {
  static let interval: Int64 = 60_000
  /// Logins that are told apart within a minute; more than these are guesses at names, and share one entry.
  static let loginLimit = 50
  static let others = "…"

  struct Entry: Equatable {
    let login: String
    let count: Int
    let origin: Origin?
  }

  private struct Count {
    var waiting: Int
    let writtenAt: Moment
    var origin: Origin?
  }

  private var counts: [String: Count] = [:]

  /// The first of a minute is to be written at once; those after it wait.
  mutating func note(_ login: String, at moment: Moment, from origin: Origin?) -> Entry? {
    let name = String(login.prefix(TrailKind.textLimit))
    let key = counts[name] != nil || counts.count < Self.loginLimit ? name : Self.others
    if var count = counts[key], moment.millisecondsSinceEpoch - count.writtenAt.millisecondsSinceEpoch < Self.interval {
      count.waiting += 1
      count.origin = origin
      counts[key] = count
      return nil
    }
    let waiting = counts[key]?.waiting ?? 0
    counts[key] = Count(waiting: 0, writtenAt: moment, origin: origin)
    return Entry(login: key, count: waiting + 1, origin: origin)
  }

  /// What has waited for its minute to end; everything when the server stops.
  mutating func due(at moment: Moment, isAll: Bool = false) -> [Entry] {
    var due: [Entry] = []
    for (login, count) in counts.sorted(by: { $0.key < $1.key }) {
      guard isAll || moment.millisecondsSinceEpoch - count.writtenAt.millisecondsSinceEpoch >= Self.interval else { continue }
      if count.waiting > 0 {
        due.append(Entry(login: login, count: count.waiting, origin: count.origin))
        counts[login] = Count(waiting: 0, writtenAt: moment, origin: count.origin)
      } else {
        counts[login] = nil
      }
    }
    return due
  }
}
