// SPDX-License-Identifier: Apache-2.0
import Calendars
import Journal
import PlanningCycle

/// Sign-ins that began here and are under way at a provider: each is good once, for ten minutes, in the browser where it began.
struct PendingSignIns {
  static let milliseconds: Int64 = 10 * 60 * 1_000
  /// Whoever only begins is forgotten first.
  static let limit = 10_000
  static let limitOfAddress = 200

  /// What it is for.
  enum Purpose: Sendable {
    case enter
    /// An invitation is accepted without a password.
    case accept(Token, login: String)
    /// Somebody who is signed in links their own login.
    case link(Int64)
  }

  struct Entry: Sendable {
    /// Of the cookie in the browser where it began.
    let browser: Digest
    let purpose: Purpose
    let request: ProviderRequest
    /// The settings it began with.
    let version: Int64
    /// The page to go back to, `#/overview`.
    let page: String
    let address: String
  }

  /// The provider vouched for somebody, who has yet to type a code.
  struct Waiting: Sendable {
    let person: Int64
    let how: String
    let page: String
    let since: Moment
  }

  private var entries: [Digest: Entry] = [:]
  /// States by the order in which they began.
  private var order: [Digest] = []
  private var waiting: [Digest: Waiting] = [:]

  mutating func add(_ entry: Entry, _ state: Token, at moment: Moment) {
    forget(before: moment)
    if order.count(where: { entries[$0]?.address == entry.address }) >= Self.limitOfAddress,
      let oldest = order.first(where: { entries[$0]?.address == entry.address })
    {
      remove(oldest)
    }
    if order.count >= Self.limit, let oldest = order.first { remove(oldest) }
    entries[state.digest] = entry
    order.append(state.digest)
  }

  /// Good once: whatever comes of it, it is gone.
  mutating func take(_ state: Token, at moment: Moment) -> Entry? {
    let digest = state.digest
    guard let entry = entries[digest] else { return nil }
    remove(digest)
    return Self.isOver(entry.request.begunAt, at: moment) ? nil : entry
  }

  mutating func wait(_ one: Waiting, _ browser: Digest, at moment: Moment) {
    waiting = waiting.filter { !Self.isOver($0.value.since, at: moment) }
    if waiting.count >= Self.limit, let oldest = waiting.min(by: { $0.value.since < $1.value.since }) { waiting[oldest.key] = nil }
    waiting[browser] = one
  }

  func waiting(_ browser: Digest, at moment: Moment) -> Waiting? {
    waiting[browser].flatMap { Self.isOver($0.since, at: moment) ? nil : $0 }
  }

  mutating func endWaiting(_ browser: Digest) { waiting[browser] = nil }

  private mutating func remove(_ digest: Digest) {
    entries[digest] = nil
    order.removeAll { $0 == digest }
  }

  private mutating func forget(before moment: Moment) {
    let over = order.prefix { digest in entries[digest].map { Self.isOver($0.request.begunAt, at: moment) } ?? true }
    for digest in over { entries[digest] = nil }
    order.removeFirst(over.count)
  }

  private static func isOver(_ begun: Moment, at moment: Moment) -> Bool {
    !(0..<milliseconds).contains(moment.millisecondsSinceEpoch - begun.millisecondsSinceEpoch)
  }
}
