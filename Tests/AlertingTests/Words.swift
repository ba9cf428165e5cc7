// SPDX-License-Identifier: Apache-2.0
import Calendars

@testable import Alerting

func day(_ text: String) -> Day {
  guard let day = Day(iso: text) else { fatalError("a test names a day that is none: \(text)") }
  return day
}

/// Nine in the morning in China.
func nine(_ day: Day) -> Moment { Moment(millisecondsSinceEpoch: (Int64(day.ordinal) * 24 + 1) * 3_600_000) }

extension Moment {
  func later(hours: Int64) -> Moment { Moment(millisecondsSinceEpoch: millisecondsSinceEpoch + hours * 3_600_000) }
}

func level(
  _ money: Int64? = nil, _ severity: AlertSeverity = .warning, count: Int64? = nil, by urgentBy: Day? = nil, words: String = ""
) -> AlertLevel {
  AlertLevel(severity: severity, money: money, count: count, urgentBy: urgentBy, words: words)
}

/// A journal of looks at a company, and what stands after each.
struct LifeBook {
  private(set) var lives = AlertLives()
  private(set) var journal: [(mark: Int64, day: Day, transitions: [AlertTransition])] = []
  private var mark: Int64 = 0

  /// Looks, writes down what changed, and lets it stand.
  @discardableResult
  mutating func look(_ observations: [Observation], on day: Day) -> [AlertTransition] {
    let found = lives.transitions(observations, on: day)
    guard !found.isEmpty else { return [] }
    mark += 1
    lives.apply(found, mark: mark, on: day)
    journal.append((mark, day, found))
    return found
  }

  /// One thing that is seen, or not.
  mutating func look(_ level: AlertLevel?, on day: Day, isFaint: Bool = false) -> [AlertTransition.Kind] {
    look(level.map { [Observation(key: "a", code: "test", level: $0, isFaint: isFaint)] } ?? [], on: day).map(\.kind)
  }

  /// Somebody who has nothing but the journal.
  var reread: AlertLives {
    var lives = AlertLives()
    for entry in journal { lives.apply(entry.transitions, mark: entry.mark, on: entry.day) }
    return lives
  }
}
