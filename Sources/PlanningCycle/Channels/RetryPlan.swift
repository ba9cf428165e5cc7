// SPDX-License-Identifier: Apache-2.0
import Calendars
import Journal

/// When a message that was not taken is tried again: four times as late each time, from a minute to six hours, eight tries in all.
enum RetryPlan {
  static let tries = 8
  static let shortest: Int64 = 60 * 1000
  static let longest: Int64 = 6 * 60 * 60 * 1000
  /// How long a message may wait for a receiver that says when.
  static let patience: Int64 = 24 * 60 * 60 * 1000

  /// Milliseconds until the next try; nil after the last.
  ///
  /// Up to a fifth later than the plan says, by message and try: a server that comes back does not meet everything at once, and the same
  /// message waits as long in every run.
  /// - Parameters:
  ///   - made: tries so far, 1 and more.
  ///   - retryAfter: seconds the receiver asked for.
  static func delay(of message: Int64, made: Int, retryAfter: Int? = nil) -> Int64? {
    guard made < tries else { return nil }
    let planned = (1..<max(made, 1)).reduce(shortest) { delay, _ in min(delay * 4, longest) }
    let digest = Digest.sha256(Array("retry \(message) \(made)".utf8))
    let part = Int64(digest.bytes[0]) << 8 | Int64(digest.bytes[1])
    let later = planned + planned / 5 * part / 65_535
    return max(later, min(Int64(retryAfter ?? 0) * 1000, patience))
  }
}
