// SPDX-License-Identifier: Apache-2.0
public import Calendars

/// The alerts that live, by key: what has to be written down after each look at the company, and what stands once it is.
///
/// Looking (`transitions`) and standing (`apply`) are two steps, so that a journal can lie between them: whoever applies the same
/// transitions in the same order has the same lives, bit for bit.
///
/// *Hysteresis.* A figure that swings around its threshold is one alert. Not seen on a later day than the one it was last written down on, it is
/// `gone`; still not seen `quietDays` later, it has `recovered`. Before that it comes `back` as the same and is no news. So a swing within a
/// day leaves no trace, and one that goes on for days leaves two notes a day and never a second alarm. What has been better for `easingDays` has
/// `eased`: from there getting worse is news again.
public struct AlertLives: Hashable, Sendable {
  /// Days it has to stay away to be over.
  public static let quietDays = 1
  /// Days after its last news before something better becomes what is compared with.
  public static let easingDays = 7

  private var lives: [String: AlertLife] = [:]
  /// Number of the newest evaluation that was applied.
  public private(set) var newestMark: Int64 = 0

  public init() {}

  public subscript(key: String) -> AlertLife? { lives[key] }
  public var isEmpty: Bool { lives.isEmpty }
  public var count: Int { lives.count }
  /// By key.
  public var all: [AlertLife] { lives.values.sorted { $0.key < $1.key } }

  /// What a look at the company changes; nothing is changed by it.
  ///
  /// - Parameters:
  ///   - observations: all that is so now; of two with one key the first counts.
  ///   - day: of the look; never earlier than that of the look before, or nothing but news is found.
  /// - Returns: by key, at most one a key.
  /// - Complexity: observations + lives.
  public func transitions(_ observations: [Observation], on day: Day) -> [AlertTransition] {
    var found: [AlertTransition] = []
    var seen = Set<String>(minimumCapacity: observations.count)
    for one in observations where seen.insert(one.key).inserted {
      if let kind = step(one, on: day) { found.append(AlertTransition(kind, key: one.key, code: one.code, level: one.level)) }
    }
    for life in lives.values where !seen.contains(life.key) {
      if let kind = absence(life, on: day) { found.append(AlertTransition(kind, key: life.key, code: life.code, level: life.level)) }
    }
    return found.sorted { $0.key < $1.key }
  }

  private func step(_ one: Observation, on day: Day) -> AlertTransition.Kind? {
    guard let life = lives[one.key] else { return one.isFaint ? nil : .raised }
    if !one.isFaint, one.level.isWorse(than: life.level) { return .worse }
    if life.goneOn != nil { return .back }
    if one.level.isBetter(than: life.level), life.leveledOn.distance(to: day) >= Self.easingDays { return .eased }
    return nil
  }

  private func absence(_ life: AlertLife, on day: Day) -> AlertTransition.Kind? {
    if let gone = life.goneOn { return gone.distance(to: day) >= Self.quietDays ? .recovered : nil }
    return day > life.seenOn ? .gone : nil
  }

  /// Makes transitions that were written down stand.
  ///
  /// - Parameter mark: number of the evaluation, larger than any before.
  /// - Returns: keys whose life ended.
  @discardableResult
  public mutating func apply(_ transitions: [AlertTransition], mark: Int64, on day: Day) -> [String] {
    var ended: [String] = []
    newestMark = mark
    for one in transitions {
      switch one.kind {
      case .raised:
        lives[one.key] = AlertLife(
          key: one.key, code: one.code, mark: mark, level: one.level, raisedOn: day, leveledOn: day, seenOn: day, goneOn: nil,
          isWorse: false)
      case .worse:
        lives[one.key]?.mark = mark
        lives[one.key]?.isWorse = true
        lives[one.key]?.see(one.level, on: day)
      case .eased: lives[one.key]?.see(one.level, on: day)
      case .back:
        lives[one.key]?.seenOn = day
        lives[one.key]?.goneOn = nil
      case .gone: lives[one.key]?.goneOn = day
      case .recovered: if lives.removeValue(forKey: one.key) != nil { ended.append(one.key) }
      }
    }
    return ended
  }
}

extension AlertLife {
  fileprivate mutating func see(_ level: AlertLevel, on day: Day) {
    self.level = level
    leveledOn = day
    seenOn = day
    goneOn = nil
  }
}
