// SPDX-License-Identifier: Apache-2.0
import Calendars

/// How often somebody has tried to sign in under a login. An attempt counts from its beginning, not from its failure, so that guesses
/// sent at once share one limit.
struct SignInAttempts {
  static let limit = 5
  static let window: Int64 = 5 * 60 * 1000
  /// Logins remembered at a time; hashing is far too slow to fill it within a window.
  static let loginLimit = 10_000

  enum Outcome {
    case right, wrong
    /// Neither: the store or the hash could not be asked.
    case unknown
  }

  private struct Count {
    var running = 0
    var failures: [Moment] = []
  }

  private var counts: [String: Count] = [:]

  /// Counts an attempt as begun; false when there are too many, and then nothing was counted.
  mutating func begin(_ login: String, at moment: Moment) -> Bool {
    let key = Self.key(login)
    forget(before: moment, key)
    if counts[key] == nil, counts.count >= Self.loginLimit {
      for other in counts.keys { forget(before: moment, other) }
      guard counts.count < Self.loginLimit else { return false }
    }
    let count = counts[key] ?? Count()
    guard count.running + count.failures.count < Self.limit else { return false }
    counts[key, default: count].running += 1
    return true
  }

  /// Ends an attempt that had begun at `moment`. A right one forgets the failures before it, not those still under way.
  ///
  /// - Returns: until when nobody may try, when this failure was the last that is allowed.
  @discardableResult
  mutating func end(_ login: String, at moment: Moment, _ outcome: Outcome) -> Moment? {
    let key = Self.key(login)
    guard var count = counts[key], count.running > 0 else { return nil }
    count.running -= 1
    switch outcome {
    case .right: count.failures = []
    case .wrong: count.failures.append(moment)
    case .unknown: break
    }
    counts[key] = count.running == 0 && count.failures.isEmpty ? nil : count
    guard outcome == .wrong, count.failures.count == Self.limit, let oldest = count.failures.min() else { return nil }
    return Moment(millisecondsSinceEpoch: oldest.millisecondsSinceEpoch + Self.window)
  }

  private mutating func forget(before moment: Moment, _ key: String) {
    guard var count = counts[key] else { return }
    let since = moment.millisecondsSinceEpoch - Self.window
    count.failures.removeAll { $0.millisecondsSinceEpoch < since }
    counts[key] = count.running == 0 && count.failures.isEmpty ? nil : count
  }

  /// A login nobody can have is not worth more memory than one somebody has.
  private static func key(_ login: String) -> String { String(login.prefix(200)) }
}
