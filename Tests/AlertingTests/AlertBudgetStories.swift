// SPDX-License-Identifier: Apache-2.0
import Calendars
import Testing

@testable import Alerting

/// Sees: a budget that is broken, a small thing told where a larger one waits, something that is left and never heard of.
/// Does not see: what a person may see; how a message is delivered.
@Suite("What somebody is told at once, and what waits for the digest")
struct AlertBudgetStories {
  private let monday = day("2026-11-23")

  /// A reader of everything, with the budget of the house.
  private struct Reader {
    var book = LifeBook()
    var notes = AlertNotes()

    mutating func pass(_ day: Day, at moment: Moment, digestFrom: Moment? = nil) -> AlertBudget.Decision {
      let candidates = book.lives.all.map { AlertBudget.Candidate($0, $0.level, on: day, large: 50_000_000) }
      let decision = AlertBudget.standard.decide(candidates, notes, on: day, digestFrom: digestFrom)
      if !decision.isEmpty {
        notes.pass(
          decision.now.map(\.life), hasDigest: !decision.digest.isEmpty, through: book.lives.newestMark, on: day, at: moment)
      }
      return decision
    }
  }

  private func seen(_ amounts: [(String, Int64)], _ severity: AlertSeverity = .warning) -> [Observation] {
    amounts.map { Observation(key: $0.0, code: "test", level: level($0.1, severity)) }
  }

  @Test("the largest sums first, one place kept for what is critical, the rest with the next digest, and nothing twice")
  func aDay() {
    var reader = Reader()
    reader.book.look(seen([("a", 100), ("b", 900), ("c", 500), ("d", 700)]), on: monday)
    let first = reader.pass(monday, at: nine(monday))
    #expect(first.now.map(\.life.key) == ["b", "d"] && first.left.map(\.life.key) == ["c", "a"])
    #expect(reader.pass(monday, at: nine(monday).later(hours: 1)).isEmpty)
    reader.book.look(seen([("a", 100), ("b", 900), ("c", 500), ("d", 700)]) + seen([("k", 1)], .critical), on: monday)
    #expect(reader.pass(monday, at: nine(monday).later(hours: 2)).now.map(\.life.key) == ["k"], "a critical one has its place")
    let tuesday = monday.adding(days: 1)
    let next = reader.pass(tuesday, at: nine(tuesday), digestFrom: nine(tuesday))
    #expect(next.now.isEmpty && next.digest.map(\.life.key) == ["c", "a"], "what was left takes no place of the new day")
    #expect(reader.pass(tuesday, at: nine(tuesday).later(hours: 1), digestFrom: nine(tuesday)).isEmpty, "one digest a day")
  }

  @Test("five in any seven days; then even a critical one waits for the digest")
  func aWeek() {
    var reader = Reader()
    var (all, told, left) = ([Observation](), [Int](), 0)
    for later in 0..<14 {
      let today = monday.adding(days: later)
      all += seen([("n\(later)", 1_000)]) + seen([("c\(later)", 10)], .critical)
      reader.book.look(all, on: today)
      let decision = reader.pass(today, at: nine(today))
      told.append(decision.now.count)
      left += decision.left.count
    }
    #expect(told == [2, 2, 1, 0, 0, 0, 0, 1, 2, 1, 1, 0, 0, 0])
    #expect(left == 18, "all others are left, none is lost")
  }

  @Test("what somebody has taken note of is not told until it gets worse; what they put off comes back on the day")
  func notes() throws {
    var reader = Reader()
    reader.book.look(seen([("a", 100), ("b", 100)]), on: monday)
    let (a, b) = (try #require(reader.book.lives["a"]), try #require(reader.book.lives["b"]))
    reader.notes.acknowledge(a)
    reader.notes.snooze(b, until: monday.adding(days: 2))
    #expect(reader.notes.standing(of: a, on: monday) == .acknowledged)
    #expect(reader.notes.standing(of: b, on: monday) == .snoozed(until: monday.adding(days: 2)))
    #expect(reader.pass(monday, at: nine(monday)).isEmpty && reader.pass(monday.adding(days: 1), at: nine(monday)).isEmpty)
    let back = monday.adding(days: 2)
    #expect(reader.pass(back, at: nine(back)).now.map(\.life.key) == ["b"], "the day has come")
    #expect(reader.pass(back.adding(days: 1), at: nine(back)).isEmpty, "once")
    reader.book.look(seen([("a", 200), ("b", 100)]), on: back)
    #expect(reader.pass(back, at: nine(back)).now.map(\.life.key) == ["a"], "it got worse")
  }

  @Test("somebody who was told and then puts it off hears of it once more, on the day")
  func snoozeAfterTelling() throws {
    var reader = Reader()
    reader.book.look(seen([("a", 100)]), on: monday)
    #expect(reader.pass(monday, at: nine(monday)).now.count == 1)
    let life = try #require(reader.book.lives["a"])
    reader.notes.snooze(life, until: monday.adding(days: 1))
    #expect(reader.pass(monday, at: nine(monday)).isEmpty)
    #expect(reader.pass(monday.adding(days: 1), at: nine(monday)).now.count == 1)
    #expect(reader.pass(monday.adding(days: 1), at: nine(monday)).isEmpty)
    reader.notes.reopen("a")
    #expect(reader.pass(monday.adding(days: 2), at: nine(monday)).isEmpty, "taken back is not told anew")
  }
}
